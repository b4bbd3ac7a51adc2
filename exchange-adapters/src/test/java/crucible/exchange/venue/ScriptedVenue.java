package crucible.exchange.venue;

import crucible.model.Bar;
import crucible.model.Timeframe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** A venue that does what a test says: its REST shows the bars and the time it was given, its socket what it is told. */
final class ScriptedVenue extends Dispatcher implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final Map<String, TreeMap<Long, Bar>> bars = new LinkedHashMap<>();
    private final Map<String, String> statuses = new LinkedHashMap<>();
    private final Deque<MockResponse> refusals = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private String tickSize = "0.01";
    private String acknowledgement = "{\"result\":null,\"id\":1}";
    private long serverTimeMs;
    private WebSocket socket;
    private final List<WebSocket> all = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private int sockets;

    ScriptedVenue(long serverTimeMs) {
        this.serverTimeMs = serverTimeMs;
        server.setDispatcher(this);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String restUrl() {
        return "http://127.0.0.1:" + server.getPort();
    }

    String wsUrl() {
        return "ws://127.0.0.1:" + server.getPort();
    }

    synchronized void setServerTimeMs(long timeMs) {
        serverTimeMs = timeMs;
    }

    synchronized void setTickSize(String size) {
        tickSize = size;
    }

    /** What a subscription is answered with; null for silence. */
    synchronized void setAcknowledgement(String text) {
        acknowledgement = text;
    }

    synchronized void list(String symbol, String status) {
        statuses.put(symbol, status);
    }

    /** REST has this bar from now on. */
    synchronized void put(String symbol, Bar bar) {
        bars.computeIfAbsent(symbol + bar.timeframe().label(), key -> new TreeMap<>())
                .put(bar.openTimeMs(), bar);
    }

    /** The next request is answered so. */
    synchronized void refuseNext(int code, String retryAfter) {
        final MockResponse.Builder response =
                new MockResponse.Builder().code(code).body("{}");
        refusals.add((retryAfter == null ? response : response.setHeader("Retry-After", retryAfter)).build());
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    synchronized int sockets() {
        return sockets;
    }

    /** Sends a frame on the newest socket. */
    synchronized ScriptedVenue send(String frame) {
        socket.send(frame);
        return this;
    }

    /** Closes the newest socket as a venue does. */
    synchronized void closeSocket() {
        socket.close(1001, "away");
    }

    /** Sends a frame on the socket that was opened as the {@code n}th, from 0. */
    synchronized void sendOn(int n, String frame) {
        all.get(n).send(frame);
    }

    /** Closes the {@code n}th socket. */
    synchronized void closeSocket(int n) {
        all.get(n).close(1001, "away");
    }

    /** Sockets that the client has left without a goodbye. */
    synchronized List<String> ended() {
        return List.copyOf(ended);
    }

    synchronized WebSocket socket() {
        return socket;
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        final HttpUrl url = request.getUrl();
        requests.add(url.encodedPath() + (url.query() == null ? "" : "?" + url.query()));
        if (!refusals.isEmpty()) {
            return refusals.remove();
        }
        return switch (url.encodedPath()) {
            case "/api/v3/time" -> json("{\"serverTime\":" + serverTimeMs + "}");
            case "/api/v3/exchangeInfo" -> exchangeInfo(url);
            case "/api/v3/klines" -> klines(url);
            case "/ws" ->
                new MockResponse.Builder().webSocketUpgrade(new Peer()).build();
            default -> new MockResponse.Builder().code(404).build();
        };
    }

    private static MockResponse json(String body) {
        return new MockResponse.Builder().body(body).build();
    }

    private MockResponse exchangeInfo(HttpUrl url) {
        final String asked = url.queryParameter("symbols");
        final List<String> symbols = asked == null
                ? List.copyOf(statuses.keySet())
                : List.of(asked.replaceAll("[\\[\\]\"]", "").split(",", -1));
        if (!statuses.keySet().containsAll(symbols)) {
            return new MockResponse.Builder()
                    .code(400)
                    .body("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}")
                    .build();
        }
        return json(symbols.stream()
                .map(symbol -> "{\"symbol\":\"" + symbol + "\",\"status\":\"" + statuses.get(symbol)
                        + "\",\"baseAsset\":\"" + symbol.replace("USDT", "")
                        + "\",\"quoteAsset\":\"USDT\",\"filters\":["
                        + "{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\"" + tickSize + "\"},"
                        + "{\"filterType\":\"LOT_SIZE\",\"minQty\":\"0.00010\",\"stepSize\":\"0.00010\"},"
                        + "{\"filterType\":\"NOTIONAL\",\"minNotional\":\"5.0\"}]}")
                .collect(Collectors.joining(",", "{\"symbols\":[", "]}")));
    }

    private MockResponse klines(HttpUrl url) {
        final TreeMap<Long, Bar> series =
                bars.getOrDefault(url.queryParameter("symbol") + url.queryParameter("interval"), new TreeMap<>());
        final long startMs = Long.parseLong(url.queryParameter("startTime"));
        final long endMs = Long.parseLong(url.queryParameter("endTime"));
        final int limit = Integer.parseInt(url.queryParameter("limit"));
        return json(series.subMap(startMs, true, endMs, true).values().stream()
                .limit(limit)
                .map(SpotText::row)
                .collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Peer extends WebSocketListener {
        @Override
        public void onOpen(WebSocket opened, Response response) {
            synchronized (ScriptedVenue.this) {
                socket = opened;
                all.add(opened);
                sockets++;
            }
        }

        @Override
        public void onMessage(WebSocket current, String text) {
            synchronized (ScriptedVenue.this) {
                messages.add(text);
                if (acknowledgement != null) {
                    current.send(acknowledgement);
                }
            }
        }

        @Override
        public void onFailure(WebSocket current, Throwable failure, Response response) {
            synchronized (ScriptedVenue.this) {
                ended.add("socket " + all.indexOf(current));
            }
        }

        @Override
        public void onClosing(WebSocket current, int code, String reason) {
            current.close(1000, null);
        }
    }

    /** Open time of the {@code n}th bar after an instant. */
    static long nth(long startMs, Timeframe timeframe, int n) {
        return startMs + n * timeframe.intervalMs();
    }
}
