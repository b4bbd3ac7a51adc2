package crucible.server.cli;

import crucible.server.calibrate.JudgeReport;
import crucible.server.calibrate.JudgeReport.BarRow;
import crucible.server.calibrate.JudgeReport.CandleRow;
import crucible.server.calibrate.JudgeReport.LifeRow;
import crucible.server.calibrate.JudgeReport.NullRow;
import crucible.server.calibrate.JudgeReport.PowerRow;
import crucible.watchtower.calibration.Lives;
import java.util.List;
import java.util.Locale;

/** A calibration as tables for people. */
final class CalibrationTables {
    private final StringBuilder text = new StringBuilder(8_000);

    private CalibrationTables() {}

    static String of(JudgeReport report, List<CandleRow> candles) {
        final CalibrationTables tables = new CalibrationTables();
        tables.nulls("Agents without skill, looked at after every observation: share ever promoted", report.fair());
        tables.candles(candles);
        tables.nulls("The same with the largest bets (the bound is five standard deviations)", report.largestBets());
        tables.nulls(
                "A limit: returns with a memory, no edge on average. The guarantee does not cover them",
                report.limits());
        tables.power("Agents with skill, each alone: closed trades until e >= 100", report.power());
        tables.power("The same at looser bounds", report.looser());
        tables.lives(report.lives());
        tables.bar(report.bar());
        return tables.text.toString();
    }

    private void nulls(String title, List<NullRow> rows) {
        line("%s%n", title);
        line(
                "  %-26s %8s %8s %9s %9s %9s %10s %10s %9s%n",
                "law", "agents", "observ.", "e >= 100", "at most", "season", "naive", "n. newest", "bound br.");
        for (NullRow row : rows) {
            line(
                    "  %-26s %8d %8d %9s %9s %9s %10s %10s %9s%n",
                    row.name(),
                    row.count().agents(),
                    row.observations(),
                    percent(row.everPromoted()),
                    percent(row.upper95()),
                    percent(row.share(row.count().promotedInSeason())),
                    percent(row.share(row.count().naive())),
                    percent(row.share(row.count().naiveRolling())),
                    percent(row.share(row.count().broken())));
        }
        line("%n");
    }

    private void candles(List<CandleRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        line("Placebos on recorded candles; at most: by drawing instrument-weeks anew%n");
        line(
                "  %-26s %8s %8s %6s %9s %9s %9s %10s %10s%n",
                "candles", "agents", "observ.", "weeks", "e >= 100", "at most", "season", "naive", "n. newest");
        for (CandleRow row : rows) {
            final double agents = row.count().agents();
            line(
                    "  %-26s %8d %8d %6d %9s %9s %9s %10s %10s%n",
                    row.name(),
                    row.count().agents(),
                    row.observations(),
                    row.instrumentWeeks(),
                    percent(row.count().promoted() / agents),
                    percent(row.upper95()),
                    percent(row.count().promotedInSeason() / agents),
                    percent(row.count().naive() / agents),
                    percent(row.count().naiveRolling() / agents));
        }
        line("%n");
    }

    private void power(String title, List<PowerRow> rows) {
        line("%s%n", title);
        line(
                "  %8s %8s %8s %8s %8s %8s %12s %8s%n",
                "Sharpe", "bound", "agents", "median", "9 in 10", "MinTRL", "median/MinTRL", "naive");
        for (PowerRow row : rows) {
            line(
                    "  %8.2f %6.0fsd %8d %8s %8s %8.0f %12.2fx %8s%n",
                    row.sharpe(),
                    row.boundSigmas(),
                    row.times().agents(),
                    count(row.times().medianToPromotion()),
                    count(row.times().ninetiethToPromotion()),
                    row.minTrl(),
                    row.times().medianToPromotion() / row.minTrl(),
                    count(row.times().naiveMedian()));
        }
        line("%n");
    }

    private void lives(List<LifeRow> rows) {
        line("Whole lives before the whole judge: promoted (half of them by trade), ended (half of them by trade)%n");
        line(
                "  %7s %7s %9s %5s %7s  %-31s %-31s %-31s%n",
                "Sharpe", "bound", "bars h/f", "N", "agents", "the live rules", "literal decay rule", "PSR alone");
        for (LifeRow row : rows) {
            line(
                    "  %7.2f %5.0fsd %9s %5d %7d  %-31s %-31s %-31s%n",
                    row.sharpe(),
                    row.boundSigmas(),
                    row.pace().heldBars() + "/" + row.pace().flatBars(),
                    row.trials(),
                    row.live().agents(),
                    words(row.live()),
                    words(row.literal()),
                    words(row.naive()));
        }
        line("%n");
    }

    private void bar(BarRow bar) {
        line(
                "The rising bar: PSR at which each look ends the same share of agents with a true Sharpe ratio of %s a trade,%n",
                bar.targetSharpe());
        line("%s of them over all looks (%d agents)%n", percent(bar.falseDeath()), bar.agents());
        line("  %-12s", "trades");
        bar.trades().forEach(trades -> line(" %6d", trades));
        line("%n  %-12s", "found");
        bar.found().forEach(psr -> line(" %6.2f", psr));
        line("%n  %-12s", "configured");
        bar.configured().forEach(psr -> line(" %6.2f", psr));
        line(
                "%n  The configured one ends %s of them%s.%n",
                percent(bar.ended()), bar.ended() > bar.falseDeath() ? ": MORE THAN ASKED FOR" : "");
        paste(bar);
    }

    /** The bar that was found, rounded down, as the configuration takes it. */
    private void paste(BarRow bar) {
        final double[] rounded = new double[bar.found().size()];
        for (int i = 0; i < rounded.length; i++) {
            final double down = Math.floor(bar.found().get(i) * 100 + 1e-9) / 100;
            rounded[i] = i == 0 ? down : Math.max(down, rounded[i - 1]);
        }
        final double last = rounded[rounded.length - 1];
        if (last < 0.5) {
            line("  Its last look asks for less than a PSR of 0.5: no configuration takes that.%n");
            return;
        }
        line("  To use the one found:%n%nwatchtower:%n");
        line("  targetSharpePerTrade: %s%n  falseDeath: %s%n", bar.targetSharpe(), bar.falseDeath());
        line("  decayConfidence: %.2f%n  decayLooks:%n", last);
        for (int i = 0; i < rounded.length; i++) {
            line("    - { closedTrades: %d, minPsr: %.2f }%n", bar.trades().get(i), rounded[i]);
        }
    }

    private static String words(Lives lives) {
        return percent((double) lives.promoted() / lives.agents()) + " (" + count(lives.medianToPromotion()) + "), "
                + percent((double) lives.ended() / lives.agents()) + " (" + count(lives.medianTenure()) + ")";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String count(double trades) {
        return Double.isNaN(trades) ? "never" : String.format(Locale.ROOT, "%.0f", trades);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
