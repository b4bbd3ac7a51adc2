package crucible.exchange.connection;

import crucible.exchange.FeedCounters;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.FeedStatus.State;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one WebSocket of a venue alive: prepare, connect, subscribe, live; on failure, close or silence back off and
 * begin anew. Each socket has a generation number; what an older one still delivers is dropped.
 *
 * <p>Frames are handled on the socket's reader thread, all else on the timer's control thread. One lock orders the two,
 * so a protocol is never entered twice. There is no ping of our own: the reader answers the venue's, and while the arena
 * is behind the reader stands still, which must not look like a dead socket.
 */
public final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final long OPEN_WITHIN_MS = 15_000;
    private static final long ACK_WITHIN_MS = 5_000;
    /** Venues allow five messages a second and count our pongs too. */
    private static final long BETWEEN_MESSAGES_MS = 300;

    private static final long STEADY_AFTER_MS = 60_000;
    private static final int CLOSE_SECONDS = 5;

    private final String venue;
    private final OkHttpClient http;
    private final VenueProtocol protocol;
    private final FeedSink sink;
    private final FeedCounters counters;
    private final ConnectionTimer timer;
    private final long staleAfterMs;
    private final Backoff backoff = new Backoff();
    private final ReentrantLock turn = new ReentrantLock();

    private volatile boolean closed;
    private volatile WebSocket socket;
    private long generation;
    private int acksMissing;
    private boolean open;
    private boolean live;
    private boolean wasLive;
    private long liveSinceMs;
    private long lastFrameMs;

    /** A connection that does nothing yet. It owns {@code http} and {@code timer} and closes them. */
    public Connection(
            String venue,
            OkHttpClient http,
            VenueProtocol protocol,
            FeedSink sink,
            FeedCounters counters,
            ConnectionTimer timer,
            long staleAfterMs) {
        this.venue = venue;
        this.http = http;
        this.protocol = protocol;
        this.sink = sink;
        this.counters = counters;
        this.timer = timer;
        this.staleAfterMs = staleAfterMs;
    }

    /** Begins on the control thread and returns at once. */
    public void start() {
        timer.schedule(0, this::attempt);
    }

    private void attempt() {
        final long mine;
        turn.lock();
        try {
            if (closed) {
                return;
            }
            generation++;
            mine = generation;
            status(State.CONNECTING, "");
            protocol.prepare(wasLive);
            socket = http.newWebSocket(
                    new Request.Builder().url(protocol.socketUrl()).build(), new Listener(mine));
        } catch (IOException | RuntimeException e) {
            // A venue that answers nonsense must not end the feed, so a bug here is loud and is retried like a failure.
            if (!closed) {
                LOG.warn("{}: cannot connect", venue, e);
            }
            abandon(generation, State.DOWN, e);
            return;
        } finally {
            turn.unlock();
        }
        if (closed) {
            cancelSocket();
        }
        deadline(mine, OPEN_WITHIN_MS, () -> !open, "not open in time");
    }

    /** Gives up a socket that is still {@code waiting} after {@code withinMs}. */
    private void deadline(long mine, long withinMs, BooleanSupplier waiting, String what) {
        timer.schedule(withinMs, () -> {
            // A reader at work holds the lock: it is alive, and what it waits for may be in its hands.
            if (!turn.tryLock()) {
                deadline(mine, BETWEEN_MESSAGES_MS, waiting, what);
                return;
            }
            try {
                if (mine == generation && waiting.getAsBoolean()) {
                    abandon(mine, State.DOWN, new IOException(what));
                }
            } finally {
                turn.unlock();
            }
        });
    }

    private void watch(long mine) {
        if (turn.tryLock()) {
            try {
                if (mine != generation) {
                    return;
                }
                if (timer.monotonicMs() - lastFrameMs > staleAfterMs) {
                    abandon(mine, State.STALE, new IOException("no frame for " + staleAfterMs + " ms"));
                    return;
                }
            } finally {
                turn.unlock();
            }
        }
        timer.schedule(Math.max(1, staleAfterMs / 4), () -> watch(mine));
    }

    /** Ends a generation: its frames are dropped from now on, and the next attempt is scheduled. */
    private void abandon(long mine, State state, Throwable cause) {
        turn.lock();
        try {
            if (mine != generation || closed) {
                return;
            }
            generation++;
            if (live && timer.monotonicMs() - liveSinceMs >= STEADY_AFTER_MS) {
                backoff.reset();
            }
            open = false;
            live = false;
            cancelSocket();
        } finally {
            turn.unlock();
        }
        timer.schedule(0, () -> backOff(state, cause));
    }

    private void backOff(State state, Throwable cause) {
        if (closed) {
            return;
        }
        status(state, cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        long waitMs = backoff.nextDelayMs(timer.jitterFrac());
        if (cause instanceof VenueUnavailable unavailable) {
            if (unavailable.isForGood()) {
                LOG.error("{}: {}; the feed stays down until it is started again", venue, cause.getMessage());
                return;
            }
            waitMs = Math.max(waitMs, unavailable.retryAfterMs());
        }
        LOG.info("{}: {} ({}), next attempt in {} ms", venue, state, cause.getMessage(), waitMs);
        timer.schedule(waitMs, this::attempt);
    }

    private void status(State state, String detail) {
        counters.onState(state);
        sink.onFeedStatus(new FeedStatus(venue, state, detail));
    }

    private void cancelSocket() {
        final WebSocket current = socket;
        if (current != null) {
            current.cancel();
        }
    }

    /** Ends the connection and its threads, waiting a bounded time for frames and requests under way. */
    @Override
    public void close() {
        closed = true;
        cancelSocket();
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdownNow();
        timer.close();
        http.connectionPool().evictAll();
        try {
            if (!http.dispatcher().executorService().awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{}: the reader still runs after {} s", venue, CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void opened(long mine, WebSocket opened) {
        turn.lock();
        try {
            if (mine != generation || closed) {
                return;
            }
            final List<String> messages = protocol.onOpen();
            open = true;
            acksMissing = messages.size();
            lastFrameMs = timer.monotonicMs();
            // The first goes out from here: with one message, nothing but the venue decides when the stream begins.
            opened.send(messages.get(0));
            for (int i = 1; i < messages.size(); i++) {
                final String message = messages.get(i);
                timer.schedule(i * BETWEEN_MESSAGES_MS, () -> opened.send(message));
            }
            final long ackWithinMs = ACK_WITHIN_MS + messages.size() * BETWEEN_MESSAGES_MS;
            deadline(mine, ackWithinMs, () -> !live, "subscriptions not acknowledged in time");
        } finally {
            turn.unlock();
        }
    }

    private void received(long mine, String text) {
        turn.lock();
        try {
            if (mine != generation || closed) {
                return;
            }
            counters.onFrame(timer.wallTimeMs());
            act(mine, protocol.onText(text));
            // After the work, not before: time in which the arena was behind is no silence of the venue.
            lastFrameMs = timer.monotonicMs();
        } catch (IOException e) {
            abandon(mine, State.DOWN, e);
        } finally {
            turn.unlock();
        }
    }

    private void act(long mine, Signal signal) {
        switch (signal) {
            case ACKNOWLEDGED -> {
                acksMissing--;
                if (acksMissing == 0) {
                    live = true;
                    wasLive = true;
                    liveSinceMs = timer.monotonicMs();
                    status(State.LIVE, "");
                    timer.schedule(Math.max(1, staleAfterMs / 4), () -> watch(mine));
                }
            }
            case REFUSED -> {
                if (!live) {
                    abandon(mine, State.DOWN, new IOException("the venue refuses the subscription"));
                }
            }
            case RECONNECT -> abandon(mine, State.DOWN, new IOException("the venue announces its shutdown"));
            default -> {
                return;
            }
        }
    }

    private final class Listener extends WebSocketListener {
        private final long mine;

        Listener(long mine) {
            this.mine = mine;
        }

        @Override
        public void onOpen(WebSocket opened, Response response) {
            opened(mine, opened);
        }

        @Override
        public void onMessage(WebSocket current, String text) {
            received(mine, text);
        }

        @Override
        public void onMessage(WebSocket current, ByteString bytes) {
            turn.lock();
            try {
                if (mine == generation && !closed) {
                    protocol.onBinary(bytes.size());
                }
            } finally {
                turn.unlock();
            }
        }

        @Override
        public void onClosing(WebSocket current, int code, String reason) {
            current.close(1000, null);
            abandon(mine, State.DOWN, new IOException("closed by the venue with code " + code));
        }

        @Override
        public void onFailure(WebSocket current, Throwable failure, Response response) {
            final VenueUnavailable unavailable = response == null ? null : RestClient.unavailable(response);
            // A reader that waited for the arena is interrupted when the feed is closed.
            if (!(failure instanceof IOException) && !closed) {
                LOG.error("{}: a frame could not be handled", venue, failure);
            }
            abandon(mine, State.DOWN, unavailable == null ? failure : unavailable);
        }
    }
}
