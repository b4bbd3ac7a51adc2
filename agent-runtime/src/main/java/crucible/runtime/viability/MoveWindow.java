package crucible.runtime.viability;

import crucible.model.BarView;
import crucible.model.Provenance;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * Moves of one series of bars over a holding of {@value #HOLDING_BARS} bars, and spreads at its bars' ends: the newest
 * {@value #WINDOW} of each. A gap, and a bar in which nothing traded, begin anew: no move is taken across them. A bar costs
 * the same whatever the window and allocates nothing. Belongs to one thread.
 */
final class MoveWindow implements StateHolder {
    /** How long a trade is thought to be held: an hour of 5m bars, three hours of 15m bars. */
    static final int HOLDING_BARS = 12;

    /** A day of 5m bars, three days of 15m bars. */
    static final int WINDOW = 288;

    /** Fewer moves say nothing. */
    static final int FEWEST = 48;

    private double[] closes = new double[HOLDING_BARS];
    private double[] moves = new double[WINDOW];
    private double[] spreads = new double[WINDOW];
    private int closesInARow;
    private long moveCount;
    private long spreadCount;
    private long nextOpenMs = Long.MIN_VALUE;

    /** @param spreadFrac spread of the last quote; NaN where there is none */
    void onBar(BarView bar, double spreadFrac) {
        if (bar.openTimeMs() < nextOpenMs) {
            return;
        }
        if (bar.openTimeMs() > nextOpenMs || bar.provenance() == Provenance.SYNTHETIC) {
            closesInARow = 0;
        }
        nextOpenMs = bar.closeTimeMs();
        if (bar.provenance() == Provenance.SYNTHETIC) {
            return;
        }
        final int at = (int) (bar.openTimeMs() / bar.timeframe().intervalMs() % HOLDING_BARS);
        if (closesInARow >= HOLDING_BARS) {
            moves[(int) (moveCount++ % WINDOW)] = Math.abs(bar.close() / closes[at] - 1);
        }
        closes[at] = bar.close();
        closesInARow = Math.min(HOLDING_BARS, closesInARow + 1);
        if (!Double.isNaN(spreadFrac)) {
            spreads[(int) (spreadCount++ % WINDOW)] = spreadFrac;
        }
    }

    int moves() {
        return (int) Math.min(WINDOW, moveCount);
    }

    /** Mean move; NaN while there are fewer than {@value #FEWEST}. */
    double meanMove() {
        return moveCount < FEWEST ? Double.NaN : mean(moves, moveCount);
    }

    /** Mean spread; NaN before the first quote. */
    double meanSpread() {
        return spreadCount == 0 ? Double.NaN : mean(spreads, spreadCount);
    }

    /** Summed in the order of the places, so that it is a function of what is stored. */
    private static double mean(double[] ring, long count) {
        final int filled = (int) Math.min(ring.length, count);
        double sum = 0;
        for (int i = 0; i < filled; i++) {
            sum += ring[i];
        }
        return sum / filled;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("moveWindow", 1);
        closes = sink.field("closes", closes, HOLDING_BARS);
        moves = sink.field("moves", moves, WINDOW);
        spreads = sink.field("spreads", spreads, WINDOW);
        closesInARow = sink.field("closesInARow", closesInARow);
        moveCount = sink.field("moveCount", moveCount);
        spreadCount = sink.field("spreadCount", spreadCount);
        nextOpenMs = sink.field("nextOpenMs", nextOpenMs);
        sink.end();
    }
}
