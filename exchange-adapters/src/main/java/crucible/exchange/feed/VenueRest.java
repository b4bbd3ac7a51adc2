package crucible.exchange.feed;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonText;
import crucible.exchange.connection.RestClient;
import crucible.exchange.connection.VenueRefusal;
import crucible.exchange.rules.ListedInstrument;
import crucible.model.Bar;
import crucible.model.FrameRejections;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import okhttp3.HttpUrl;

/** A venue's public REST: server time, instruments, closed candles. Blocking; one thread at a time. */
public final class VenueRest {
    private static final int MAX_CHARS = 64 << 20;

    private final RestClient client;
    private final RestDialect dialect;
    private final HttpUrl base;
    private final String venue;
    private final FrameRejections rejections;
    private final JsonText json = new JsonText(MAX_CHARS);

    VenueRest(RestClient client, RestDialect dialect, FeedSettings settings, FrameRejections rejections) {
        this.client = client;
        this.dialect = dialect;
        this.base = HttpUrl.get(settings.restUrl());
        this.venue = settings.venue();
        this.rejections = rejections;
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

    long serverTimeMs() throws IOException {
        try {
            return EpochMs.require("the server time", dialect.serverTimeMs(this));
        } catch (FrameRefused e) {
            throw refused("server time", e);
        }
    }

    List<ListedInstrument> instruments(List<String> symbols, long effectiveTimeMs) throws IOException {
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
     * The bars that REST has with open times in {@code [firstOpenMs, lastOpenMs]}, ascending, each once, in whatever
     * order the venue gives them. The caller knows that the last one has closed. A bad row is counted and left out.
     */
    List<Bar> bars(
            String symbol,
            int instrumentId,
            Timeframe timeframe,
            long firstOpenMs,
            long lastOpenMs,
            Provenance provenance)
            throws IOException {
        if (firstOpenMs > lastOpenMs) {
            return List.of();
        }
        final TreeMap<Long, Bar> bars = new TreeMap<>();
        final Rows rows = new Rows(bars, instrumentId, provenance);
        long fromMs = firstOpenMs;
        while (fromMs <= lastOpenMs) {
            final long pageEndMs = Math.min(lastOpenMs, fromMs + (dialect.maxRows() - 1) * timeframe.intervalMs());
            try {
                dialect.candles(this, symbol, timeframe, fromMs, pageEndMs, rows);
            } catch (FrameRefused e) {
                throw refused("candles of " + symbol, e);
            }
            fromMs = pageEndMs + timeframe.intervalMs();
        }
        return new ArrayList<>(bars.subMap(firstOpenMs, true, lastOpenMs, true).values());
    }

    private IOException refused(String what, FrameRefused e) {
        rejections.onRejected(venue, e.reason(), "REST " + what + ": " + e.getMessage());
        return new IOException("REST " + what + " cannot be read: " + e.getMessage());
    }

    private final class Rows implements RestDialect.CandleRows {
        private final TreeMap<Long, Bar> bars;
        private final int instrumentId;
        private final Provenance provenance;
        private final Candle candle = new Candle();

        Rows(TreeMap<Long, Bar> bars, int instrumentId, Provenance provenance) {
            this.bars = bars;
            this.instrumentId = instrumentId;
            this.provenance = provenance;
        }

        @Override
        public Candle candle() {
            return candle;
        }

        @Override
        public void keep() {
            bars.putIfAbsent(candle.openTimeMs(), candle.toBar(instrumentId, provenance));
        }

        @Override
        public void refused(FrameRefused reason) {
            rejections.onRejected(venue, reason.reason(), "REST row: " + reason.getMessage());
        }
    }
}
