package crucible.server.cli;

import crucible.fill.calibration.SpreadCalibration;
import crucible.fill.calibration.SpreadErrors;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The comparison as one page that needs nothing beside it: a table, and for each instrument with enough bars two plots. */
final class CalibrationReport {
    private static final int FEWEST_BARS = 12;
    private static final int WIDTH = 460;
    private static final int HEIGHT = 220;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final int TOP = 28;
    private static final int BOTTOM = 34;
    private static final int BINS = 30;
    private static final int HOURS = 24;

    private final List<CalibratedInstrument> instruments;
    private final List<CalibratedTrades> trades;
    private final CalibratedInstrument.Model model;
    private final double slippageBps;

    CalibrationReport(
            List<CalibratedInstrument> instruments,
            List<CalibratedTrades> trades,
            CalibratedInstrument.Model model,
            double slippageBps) {
        this.instruments = List.copyOf(instruments);
        this.trades = List.copyOf(trades);
        this.model = model;
        this.slippageBps = slippageBps;
    }

    String html() {
        final StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<title>Modelled against recorded spreads</title>\n<style>body{font:14px sans-serif;margin:24px;"
                + "max-width:1000px}table{border-collapse:collapse}td,th{padding:3px 8px;text-align:right;"
                + "border-bottom:1px solid #ccc}td:first-child,th:first-child{text-align:left}svg{margin:4px}"
                + "</style></head><body>\n<h1>Modelled against recorded spreads</h1>\n");
        page.append(format(
                "<p>The model: %s over %d bars of 5m, at least a tick, believed from the next bar on; a fill pays half of it"
                        + " and %.1f bps of slippage. The market: the mean spread of the quotes recorded in each bar. Bias is"
                        + " modelled less recorded: above 0 the model is dearer. Coverage is the part of the bars in which it"
                        + " is not kinder. Worst decile is recorded less modelled over the tenth of the bars where that is"
                        + " largest: above 0 the model is kinder there. All in basis points; hours are UTC.</p>%n",
                model.estimator(), model.windowBars(), slippageBps));
        page.append("<table><tr><th>instrument</th><th>bars of</th><th>same time</th><th>quotes</th><th>crossed</th>"
                + "<th>bars</th><th>recorded mean</th><th>median</th><th>modelled mean</th><th>bias</th>"
                + "<th>coverage</th><th>worst decile</th><th>modelled cost a side</th></tr>\n");
        instruments.forEach(one -> page.append(row(one)));
        page.append("</table>\n");
        instruments.stream()
                .filter(one -> one.result().pairs().size() >= FEWEST_BARS)
                .forEach(one -> page.append("<h2>" + escaped(one.key()) + "</h2>\n")
                        .append(byHour(one.result().byHour()))
                        .append(errors(one.result().pairs())));
        if (!trades.isEmpty()) {
            trades(page);
        }
        return page.append("</body></html>\n").toString();
    }

    private void trades(StringBuilder page) {
        page.append(
                "<h1>What recorded trades paid against what the model charges</h1>\n<p>Effective spread of the trades,"
                        + " QUOTED: twice their distance from the middle of a quote at most ten seconds old, by 5m bar; SIDES: what"
                        + " buyers paid more than sellers got, over neighbouring trades of opposite sides within a second, by hour (without what a"
                        + " trade moves the market); TICK_RULE: the same with guessed sides, which is too wide. Charged: the"
                        + " modelled spread and twice the slippage, which is what a round trip pays beside fees and impact.</p>\n"
                        + "<table><tr><th>instrument</th><th>by</th><th>bars of</th><th>same time</th><th>trades</th><th>used</th>"
                        + "<th>windows</th><th>effective mean</th><th>median</th><th>charged mean</th><th>bias</th>"
                        + "<th>coverage</th><th>worst decile</th></tr>\n");
        for (CalibratedTrades one : trades) {
            final SpreadErrors total = one.result().total();
            page.append(format(
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%.3f</td>"
                            + "<td>%.3f</td><td>%.3f</td><td>%+.3f</td><td>%.0f %%</td><td>%+.3f</td></tr>%n",
                    escaped(one.key()),
                    one.result().method(),
                    one.bars(),
                    one.result().matched() ? "yes" : "no",
                    one.result().trades(),
                    one.result().used(),
                    total.bars(),
                    total.recordedMeanBps(),
                    total.recordedMedianBps(),
                    total.modelledMeanBps(),
                    total.biasBps(),
                    100 * total.coverage(),
                    total.worstDecileBps()));
        }
        page.append("</table>\n");
        trades.stream()
                .filter(one -> one.result().pairs().size() >= FEWEST_BARS)
                .forEach(one -> page.append("<h2>" + escaped(one.key()) + ", trades</h2>\n")
                        .append(byHour(one.result().byHour()))
                        .append(errors(one.result().pairs())));
    }

