package crucible.fill.spread;

/**
 * The arithmetic of EDGE (Ardia, Guidotti and Kroencke, 2024): two moment conditions on returns between open, middle and
 * close, corrected for prices that did not move, and weighted by their variances.
 */
final class Edge {
    /** Numbers of a term. */
    static final int WIDTH = 8;

    /** Returns m − o, o − m₋₁, m − c₋₁, c₋₁ − m₋₁ and o − c₋₁. */
    private static final int R1 = 0;

    private static final int R2 = 1;
    private static final int R3 = 2;
    private static final int R4 = 3;
    private static final int R5 = 4;

    /** 1 where the bar moved at all, from the close before or within itself. */
    private static final int MOVED = 5;

    /** How many of high and low the open is not; the same of the close before in its bar. 0, 1 or 2. */
    private static final int OPEN_INSIDE = 6;

    private static final int CLOSE_INSIDE = 7;

    private Edge() {}

    static void term(BarLogs before, BarLogs bar, double[] into, int at) {
        into[at + R1] = bar.middle() - bar.open;
        into[at + R2] = bar.open - before.middle();
        into[at + R3] = bar.middle() - before.close;
        into[at + R4] = before.close - before.middle();
        into[at + R5] = bar.open - before.close;
        final boolean moved = bar.high != bar.low || bar.low != before.close;
        into[at + MOVED] = moved ? 1 : 0;
        into[at + OPEN_INSIDE] = moved ? differences(bar.open, bar.high, bar.low) : 0;
        into[at + CLOSE_INSIDE] = moved ? differences(before.close, before.high, before.low) : 0;
    }

    private static int differences(double price, double high, double low) {
        return (price == high ? 0 : 1) + (price == low ? 0 : 1);
    }

    /** Square of the spread, possibly negative; NaN where there is no estimate. */
    static double squaredSpread(TermWindow terms) {
        final int n = terms.count();
        final double moved = sum(terms, MOVED);
        final double open = sum(terms, OPEN_INSIDE) / n;
        final double close = sum(terms, CLOSE_INSIDE) / n;
        if (!(moved >= 2 && open > 0 && close > 0)) {
            return Double.NaN;
        }
        final double mean1 = sum(terms, R1) / moved;
        final double mean3 = sum(terms, R3) / moved;
        final double mean5 = sum(terms, R5) / moved;
        double sum1 = 0;
        double sum2 = 0;
        double squares1 = 0;
        double squares2 = 0;
        for (int i = 0; i < n; i++) {
            final double factor = terms.get(i, MOVED);
            final double r4 = terms.get(i, R4);
            final double d1 = terms.get(i, R1) - factor * mean1;
            final double d3 = terms.get(i, R3) - factor * mean3;
            final double d5 = terms.get(i, R5) - factor * mean5;
            final double x1 = -4 / open * d1 * terms.get(i, R2) - 4 / close * d3 * r4;
            final double x2 = -4 / open * d1 * terms.get(i, R5) - 4 / close * d5 * r4;
            sum1 += x1;
            sum2 += x2;
            squares1 += x1 * x1;
            squares2 += x2 * x2;
        }
        final double e1 = sum1 / n;
        final double e2 = sum2 / n;
        final double v1 = squares1 / n - e1 * e1;
        final double v2 = squares2 / n - e2 * e2;
        return v1 + v2 > 0 ? (v2 * e1 + v1 * e2) / (v1 + v2) : (e1 + e2) / 2;
    }

    private static double sum(TermWindow terms, int k) {
        double sum = 0;
        for (int i = 0; i < terms.count(); i++) {
            sum += terms.get(i, k);
        }
        return sum;
    }
}
