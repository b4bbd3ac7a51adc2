package crucible.server.cli;

import crucible.factory.trial.EquityCurve;
import crucible.model.UsdE8;
import java.time.Instant;
import java.util.Locale;

/** Equity over time as a small SVG that reads on light and on dark ground. */
final class EquityPlot {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 40;
    private static final int MAX_POINTS = 1000;
    private static final int GRID_LINES = 4;

    private EquityPlot() {}

    /** The curve, thinned to at most {@value #MAX_POINTS} points and the last; the dashed line is the start. */
    static String svg(EquityCurve curve, String title) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (int i = 0; i < curve.size(); i++) {
            low = Math.min(low, usd(curve, i));
            high = Math.max(high, usd(curve, i));
        }
        final double margin = Math.max(0.01, 0.05 * (high - low));
        final Scale scale = new Scale(low - margin, high + margin);
        final int last = curve.size() - 1;
        final StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\" fill=\"#808080\">%n<text x=\"%d\" y=\"24\" font-size=\"15\">%s: equity in"
                        + " USD after all costs</text>%n",
                WIDTH,
                HEIGHT,
                LEFT,
                escaped(title)));
        for (int i = 0; i <= GRID_LINES; i++) {
            final double value = scale.low + (scale.high - scale.low) * i / GRID_LINES;
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d=\"M%d %.1fH%d\" stroke=\"#808080\" stroke-opacity=\"0.3\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.2f</text>%n",
                    LEFT,
                    scale.y(value),
                    WIDTH - RIGHT,
                    LEFT - 6,
                    scale.y(value) + 4,
                    value));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %.1fH%d\" stroke=\"#808080\" stroke-dasharray=\"4 4\"/>%n",
                LEFT,
                scale.y(usd(curve, 0)),
                WIDTH - RIGHT));
        svg.append("<path fill=\"none\" stroke=\"#1f8fd0\" stroke-width=\"1.5\" d=\"M");
        final int step = Math.max(1, (last + MAX_POINTS) / MAX_POINTS);
        for (int i = 0; i < last; i += step) {
            svg.append(point(scale, curve, i)).append('L');
        }
        svg.append(point(scale, curve, last)).append("\"/>\n");
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\">%s</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n</svg>%n",
                LEFT,
                HEIGHT - 14,
                Instant.ofEpochMilli(curve.timeMs(0)),
                WIDTH - RIGHT,
                HEIGHT - 14,
                Instant.ofEpochMilli(curve.timeMs(last))));
        return svg.toString();
    }

    private static String point(Scale scale, EquityCurve curve, int index) {
        final double x = LEFT + (double) (WIDTH - LEFT - RIGHT) * index / Math.max(1, curve.size() - 1);
        return String.format(Locale.ROOT, "%.1f %.1f", x, scale.y(usd(curve, index)));
    }

    private static double usd(EquityCurve curve, int index) {
        return UsdE8.toUsd(curve.equityUsdE8(index));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private record Scale(double low, double high) {
        double y(double value) {
            return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
        }
    }
}
