package crucible.runtime.ring;

import crucible.model.Funding;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The newest funding times of each instrument whose rates are known: each rate comes once. One that comes after a later
 * one is taken as well, as far as what is kept here tells that it is new.
 */
final class FundingTimes implements StateHolder {
    /** Three weeks of fundings every eight hours, two and a half days of hourly ones. */
    private static final int KEPT = 64;

    /** By instrument, ascending; empty where no rate has come. */
    private long[][] knownMs = {};

    boolean isNew(Funding funding) {
        final long[] known = of(funding.instrumentId());
        return known.length == 0
                || Arrays.binarySearch(known, funding.fundingTimeMs()) < 0
                        && (known.length < KEPT || funding.fundingTimeMs() > known[0]);
    }

    void settled(Funding funding) {
        final int id = funding.instrumentId();
        final long[] known = of(id);
        final int at = Arrays.binarySearch(known, funding.fundingTimeMs());
        if (at >= 0) {
            return;
        }
        final long[] more = Arrays.copyOf(known, known.length + 1);
        System.arraycopy(known, -at - 1, more, -at, known.length + at + 1);
        more[-at - 1] = funding.fundingTimeMs();
        roomFor(id);
        knownMs[id] = more.length > KEPT ? Arrays.copyOfRange(more, 1, more.length) : more;
    }

    private void roomFor(int instrumentId) {
        if (instrumentId >= knownMs.length) {
            final int from = knownMs.length;
            knownMs = Arrays.copyOf(knownMs, instrumentId + 1);
            Arrays.fill(knownMs, from, knownMs.length, new long[0]);
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
        sink.begin("fundings", 1);
        final int instruments = sink.field("instruments", knownMs.length);
        if (instruments > 0) {
            roomFor(instruments - 1);
        }
        for (int id = 0; id < instruments; id++) {
            final int count = sink.field("known", knownMs[id].length);
            knownMs[id] = Arrays.copyOf(sink.field("knownMs", knownMs[id], count), count);
        }
        sink.end();
    }
}
