package crucible.runtime.ring;

import crucible.model.Timeframe;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Knows which bars are due at each instant and which have come. A bar that has been missing at three boundaries in a row
 * makes its stream dormant: it is not waited for until it shows itself again. Bars of a timeframe are due from the first
 * one of any instrument on.
 */
final class BoundaryClock {
    private static final int DORMANT_AFTER = 3;
    private static final long NEVER = Long.MIN_VALUE;

    private final List<Timeframe> timeframes;
    private long[] lastCloseMs = {};
    private int[] missedInARow = {};
    private boolean[] announced = {};
    private int startedTimeframes;
    private long lastBoundaryMs = NEVER;
    private long pendingMs = NEVER;

    BoundaryClock(List<Timeframe> timeframes) {
        this.timeframes = List.copyOf(timeframes);
    }

    void onInstrument(int instrumentId) {
        final int needed = (instrumentId + 1) * Timeframe.count();
        if (needed > lastCloseMs.length) {
            final int from = lastCloseMs.length;
            lastCloseMs = Arrays.copyOf(lastCloseMs, needed);
            missedInARow = Arrays.copyOf(missedInARow, needed);
            Arrays.fill(lastCloseMs, from, needed, NEVER);
            announced = Arrays.copyOf(announced, instrumentId + 1);
        }
        announced[instrumentId] = true;
    }

    boolean knows(int instrumentId) {
        return instrumentId < announced.length && announced[instrumentId];
    }

    boolean trades(Timeframe timeframe) {
        return timeframes.contains(timeframe);
    }

    /** Close time of the newest bar of a stream. */
    OptionalLong lastCloseMs(int instrumentId, Timeframe timeframe) {
        final long closeMs = knows(instrumentId) ? lastCloseMs[key(instrumentId, timeframe)] : NEVER;
        return closeMs == NEVER ? OptionalLong.empty() : OptionalLong.of(closeMs);
    }

    /** Whether a bar with this close time is new for its stream. */
    boolean isNew(int instrumentId, Timeframe timeframe, long closeMs) {
        return closeMs > lastCloseMs[key(instrumentId, timeframe)];
    }

    /** A new bar (or the news that there is none) has come. */
    void arrived(int instrumentId, Timeframe timeframe, long closeMs) {
        final int key = key(instrumentId, timeframe);
        lastCloseMs[key] = closeMs;
        missedInARow[key] = 0;
        startedTimeframes |= timeframe.bit();
        if (closeMs > lastBoundaryMs && (pendingMs == NEVER || closeMs < pendingMs)) {
            pendingMs = closeMs;
        }
    }

    boolean isPending() {
        return pendingMs != NEVER;
    }

    /** The instant whose bars are being waited for. */
    long pendingMs() {
        return pendingMs;
    }

    long lastBoundaryMs() {
        return lastBoundaryMs;
    }

    /** How many bars due at the pending instant have not come. */
    int missing() {
        int missing = 0;
        for (int key = 0; key < lastCloseMs.length; key++) {
            if (isDue(key) && lastCloseMs[key] < pendingMs) {
                missing++;
            }
        }
        return missing;
    }

    /** Bits of the timeframes that close at the pending instant. */
    int dueTimeframes() {
        int bits = 0;
        for (int i = 0; i < timeframes.size(); i++) {
            final Timeframe timeframe = timeframes.get(i);
            bits |= timeframe.closesAt(pendingMs) ? timeframe.bit() : 0;
        }
        return bits;
    }

    /** The pending boundary has been published. */
    void closed() {
        for (int key = 0; key < lastCloseMs.length; key++) {
            if (isDue(key) && lastCloseMs[key] < pendingMs) {
                missedInARow[key]++;
            }
        }
        closedAt(pendingMs);
    }

    /** A boundary was published, as a journal tells. */
    void closedAt(long boundaryMs) {
        lastBoundaryMs = Math.max(lastBoundaryMs, boundaryMs);
        pendingMs = NEVER;
    }

    private boolean isDue(int key) {
        final Timeframe timeframe = Timeframe.at(key % Timeframe.count());
        return announced[key / Timeframe.count()]
                && (startedTimeframes & timeframe.bit()) != 0
                && timeframe.closesAt(pendingMs)
                && missedInARow[key] < DORMANT_AFTER;
    }

    private static int key(int instrumentId, Timeframe timeframe) {
        return instrumentId * Timeframe.count() + timeframe.ordinal();
    }
}
