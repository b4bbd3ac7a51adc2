package crucible.fill;

import crucible.model.Funding;
import crucible.model.MarkView;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.Arrays;

/** What a desk knows of a perpetual beside its quotes: mark price, the next funding, and what was settled last. */
final class PerpetualMarket implements StateHolder {
    /** A rate that has not come by then is given up: it stays unknown, and nothing was booked for it. */
    static final long GIVEN_UP_AFTER_MS = 7 * 86_400_000L;

    /**
     * No short's margin is used up at a lower price in USD, spot shorts' included; only a bound, so it is no state of
     * its own.
     */
    double scanFromUsd;

    /** No long's margin is used up at a higher price in USD; only a bound, too. */
    double scanToUsd;

    /** Newest mark price in 1e-12 USD, 0 before the first. */
    long markPriceUsdE12;

    /** Event time of the mark price, 0 before the first. */
    long markTimeMs;

    /** When funding is settled next, 0 where that is not known. */
    private long nextFundingTimeMs;

    /** Funding times that have passed and whose rate is not known, ascending. */
    private long[] unknownMs = new long[4];

    private int unknown;

    /** Funding times whose rate never came. */
    private long givenUp;

    /** The funding settled last; time 0 before the first. */
    private long settledMs;

    private long settledRateE12;
    private long settledMarkUsdE12;

    void mark(MarkView mark) {
        if (mark.timeMs() >= markTimeMs) {
            markPriceUsdE12 = mark.markPriceUsdE12();
            markTimeMs = mark.timeMs();
        }
        // A venue that moves the next funding says so; what has passed is no longer next.
        final long nextMs = mark.nextFundingTimeMs();
        if (nextMs > mark.timeMs() && nextMs > newestPassedMs()) {
            nextFundingTimeMs = nextMs;
        }
    }

    /** The funding time that is over once event time has come to {@code timeMs}; 0 where none is. */
    long dueBy(long timeMs) {
        return nextFundingTimeMs > 0 && timeMs >= nextFundingTimeMs ? nextFundingTimeMs : 0;
    }

    /** The funding time is over; its rate is not known yet. */
    void passed(long fundingTimeMs) {
        if (unknown == unknownMs.length) {
            unknownMs = Arrays.copyOf(unknownMs, unknown * 2);
        }
        int at = unknown;
        while (at > 0 && unknownMs[at - 1] > fundingTimeMs) {
            unknownMs[at] = unknownMs[at - 1];
            at--;
        }
        unknownMs[at] = fundingTimeMs;
        unknown++;
        if (nextFundingTimeMs <= fundingTimeMs) {
            nextFundingTimeMs = 0;
        }
    }

    /** The newest funding time that has passed, settled or not; 0 before the first. */
    long newestPassedMs() {
        return Math.max(settledMs, unknown == 0 ? 0 : unknownMs[unknown - 1]);
    }

    /** Whether a funding time has passed without its rate. */
    boolean isUnknown(long fundingTimeMs) {
        return Arrays.binarySearch(unknownMs, 0, unknown, fundingTimeMs) >= 0;
    }

    /** How many funding times have passed without their rate. */
    int unknown() {
        return unknown;
    }

    /** The {@code index}-th of them, oldest first. */
    long unknownAt(int index) {
        return unknownMs[index];
    }

    /** How many were given up. */
    long givenUp() {
        return givenUp;
    }

    /** The rate of a funding time that had passed has become known. */
    void settled(Funding funding) {
        scanFromUsd = 0;
        forget(funding.fundingTimeMs());
        if (funding.fundingTimeMs() > settledMs) {
            settledMs = funding.fundingTimeMs();
            settledRateE12 = funding.rateE12();
            settledMarkUsdE12 = funding.markPriceUsdE12();
        }
    }

    /** Nobody waits for the rate any more. */
    void giveUp(long fundingTimeMs) {
        forget(fundingTimeMs);
        givenUp++;
    }

    private void forget(long fundingTimeMs) {
        final int at = Arrays.binarySearch(unknownMs, 0, unknown, fundingTimeMs);
        if (at >= 0) {
            System.arraycopy(unknownMs, at + 1, unknownMs, at, unknown - at - 1);
            unknown--;
        }
    }

    long settledMs() {
        return settledMs;
    }

    long settledRateE12() {
        return settledRateE12;
    }

    long settledMarkUsdE12() {
        return settledMarkUsdE12;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("perpetual", 1);
        markPriceUsdE12 = sink.field("markPriceUsdE12", markPriceUsdE12);
        markTimeMs = sink.field("markTimeMs", markTimeMs);
        nextFundingTimeMs = sink.field("nextFundingTimeMs", nextFundingTimeMs);
        unknown = sink.field("unknown", unknown);
        unknownMs = sink.field("unknownMs", unknownMs, unknown);
        givenUp = sink.field("givenUp", givenUp);
        settledMs = sink.field("settledMs", settledMs);
        settledRateE12 = sink.field("settledRateE12", settledRateE12);
        settledMarkUsdE12 = sink.field("settledMarkUsdE12", settledMarkUsdE12);
        sink.end();
    }
}
