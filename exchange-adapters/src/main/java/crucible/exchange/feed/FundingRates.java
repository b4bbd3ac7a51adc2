package crucible.exchange.feed;

import crucible.exchange.FrameRefused;
import crucible.model.FeedSink;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settled funding rates of one perpetual: when the venue's time has passed a funding, its history is asked by REST,
 * again and again in event time until it holds the rate. What streams tell of the rate is a prediction and goes nowhere.
 */
final class FundingRates {
    /** Waits after a funding before the next question; the last one is repeated. */
    private static final long[] WAIT_MS = {15_000, 30_000, 60_000, 300_000, 900_000, 3_600_000};

    /** How far back a rate that has not come is asked for. */
    private static final long LOOK_BACK_MS = 7 * 86_400_000L;

    /** No venue settles less often. */
    private static final long MAX_AHEAD_MS = 2 * 86_400_000L;

    private static final Logger LOG = LoggerFactory.getLogger(FundingRates.class);

    private final VenueRest rest;
    private final FeedSink sink;
    private final String venue;
    private final String symbol;
    private final int instrumentId;
    private final TreeSet<Long> handedOnMs = new TreeSet<>();
    private final TreeSet<Long> missingMs = new TreeSet<>();
    private long nextMs;
    private long askAtMs = Long.MAX_VALUE;
    /** Up to here the history was asked when the connection began; what follows before its first mark is asked once. */
    private long connectedMs = Long.MAX_VALUE;

    private boolean isNew;
    private int asked;

    private FundingRates(VenueRest rest, FeedSink sink, String venue, String symbol, int instrumentId) {
        this.rest = rest;
        this.sink = sink;
        this.venue = venue;
        this.symbol = symbol;
        this.instrumentId = instrumentId;
    }

    /** Those of an instrument; null where it has none, or its venue's protocol here knows none. */
    static FundingRates of(Instrument instrument, VenueRest rest, FeedSink sink) {
        if (instrument.kind() != InstrumentKind.PERPETUAL || !rest.hasFundings()) {
            return null;
        }
        final FundingRates rates =
                new FundingRates(rest, sink, instrument.venue(), instrument.symbol(), instrument.id());
        sink.lastFundingTimeMs(instrument.id()).ifPresent(rates.handedOnMs::add);
        return rates;
    }

    /** The stream tells at {@code timeMs} when funding is settled next. */
    void onNext(long timeMs, long nextFundingTimeMs) {
        final long onGridMs = Funding.onGrid(nextFundingTimeMs);
        if (timeMs < onGridMs && onGridMs - timeMs <= MAX_AHEAD_MS && !handedOnMs.contains(onGridMs)) {
            nextMs = onGridMs;
        }
    }

    /** The venue's time has come to {@code timeMs}: asks where a funding has passed, and hands on what has come. */
    void onTime(long timeMs) {
        if (nextMs > 0 && timeMs >= nextMs) {
            missingMs.add(nextMs);
            askAtMs = Math.min(askAtMs, nextMs + WAIT_MS[0]);
            asked = 0;
            nextMs = 0;
        }
        if (isNew) {
            isNew = false;
            askAtMs = Math.min(askAtMs, timeMs + WAIT_MS[0]);
        }
        if (timeMs < askAtMs) {
            return;
        }
        try {
            since(missingMs.isEmpty() ? connectedMs : Math.min(connectedMs, missingMs.first()), timeMs)
                    .forEach(this::handOn);
            connectedMs = Long.MAX_VALUE;
        } catch (IOException e) {
            // A venue that does not answer this goes on with everything else; it is asked again.
            LOG.info("{} does not tell the funding rate of {} for {}: {}", venue, symbol, missingMs, e.getMessage());
        }
        missingMs.headSet(timeMs - LOOK_BACK_MS).clear();
        asked++;
        final boolean isDone = missingMs.isEmpty() && connectedMs == Long.MAX_VALUE;
        askAtMs = isDone ? Long.MAX_VALUE : timeMs + WAIT_MS[Math.min(asked, WAIT_MS.length - 1)];
        if (!missingMs.isEmpty() && asked == WAIT_MS.length) {
            LOG.warn("{} has no funding rate of {} for {}; it is asked for every hour", venue, symbol, missingMs);
        }
    }

    /**
     * A connection begins at {@code timeMs}: what was settled while nobody listened and up to then, ascending; nothing
     * before the first funding that the sink has heard of.
     */
    List<Funding> missed(long timeMs) throws IOException {
        connectedMs = timeMs;
        isNew = true;
        if (handedOnMs.isEmpty()) {
            return List.of();
        }
        return since(Math.max(timeMs - LOOK_BACK_MS, handedOnMs.first() - LOOK_BACK_MS / 2), timeMs);
    }

    private List<Funding> since(long fromMs, long untilMs) throws IOException {
        final TreeMap<Long, Funding> settled = new TreeMap<>();
        rest.fundings(symbol, fromMs, untilMs, (stampMs, rateE12, markPriceUsdE12) -> {
            final long timeMs = Funding.onGrid(stampMs);
            // A venue that runs ahead of its stream knows more than may be known here.
            if (timeMs <= untilMs && !handedOnMs.contains(timeMs)) {
                settled.put(timeMs, new Funding(instrumentId, timeMs, rateE12, markPriceUsdE12));
            }
        });
        return new ArrayList<>(settled.values());
    }

    void handOn(Funding funding) {
        handedOnMs.add(funding.fundingTimeMs());
        missingMs.remove(funding.fundingTimeMs());
        handedOnMs.headSet(funding.fundingTimeMs() - 2 * LOOK_BACK_MS).clear();
        sink.onFunding(funding);
    }

    /** Where settled rates of a venue's history go. */
    interface Rows {
        /** @param markPriceUsdE12 0 where the venue does not say */
        void settled(long stampMs, long rateE12, long markPriceUsdE12) throws FrameRefused;
    }
}