    private String row(CalibratedInstrument one) {
        final SpreadCalibration.Result result = one.result();
        final SpreadErrors total = result.total();
        return format(
                "<tr><td>%s</td><td>%s</td><td>%s</td><td>%d</td><td>%d</td><td>%d</td><td>%.3f</td><td>%.3f</td>"
                        + "<td>%.3f</td><td>%+.3f</td><td>%.0f %%</td><td>%+.3f</td><td>%.3f</td></tr>%n",
                escaped(one.key()),
                one.bars(),
                result.matched() ? "yes" : "no",
                result.quotes(),
                result.crossed(),
                total.bars(),
                total.recordedMeanBps(),
                total.recordedMedianBps(),
                total.modelledMeanBps(),
                total.biasBps(),
                100 * total.coverage(),
                total.worstDecileBps(),
                total.modelledMeanBps() / 2 + slippageBps);
    }

    /** Medians by hour of day, and up to what nine in ten recorded bars reach. */
    private static String byHour(Map<Integer, SpreadErrors> byHour) {
        final Map<Integer, SpreadErrors> hours = new TreeMap<>(byHour);
        double most = 0;
        for (SpreadErrors errors : hours.values()) {
            most = Math.max(most, Math.max(errors.modelledMedianBps(), errors.recordedP90Bps()));
        }
        final StringBuilder svg =
                frame("spread by hour of day, bps: bars recorded (to the 90th percentile), line modelled");
        final double top = most > 0 ? most * 1.1 : 1;
        axis(svg, top);
        final double step = (double) (WIDTH - LEFT - RIGHT) / HOURS;
        final StringBuilder line = new StringBuilder();
        hours.forEach((hour, errors) -> {
            final double x = LEFT + hour * step;
            svg.append(bar(x + 1, step - 2, errors.recordedP90Bps(), top, "#1f8fd0", 0.3));
            svg.append(bar(x + 1, step - 2, errors.recordedMedianBps(), top, "#1f8fd0", 0.9));
            line.append(format(
                    "%s%.1f %.1f", line.length() == 0 ? "M" : "L", x + step / 2, y(errors.modelledMedianBps(), top)));
        });
        svg.append("<path fill=\"none\" stroke=\"#d0521f\" stroke-width=\"2\" d=\"" + line + "\"/>\n");
        for (int hour = 0; hour < HOURS; hour += 6) {
            svg.append(format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%02d</text>%n",
                    LEFT + (hour + 0.5) * step, HEIGHT - 14, hour));
        }
        return svg.append("</svg>\n").toString();
    }

    /** How often the model is how far off. */
    private static String errors(List<SpreadCalibration.Pair> pairs) {
        final double[] errors = pairs.stream()
                .mapToDouble(pair -> pair.modelledBps() - pair.recordedBps())
                .sorted()
                .toArray();
        final double low = Math.min(0, errors[0]);
        final double high = Math.max(low + 1e-6, errors[errors.length - 1]);
        final int[] counts = new int[BINS];
        for (double error : errors) {
            counts[Math.min(BINS - 1, (int) ((error - low) / (high - low) * BINS))]++;
        }
        final int most = Arrays.stream(counts).max().orElse(1);
        final StringBuilder svg =
                frame("modelled less recorded, bps: number of bars or hours; left of the red line the model is kind");
        axis(svg, most);
        final double step = (double) (WIDTH - LEFT - RIGHT) / BINS;
        for (int i = 0; i < BINS; i++) {
            svg.append(bar(LEFT + i * step, step - 1, counts[i], most, "#808080", 0.8));
        }
        final double zero = LEFT + (0 - low) / (high - low) * (WIDTH - LEFT - RIGHT);
        svg.append(format(
                "<path d=\"M%.1f %dV%d\" stroke=\"#d02020\"/>%n<text x=\"%d\" y=\"%d\">%.3f</text>"
                        + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.3f</text>%n</svg>%n",
                zero, TOP, HEIGHT - BOTTOM, LEFT, HEIGHT - 14, low, WIDTH - RIGHT, HEIGHT - 14, high));
        return svg.toString();
    }

    private static StringBuilder frame(String title) {
        return new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"10\" fill=\"#606060\"><text x=\"4\" y=\"14\">%s</text>%n",
                WIDTH, HEIGHT, title));
    }

    private static void axis(StringBuilder svg, double top) {
        for (int i = 0; i <= 2; i++) {
            svg.append(format(
                    "<path d=\"M%d %.1fH%d\" stroke=\"#808080\" stroke-opacity=\"0.3\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.3g</text>%n",
                    LEFT, y(top * i / 2, top), WIDTH - RIGHT, LEFT - 4, y(top * i / 2, top) + 3, top * i / 2));
        }
    }

    /** Where the sum is below 0, as a noisy one may be, there is no bar. */
    private static String bar(double x, double width, double sum, double top, String colour, double opacity) {
        final double value = Math.max(0, sum);
        return format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" fill-opacity=\"%.1f\"/>%n",
                x, y(value, top), width, HEIGHT - BOTTOM - y(value, top), colour, opacity);
    }

    private static double y(double value, double top) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
