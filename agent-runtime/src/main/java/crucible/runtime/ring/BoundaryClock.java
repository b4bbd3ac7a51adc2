package crucible.runtime.ring;

import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Knows which bars are due at each instant and which have come. A bar that has been missing at three boundaries in a row
 * makes its stream dormant: it is not waited for until it shows itself again. Bars of a timeframe are due from the first
 * one of any instrument on.
 */
final class BoundaryClock implements StateHolder {
    private static final int DORMANT_AFTER = 3;
    private static final long NEVER = Long.MIN_VALUE;

    private long[] lastCloseMs = {};
    private int[] missedInARow = {};
    private boolean[] announced = {};
    private boolean[] removed = {};
    private int startedTimeframes;
    private long lastBoundaryMs = NEVER;
    private long pendingMs = NEVER;

    void onInstrument(int instrumentId) {
        final int needed = (instrumentId + 1) * Timeframe.count();
        if (needed > lastCloseMs.length) {
            final int from = lastCloseMs.length;
            lastCloseMs = Arrays.copyOf(lastCloseMs, needed);
            missedInARow = Arrays.copyOf(missedInARow, needed);
            Arrays.fill(lastCloseMs, from, needed, NEVER);
            announced = Arrays.copyOf(announced, instrumentId + 1);
            removed = Arrays.copyOf(removed, instrumentId + 1);
        }
        announced[instrumentId] = true;
    }

    /** From now on no bar of the instrument is due, or they are again; one that was never announced has none anyway. */
    void onListing(int instrumentId, boolean removes) {
        if (knows(instrumentId)) {
            removed[instrumentId] = removes;
        }
    }

    private boolean anyRemoved() {
        for (boolean one : removed) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    boolean knows(int instrumentId) {
        return instrumentId < announced.length && announced[instrumentId];
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

    /** Whether every bar that is due at the pending instant has come. */
    boolean isComplete() {
        for (int key = 0; key < lastCloseMs.length; key++) {
            if (isAbsent(key)) {
                return false;
            }
        }
        return true;
    }

    /**
     * How many bars due at the pending instant have not come. A stream that has not begun is waited for, but lacks nothing:
     * an instrument may be announced before it trades.
     */
    int missing() {
        int missing = 0;
        for (int key = 0; key < lastCloseMs.length; key++) {
            if (lastCloseMs[key] != NEVER && isAbsent(key)) {
                missing++;
            }
        }
        return missing;
    }

    /** Bits of those of {@code timeframes} that close at the pending instant. */
    int dueTimeframes(List<Timeframe> timeframes) {
        int bits = 0;
        for (int i = 0; i < timeframes.size(); i++) {
            final Timeframe timeframe = timeframes.get(i);
            bits |= timeframe.closesAt(pendingMs) ? timeframe.bit() : 0;
        }
        return bits;
    }

    /** A boundary has been published: what has not come by then is missing. */
    void closedAt(long boundaryMs) {
        pendingMs = boundaryMs;
        for (int key = 0; key < lastCloseMs.length; key++) {
            if (isAbsent(key)) {
                missedInARow[key]++;
            }
        }
        lastBoundaryMs = Math.max(lastBoundaryMs, boundaryMs);
        pendingMs = NEVER;
    }

    @Override
    public void visit(StateSink sink) {
        final int version = sink.begin("clock", sink.isRestoring() || anyRemoved() ? 2 : 1);
        final int instruments = sink.field("instruments", announced.length);
        for (int id = 0; id < instruments; id++) {
            if (sink.field("announced", id < announced.length && announced[id])) {
                onInstrument(id);
            }
        }
        for (int key = 0; key < lastCloseMs.length; key++) {
            lastCloseMs[key] = sink.field("lastCloseMs", lastCloseMs[key]);
            missedInARow[key] = sink.field("missedInARow", missedInARow[key]);
        }
        startedTimeframes = sink.field("startedTimeframes", startedTimeframes);
        lastBoundaryMs = sink.field("lastBoundaryMs", lastBoundaryMs);
        pendingMs = sink.field("pendingMs", pendingMs);
        for (int id = 0; version >= 2 && id < announced.length; id++) {
            onListing(id, sink.field("removed", removed[id]));
        }
        sink.end();
    }

    private boolean isAbsent(int key) {
        return lastCloseMs[key] < pendingMs && isDue(key);
    }

    private boolean isDue(int key) {
        final Timeframe timeframe = Timeframe.at(key % Timeframe.count());
        return announced[key / Timeframe.count()]
                && !removed[key / Timeframe.count()]
                && (startedTimeframes & timeframe.bit()) != 0
                && timeframe.closesAt(pendingMs)
                && missedInARow[key] < DORMANT_AFTER;
    }

    private static int key(int instrumentId, Timeframe timeframe) {
        return instrumentId * Timeframe.count() + timeframe.ordinal();
    }
}
