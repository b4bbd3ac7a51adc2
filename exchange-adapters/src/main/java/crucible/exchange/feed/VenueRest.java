package crucible.exchange.feed;

import crucible.exchange.DecimalText;
import crucible.exchange.FrameRefused;
import crucible.exchange.JsonText;
import crucible.exchange.connection.RestClient;
import crucible.exchange.connection.VenueRefusal;
import crucible.exchange.rules.ListedInstrument;
import crucible.model.Bar;
import crucible.model.FrameRejections;
import crucible.model.Funding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.HttpUrl;

/** A venue's public REST: server time, instruments, closed candles. Blocking; one thread at a time. */
public final class VenueRest {
    private static final int MAX_CHARS = 64 << 20;
    private static final long HOUR_MS = 3_600_000;

    /** What REST leaves out so long after its end was empty, at venues that leave empty bars out. */
    private static final long EMPTY_SETTLES_MS = 10_000;

    private final RestClient client;
    private final RestDialect dialect;
    private final HttpUrl base;
    private final String venue;
    private final FrameRejections rejections;
    private final JsonText json = new JsonText(MAX_CHARS);

    /** REST at the address of {@code settings}; refused rows are told to {@code rejections}. */
    public VenueRest(RestClient client, RestDialect dialect, FeedSettings settings, FrameRejections rejections) {
        this.client = client;
        this.dialect = dialect;
        this.base = HttpUrl.get(settings.restUrl());
        this.venue = settings.venue();
        this.rejections = rejections;
    }

    /** Asks a venue for its time, in epoch milliseconds, through {@code client}. */
    public static long serverTimeMs(RestClient client, RestDialect dialect, FeedSettings settings) throws IOException {
        return new VenueRest(client, dialect, settings, (venue, reason, detail) -> {}).serverTimeMs();
    }

    /** An address below the venue's base. */
    public HttpUrl.Builder url(String path) {
        return base.newBuilder().addPathSegments(path);
    }

    /** The document at {@code url}, which costs {@code weight} of the budget. */
    public String get(HttpUrl url, int weight) throws IOException {
        return client.get(url, weight);
    }

    /** Reads a document as a stream. */
    public void read(String text, JsonText.Reading reading) throws FrameRefused {
        json.read(text, reading);
    }

    /** The venue's clock, epoch milliseconds. */
    public long serverTimeMs() throws IOException {
        try {
            return EpochMs.require("the server time", dialect.serverTimeMs(this));
        } catch (FrameRefused e) {
            throw refused("server time", e);
        }
    }

