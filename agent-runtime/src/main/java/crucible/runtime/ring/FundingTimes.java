package crucible.runtime.ring;

import crucible.model.Funding;
import crucible.model.MarkView;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The newest funding times of each instrument whose rates are known: each rate comes once. One that comes after a later
 * one is taken as well, as far as what is kept here tells that it is new. What marks announced and what has passed without
 * its rate is missing.
 */
final class FundingTimes implements StateHolder {
    /** Three weeks of fundings every eight hours, two and a half days of hourly ones. */
    private static final int KEPT = 64;

    /** By instrument, ascending; empty where no rate has come. */
    private long[][] knownMs = {};

    /** By instrument, ascending: announced by marks and not settled, the newest ones. */
    private long[][] awaitedMs = {};

    boolean isNew(Funding funding) {
        final long[] known = of(funding.instrumentId());
        return known.length == 0
                || Arrays.binarySearch(known, funding.fundingTimeMs()) < 0
                        && (known.length < KEPT || funding.fundingTimeMs() > known[0]);
    }

    /** A mark says when funding comes next; what was announced for later before does not come then. */
    void announced(MarkView mark) {
        final int id = mark.instrumentId();
        final long nextMs = mark.nextFundingTimeMs() / Funding.GRID_MS * Funding.GRID_MS;
        roomFor(id);
        final long[] awaited = awaitedMs[id];
        final int count = awaited.length;
        if (nextMs <= mark.timeMs()
                || count > 0 && awaited[count - 1] == nextMs
                || Arrays.binarySearch(knownMs[id], nextMs) >= 0) {
            return;
        }
        int kept = count;
        while (kept > 0 && awaited[kept - 1] > mark.timeMs()) {
            kept--;
        }
        final int from = Math.max(0, kept + 1 - KEPT);
        final long[] more = Arrays.copyOfRange(awaited, from, kept + 1);
        more[more.length - 1] = nextMs;
        awaitedMs[id] = more;
    }

    /** How many announced fundings have passed by {@code timeMs} without their rate, over all instruments. */
    int missing(long timeMs) {
        int missing = 0;
        for (long[] awaited : awaitedMs) {
            for (long oneMs : awaited) {
                missing += oneMs <= timeMs ? 1 : 0;
            }
        }
        return missing;
    }

    void settled(Funding funding) {
        final int id = funding.instrumentId();
        roomFor(id);
        final int due = Arrays.binarySearch(awaitedMs[id], funding.fundingTimeMs());
        if (due >= 0) {
            final long[] fewer = Arrays.copyOf(awaitedMs[id], awaitedMs[id].length - 1);
            System.arraycopy(awaitedMs[id], due + 1, fewer, due, fewer.length - due);
            awaitedMs[id] = fewer;
        }
        final long[] known = of(id);
        final int at = Arrays.binarySearch(known, funding.fundingTimeMs());
        if (at >= 0) {
            return;
        }
        final long[] more = Arrays.copyOf(known, known.length + 1);
        System.arraycopy(known, -at - 1, more, -at, known.length + at + 1);
        more[-at - 1] = funding.fundingTimeMs();
        knownMs[id] = more.length > KEPT ? Arrays.copyOfRange(more, 1, more.length) : more;
    }

    private void roomFor(int instrumentId) {
        if (instrumentId >= knownMs.length) {
            final int from = knownMs.length;
            knownMs = Arrays.copyOf(knownMs, instrumentId + 1);
            awaitedMs = Arrays.copyOf(awaitedMs, instrumentId + 1);
            Arrays.fill(knownMs, from, knownMs.length, new long[0]);
            Arrays.fill(awaitedMs, from, awaitedMs.length, new long[0]);
        }
    }

    OptionalLong lastMs(int instrumentId) {
        final long[] known = of(instrumentId);
        return known.length == 0 ? OptionalLong.empty() : OptionalLong.of(known[known.length - 1]);
    }

    private long[] of(int instrumentId) {
        return instrumentId < knownMs.length ? knownMs[instrumentId] : new long[0];
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("fundings", 2);
        final int instruments = sink.field("instruments", knownMs.length);
        if (instruments > 0) {
            roomFor(instruments - 1);
        }
        for (int id = 0; id < instruments; id++) {
            final int count = sink.field("known", knownMs[id].length);
            knownMs[id] = Arrays.copyOf(sink.field("knownMs", knownMs[id], count), count);
            final int awaited = sink.field("awaited", awaitedMs[id].length);
            awaitedMs[id] = Arrays.copyOf(sink.field("awaitedMs", awaitedMs[id], awaited), awaited);
        }
        sink.end();
    }
}
