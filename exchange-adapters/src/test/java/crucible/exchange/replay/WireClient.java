package crucible.exchange.replay;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain client of the venue: every frame goes into a queue. */
final class WireClient extends WebSocketListener implements AutoCloseable {
    static final String CLOSED = "<closed>";
    private static final long PATIENCE_SECONDS = 60;

    private final OkHttpClient http = new OkHttpClient.Builder().build();
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final String restUrl;
    private WebSocket socket;

    WireClient(ReplayVenue venue) {
        this.restUrl = venue.restUrl();
    }

    WireClient connect(ReplayVenue venue, String path) {
        socket = http.newWebSocket(
                new Request.Builder().url(venue.wsUrl() + path).build(), this);
        return this;
    }

    WireClient send(String text) {
        socket.send(text);
        return this;
    }

    /** The next frame; fails after a minute. */
    String next() {
        try {
            final String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no frame within a minute");
            }
            return frame;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    JsonNode nextJson() {
        return json(next());
    }

    /** Everything received until now, in order. */
    List<String> drain() {
        final List<String> all = new java.util.ArrayList<>();
        frames.drainTo(all);
        return all;
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    JsonNode get(String path) {
        return json(body(path));
    }

    String body(String path) {
        try (Response response = call(path)) {
            return response.body().string();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    Response call(String path) {
        try {
            return http.newCall(new Request.Builder().url(restUrl + path).build())
                    .execute();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    int post(String path, String body) {
        try (Response response = http.newCall(new Request.Builder()
                        .url(restUrl + path)
                        .post(RequestBody.create(body, null))
                        .build())
                .execute()) {
            return response.code();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        frames.add(text);
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
        frames.add(CLOSED);
    }

    @Override
    public void onClosed(WebSocket webSocket, int code, String reason) {
        frames.add(CLOSED);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.cancel();
        }
        http.dispatcher().executorService().shutdownNow();
        http.connectionPool().evictAll();
    }
}