    /** What the venue lists, at least of those {@code symbols} that it knows. */
    public List<ListedInstrument> instruments(List<String> symbols, long effectiveTimeMs) throws IOException {
        try {
            return dialect.instruments(this, symbols, effectiveTimeMs);
        } catch (FrameRefused e) {
            throw refused("instruments", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("the instruments cannot be read: " + e.getMessage(), e);
        }
    }

    /** A symbol that the venue does not know; the others stand. */
    public void unknownSymbol(String symbol, VenueRefusal words) {
        rejections.onRejected(venue, "unknown-symbol", symbol + ": " + words.getMessage());
    }

    /**
     * The bars that REST has of a span, ascending, each once, in whatever order the venue gives them. A bad row is counted
     * and left out. Where the venue leaves out what is empty, those bars are filled in: what is followed by a later row
     * was empty, and so was what is still missing when the venue's clock says that REST must have it by now.
     *
     * @param before the bar before the span, if it is known
     */
    public List<Bar> bars(BarSpan span, Optional<Bar> before) throws IOException {
        if (span.firstOpenMs() > span.lastOpenMs()) {
            return List.of();
        }
        if (!dialect.serves(span.timeframe())) {
            final BarSpan parts = BarParts.of(span);
            return BarParts.join(span, bars(parts, before));
        }
        final long intervalMs = span.timeframe().intervalMs();
        final long untilMs = dialect.leavesOutEmpty() ? span.lastOpenMs() + intervalMs : span.lastOpenMs();
        final TreeMap<Long, Bar> bars = new TreeMap<>();
        final Rows rows = new Rows(bars, span);
        long fromMs = span.firstOpenMs();
        while (fromMs <= untilMs) {
            final long pageEndMs = Math.min(untilMs, fromMs + (dialect.maxRows() - 1) * intervalMs);
            try {
                dialect.candles(this, span.symbol(), span.timeframe(), fromMs, pageEndMs, rows);
            } catch (FrameRefused e) {
                throw refused("candles of " + span.symbol(), e);
            }
            fromMs = pageEndMs + intervalMs;
        }
        if (dialect.leavesOutEmpty()) {
            final boolean endsEmpty = bars.isEmpty() || bars.lastKey() < span.lastOpenMs();
            final boolean settled = endsEmpty && serverTimeMs() >= span.lastOpenMs() + intervalMs + EMPTY_SETTLES_MS;
            BarParts.fillEmpty(span, before, settled, bars);
        }
        return new ArrayList<>(
                bars.subMap(span.firstOpenMs(), true, span.lastOpenMs(), true).values());
    }

    /** Whether the venue's protocol here knows settled funding rates. */
    public boolean hasFundings() {
        return dialect.hasFundings();
    }

    /** The settled fundings of {@code [fromMs, untilMs]}, ascending, each once. A bad row is counted and left out. */
    public List<Funding> fundings(int instrumentId, String symbol, long fromMs, long untilMs) throws IOException {
        final TreeMap<Long, Funding> settled = new TreeMap<>();
        fundings(symbol, fromMs, untilMs, (stampMs, rateE12, markPriceUsdE12) -> {
            final long timeMs = Funding.onGrid(stampMs);
            settled.put(timeMs, new Funding(instrumentId, timeMs, rateE12, markPriceUsdE12));
        });
        return List.copyOf(settled.values());
    }

    /** The funding rates settled in {@code [fromMs, untilMs]}. A bad row is counted and left out. */
    void fundings(String symbol, long fromMs, long untilMs, FundingRates.Rows settled) throws IOException {
        final RestDialect.FundingRows rows = new RestDialect.FundingRows() {
            @Override
            public void settled(long stampMs, String rate, String markPrice) throws FrameRefused {
                final long markUsdE12 = markPrice.isEmpty() ? 0 : DecimalText.priceE12("mark price", markPrice);
                final long rateE12 = DecimalText.e12("funding rate", rate);
                if (Math.abs(rateE12) > Funding.ONE_E12) {
                    throw new FrameRefused("bad-number", "a funding rate is at most 1, but was " + rate);
                }
                settled.settled(EpochMs.require("the funding time", stampMs), rateE12, markUsdE12);
            }

            @Override
            public void refused(FrameRefused reason) {
                rejections.onRejected(venue, reason.reason(), "REST row: " + reason.getMessage());
            }
        };
        final long pageMs = dialect.maxFundingHours() * HOUR_MS;
        for (long pageFromMs = fromMs; pageFromMs <= untilMs; pageFromMs += pageMs) {
            try {
                dialect.fundings(this, symbol, pageFromMs, Math.min(untilMs, pageFromMs + pageMs - 1), rows);
            } catch (FrameRefused e) {
                throw refused("funding of " + symbol, e);
            }
        }
    }

    private IOException refused(String what, FrameRefused e) {
        rejections.onRejected(venue, e.reason(), "REST " + what + ": " + e.getMessage());
        return new IOException("REST " + what + " cannot be read: " + e.getMessage());
    }

    private final class Rows implements RestDialect.CandleRows {
        private final TreeMap<Long, Bar> bars;
        private final BarSpan span;
        private final Candle candle = new Candle();

        Rows(TreeMap<Long, Bar> bars, BarSpan span) {
            this.bars = bars;
            this.span = span;
        }

        @Override
        public Candle candle() {
            return candle;
        }

        @Override
        public void keep() {
            bars.putIfAbsent(candle.openTimeMs(), candle.toBar(span.instrumentId(), span.origin()));
        }

        @Override
        public void refused(FrameRefused reason) {
            rejections.onRejected(venue, reason.reason(), "REST row: " + reason.getMessage());
        }
    }
}
