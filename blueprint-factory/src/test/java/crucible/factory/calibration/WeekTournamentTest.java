package crucible.factory.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.trial.TrialSettings;
import crucible.fill.CostSettings;
import crucible.model.Bar;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.stat.Moments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Placebos on candles, through the classes of every trial, before the rules. */
class WeekTournamentTest {
    private static final long SEED = 5;
    private static final long START_MS = 1_700_006_400_000L;
    private static final Instrument COIN = new Instrument(
            0,
            "binance-spot",
            "COINUSDT",
            "COIN",
            "USDT",
            InstrumentKind.SPOT,
            new TradingRules(
                    new BigDecimal("0.01"),
                    new BigDecimal("0.0001"),
                    new BigDecimal("0.0001"),
                    new BigDecimal("5"),
                    0));

    /** A market that only rises: who could only buy would look skilled. */
    private static List<Bar> risingBars(int count) {
        final Random random = new Random(SEED);
        final List<Bar> bars = new ArrayList<>();
        double price = 100;
        for (int i = 0; i < count; i++) {
            final double close = Math.rint(100 * price * (1 + 0.0003 + 0.002 * random.nextGaussian())) / 100;
            bars.add(new Bar(
                    0,
                    Timeframe.M5,
                    START_MS + i * Timeframe.M5.intervalMs(),
                    price,
                    Math.max(price, close),
                    Math.min(price, close),
                    close,
                    10,
                    Provenance.LIVE));
            price = close;
        }
        return bars;
    }

    private static List<PlaceboWeek> weeks(TrialSettings settings, List<Bar> bars, int placebos) {
        final PlaceboTrials trials = new PlaceboTrials(settings, placebos, SEED);
        return PlaceboTrials.weeks(bars).stream()
                .map(start -> trials.run(COIN, bars, start).orElseThrow())
                .toList();
    }

    @Test
    void placebosKnowNothingOfARisingMarketAndPayItsCosts() {
        final List<Bar> bars = risingBars(2 * 2_016 + 200);
        assertThat(PlaceboTrials.weeks(bars)).containsExactly(60, 60 + 2_016);
        final TrialSettings costly = TrialSettings.of(CostSettings.DEFAULT);
        final TrialSettings free =
                new TrialSettings(costly.capitalUsdE8(), costly.costs().withoutCosts(), 0, costly.watchtower());

        final List<PlaceboWeek> withCosts = weeks(costly, bars, 6);
        assertThat(withCosts).hasSize(2).allSatisfy(week -> {
            assertThat(week.returns()).hasSize(6);
            assertThat(week.trades()).isGreaterThan(6 * 50);
        });
        assertThat(mean(withCosts)).isLessThan(-1e-5);
        final Moments without = pooled(weeks(free, bars, 6));
        assertThat(Math.abs(without.t())).as("seed %d", SEED).isLessThan(4);
        assertThat(withCosts.get(0).returns().get(0))
                .isEqualTo(weeks(costly, bars, 2).get(0).returns().get(0));
    }

    @Test
    void agentsAreStrungTogetherFromWeeksThatAreDrawn() {
        final List<PlaceboWeek> weeks = weeks(TrialSettings.of(CostSettings.DEFAULT), risingBars(2_300), 3);
        final WeekTournament tournament = new WeekTournament(WatchtowerSettings.defaults(), weeks, 5_000, SEED);
        final WeekTournament.Lives lives = tournament.watch(0, 7).plus(tournament.watch(7, 30));
        assertThat(lives.total().agents()).isEqualTo(30);
        assertThat(lives.total().promoted()).as("costs eat placebos").isZero();
        assertThat(lives.counts()).isEqualTo(tournament.watch(0, 30).counts());
        assertThat(lives.weeks()).allSatisfy(lived -> assertThat(lived.length).isGreaterThanOrEqualTo(3));
        assertThat(tournament.upper95(lives)).isBetween(0.05, 0.15);
    }

    /** Few weeks say little, however many agents are strung together from them: the bound has to know. */
    @Test
    void theBoundComesFromWeeksAndNotFromAgents() {
        final List<PlaceboWeek> weeks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            final double[] returns = new double[400];
            for (int k = 0; k < returns.length; k++) {
                // One of five weeks is a gift to everybody.
                returns[k] = i == 0 ? 0.02 : k % 2 == 0 ? 0.001 : -0.001;
            }
            weeks.add(new PlaceboWeek("W" + i, i, 1, List.of(returns)));
        }
        final WeekTournament tournament = new WeekTournament(WatchtowerSettings.defaults(), weeks, 400, SEED);
        final WeekTournament.Lives lives = tournament.watch(0, 2_000);
        final double share = (double) lives.total().promoted() / lives.total().agents();
        assertThat(share).isBetween(0.15, 0.25);
        assertThat(tournament.upper95(lives)).isGreaterThanOrEqualTo(0.35);
    }

    private static double mean(List<PlaceboWeek> weeks) {
        return pooled(weeks).mean();
    }

    private static Moments pooled(List<PlaceboWeek> weeks) {
        final Moments moments = new Moments();
        weeks.forEach(week -> week.returns().forEach(returns -> moments.merge(Moments.of(returns))));
        return moments;
    }
}
