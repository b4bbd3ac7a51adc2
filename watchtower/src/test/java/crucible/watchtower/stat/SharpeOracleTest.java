package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SharpeOracleTest {
    private static final String FILE = "01_psr_dsr_mintrl.json";

    @Test
    void probabilisticSharpeOfThePaper() {
        for (String id : new String[] {"psr_paper_nonnormal", "psr_paper_normal", "psr_paper_nonnormal_0458"}) {
            final JsonNode test = OracleFile.caseOf(FILE, id);
            final JsonNode in = test.get("input");
            final double psr = ProbabilisticSharpe.psr(
                    number(in, "sr"),
                    number(in, "sr_benchmark"),
                    number(in, "T"),
                    number(in, "skew"),
                    number(in, "kurt_pearson"));
            assertThat(psr).as(id).isCloseTo(number(test.get("expected"), "psr"), within(1e-12));
        }
    }

    @Test
    void standardErrorOfThePaper() {
        final JsonNode test = OracleFile.caseOf(FILE, "sr_se_mintrl_hfr_1");
        final JsonNode in = test.get("input");
        final double error = ProbabilisticSharpe.standardError(
                number(in, "sr"), number(in, "T"), number(in, "skew"), number(in, "kurt_pearson"));
        assertRelative(error, number(test.get("expected"), "sr_se"), 1e-12);
    }

    @Test
    void minimumTrackRecordLengthOfThePaper() {
        for (String id : new String[] {
            "sr_se_mintrl_hfr_1", "mintrl_daily_2_vs_1", "mintrl_weekly_2_vs_1", "mintrl_monthly_3_vs_2.5_nonnormal"
        }) {
            final JsonNode test = OracleFile.caseOf(FILE, id);
            final JsonNode in = test.get("input");
            final double length = ProbabilisticSharpe.minTrackRecordLength(
                    number(in, "sr"),
                    number(in, "sr_benchmark"),
                    number(in, "skew"),
                    number(in, "kurt_pearson"),
                    number(in, "prob"));
            assertRelative(length, number(test.get("expected"), "min_trl_obs"), 1e-12);
        }
    }

    @Test
    void expectedMaximumOfTheTable() {
        final JsonNode table =
                OracleFile.caseOf(FILE, "expected_max_table").get("expected").get("table");
        assertThat(table).isNotEmpty();
        for (JsonNode row : table) {
            assertRelative(DeflatedSharpe.expectedMaximum(number(row, "N")), number(row, "emax_formula"), 1e-12);
        }
    }

    @Test
    void deflatedSharpeOfThePaper() {
        final JsonNode test = OracleFile.caseOf(FILE, "dsr_paper_N100");
        final JsonNode in = test.get("input");
        final JsonNode expected = test.get("expected");
        final double hurdle = DeflatedSharpe.expectedMaximumSharpe(number(in, "N"), number(in, "var_sr_trials"));
        assertThat(hurdle).isCloseTo(number(expected, "sr0"), within(1e-12));
        final double dsr = DeflatedSharpe.dsr(
                number(in, "sr"),
                number(in, "T"),
                number(in, "skew"),
                number(in, "kurt_pearson"),
                number(in, "N"),
                number(in, "var_sr_trials"));
        assertThat(dsr).isCloseTo(number(expected, "dsr"), within(1e-12));
    }

    @Test
    void minimumBacktestLengthFollowsFromTheExpectedMaximum() {
        for (String id : new String[] {"minBTL_N45_SR1.0", "minBTL_N10_SR2.0"}) {
            final JsonNode test = OracleFile.caseOf(FILE, id);
            final JsonNode in = test.get("input");
            final double years = DeflatedSharpe.minimumBacktestYears(number(in, "N"), number(in, "sr_annual_max"));
            assertRelative(years, number(test.get("expected"), "min_btl_years"), 1e-12);
        }
    }

    @Test
    void everythingFromOneSeriesOfReturns() {
        final JsonNode test = OracleFile.caseOf(FILE, "psr_returns_briones_50");
        final JsonNode in = test.get("input");
        final JsonNode expected = test.get("expected");
        final Moments moments = Moments.of(OracleFile.numbers(in.get("returns")));
        assertRelative(moments.mean(), number(expected, "mean"), 1e-11);
        assertRelative(moments.sd(), number(expected, "sd_ddof1"), 1e-11);
        assertRelative(moments.sharpe(), number(expected, "sr"), 1e-11);
        assertRelative(moments.skewness(), number(expected, "skew_g1_biased"), 1e-11);
        assertRelative(moments.kurtosis(), number(expected, "kurt_pearson_biased"), 1e-11);
        final double error = ProbabilisticSharpe.standardError(
                moments.sharpe(), (double) moments.count(), moments.skewness(), moments.kurtosis());
        assertRelative(error, number(expected, "sr_se"), 1e-11);
        final double benchmark = number(in, "sr_benchmark");
        assertRelative(ProbabilisticSharpe.psr(moments, benchmark), number(expected, "psr"), 1e-11);
        final double length = ProbabilisticSharpe.minTrackRecordLength(
                moments.sharpe(), benchmark, moments.skewness(), moments.kurtosis(), number(in, "prob"));
        assertRelative(length, number(expected, "min_trl"), 1e-11);
    }

    @Test
    void deflatedSharpeFromTheTrialsThemselves() {
        final JsonNode test = OracleFile.caseOf(FILE, "dsr_trials_60x10");
        final JsonNode rows = test.get("input").get("returns_T_by_N");
        final JsonNode expected = test.get("expected");
        final int trials = rows.get(0).size();
        final double[] sharpes = new double[trials];
        final Moments[] moments = new Moments[trials];
        for (int trial = 0; trial < trials; trial++) {
            moments[trial] = new Moments();
            for (JsonNode row : rows) {
                moments[trial].add(row.get(trial).doubleValue());
            }
            sharpes[trial] = moments[trial].sharpe();
            assertRelative(
                    sharpes[trial], expected.get("sharpe_per_trial").get(trial).doubleValue(), 1e-10);
        }
        final double variance = Math.pow(Moments.of(sharpes).sd(), 2);
        assertRelative(variance, number(expected, "var_sr_ddof1"), 1e-10);
        assertRelative(DeflatedSharpe.expectedMaximumSharpe(trials, variance), number(expected, "sr0"), 1e-10);
        final Moments best = moments[expected.get("best_trial_index0").intValue()];
        final double dsr = DeflatedSharpe.dsr(
                best.sharpe(), (double) best.count(), best.skewness(), best.kurtosis(), trials, variance);
        assertRelative(dsr, number(expected, "dsr"), 1e-10);
    }

    /** Another convention: the variance at the supposed ratio, divisor n. */
    @Test
    void powerAndFalseDiscoveriesOfTheLaterPaper() {
        final JsonNode test = OracleFile.caseOf(FILE, "psr_2025_convention");
        final JsonNode in = test.get("input");
        final JsonNode expected = test.get("expected");
        final double sharpe = number(in, "mean") / number(in, "sd");
        final double alpha = number(in, "alpha");
        final double skilled = number(in, "SR1");
        final double share = number(in, "p_H1");
        final SharpeInference inference =
                new SharpeInference(number(in, "T"), number(in, "skew"), number(in, "kurt_pearson"));
        assertRelative(sharpe, number(expected, "sr"), 1e-12);
        assertRelative(inference.standardError(sharpe), number(expected, "sd_sr_observed"), 1e-12);
        assertRelative(
                new SharpeInference(number(in, "T"), 0, 3).standardError(sharpe),
                number(expected, "sd_sr_normal"),
                1e-12);
        assertRelative(inference.minTrackRecordLength(sharpe, 0, alpha), number(expected, "min_trl"), 1e-12);
        assertRelative(inference.psr(sharpe, 0), number(expected, "psr_vs_0"), 1e-12);
        assertRelative(inference.psr(sharpe, 0.1), number(expected, "psr_vs_0_1"), 1e-12);
        assertRelative(inference.criticalSharpe(0, alpha), number(expected, "critical_sr"), 1e-12);
        assertRelative(1 - inference.power(skilled, 0, alpha), number(expected, "beta"), 1e-12);
        // The case goes on from a power rounded to three digits.
        assertRelative(inference.falseDiscoveryRate(skilled, 0, alpha, share), number(expected, "pFDR"), 2e-4);
        assertRelative(
                inference.observedFalseDiscoveryRate(sharpe, skilled, 0, share), number(expected, "oFDR"), 1e-12);
    }

    private static double number(JsonNode node, String name) {
        return node.get(name).doubleValue();
    }

    private static void assertRelative(double actual, double expected, double relative) {
        assertThat(actual).isCloseTo(expected, within(Math.abs(expected) * relative));
    }
}
