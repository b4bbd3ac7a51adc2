package crucible.exchange.binance;

import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonText;
import crucible.exchange.connection.RestClient;
import crucible.exchange.connection.VenueRefusal;
import crucible.model.Bar;
import crucible.model.FrameRejections;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The venue's public REST: server time, instruments, closed candles. Blocking; one thread at a time. */
final class SpotRest {
    /** Rows that the venue gives at once. */
    static final int MAX_ROWS = 1_000;

    private static final int MAX_CHARS = 16 << 20;

    private final RestClient client;
    private final HttpUrl base;
    private final String venue;
    private final FrameRejections rejections;
    private final JsonText json = new JsonText(MAX_CHARS);
    private final KlineFields kline = new KlineFields();
    private final JsonField serverTime = new JsonField("serverTime");

    SpotRest(RestClient client, String restUrl, String venue, FrameRejections rejections) {
        this.client = client;
        this.base = HttpUrl.get(restUrl);
        this.venue = venue;
        this.rejections = rejections;
    }

    /** The venue's clock, epoch milliseconds. */
    long serverTimeMs() throws IOException {
        final String body = client.get(url("time").build());
        serverTime.clear();
        try {
            json.read(body, this::readServerTime);
            return SpotFrame.requireTime("serverTime", serverTime.integer());
        } catch (FrameRefused e) {
            throw refused("time", e);
        }
    }

    private void readServerTime(JsonParser parser) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "the answer is an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final boolean wanted = "serverTime".equals(parser.currentName());
            parser.nextToken();
            if (wanted) {
                serverTime.read(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** The instruments' document for some symbols; a {@link VenueRefusal} where the venue does not know one of them. */
    String exchangeInfo(List<String> symbols) throws IOException {
        final String list =
                symbols.stream().map(symbol -> '"' + symbol + '"').collect(Collectors.joining(",", "[", "]"));
        return client.get(url("exchangeInfo").addQueryParameter("symbols", list).build());
    }

    /**
     * The closed bars that REST has with open times in {@code [firstOpenMs, lastOpenMs]}, ascending, each once. The
     * caller knows that the last one has closed. A bad row is counted and left out.
     */
    List<Bar> bars(
            String symbol,
            int instrumentId,
            Timeframe timeframe,
            long firstOpenMs,
            long lastOpenMs,
            Provenance provenance)
            throws IOException {
        final List<Bar> bars = new ArrayList<>();
        long fromMs = firstOpenMs;
        while (fromMs <= lastOpenMs) {
            final long pageEndMs = Math.min(lastOpenMs, fromMs + (MAX_ROWS - 1) * timeframe.intervalMs());
            final HttpUrl url = url("klines")
                    .addQueryParameter("symbol", symbol)
                    .addQueryParameter("interval", timeframe.label())
                    .addQueryParameter("startTime", Long.toString(fromMs))
                    .addQueryParameter("endTime", Long.toString(pageEndMs + timeframe.intervalMs() - 1))
                    .addQueryParameter("limit", Integer.toString(MAX_ROWS))
                    .build();
            final String body = client.get(url);
            final long first = fromMs;
            try {
                json.read(
                        body, parser -> readRows(parser, instrumentId, timeframe, provenance, bars, first, pageEndMs));
            } catch (FrameRefused e) {
                throw refused("klines of " + symbol, e);
            }
            fromMs = pageEndMs + timeframe.intervalMs();
        }
        return bars;
    }

    private void readRows(
            JsonParser parser,
            int instrumentId,
            Timeframe timeframe,
            Provenance provenance,
            List<Bar> bars,
            long firstOpenMs,
            long lastOpenMs)
            throws FrameRefused {
        JsonText.require(parser, JsonToken.START_ARRAY, "the answer is an array");
        long nextOpenMs = firstOpenMs;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            final Bar bar;
            try {
                kline.readRow(parser, timeframe);
                bar = kline.toBar(instrumentId, timeframe, provenance);
            } catch (FrameRefused e) {
                rejections.onRejected(venue, e.reason(), "REST row: " + e.getMessage());
                continue;
            }
            if (nextOpenMs <= bar.openTimeMs() && bar.openTimeMs() <= lastOpenMs) {
                bars.add(bar);
                nextOpenMs = bar.closeTimeMs();
            }
        }
    }

    private IOException refused(String what, FrameRefused e) {
        rejections.onRejected(venue, e.reason(), "REST " + what + ": " + e.getMessage());
        return new IOException("REST " + what + " cannot be read: " + e.getMessage());
    }

    private HttpUrl.Builder url(String document) {
        return base.newBuilder().addPathSegments("api/v3/" + document);
    }
}
