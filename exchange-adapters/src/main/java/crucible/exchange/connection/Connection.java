package crucible.exchange.connection;

import crucible.exchange.FeedCounters;
import crucible.model.FeedStatus.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
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
 * Keeps one stream of a venue alive: prepare, connect, subscribe, live; on failure, close or silence back off and begin
 * anew. A link is a socket, or several that live and die together. Before the venue ends a link for its age, or when it
 * announces that it will, a second one is opened beside it; both deliver until the new one has for a while. What a link
 * that was given up still delivers is dropped.
 *
 * <p>Frames are handled on the sockets' reader threads, all else on the timer's control thread. One lock orders them, so
 * a protocol is never entered twice. The reader answers the venue's pings; our own, where the venue wants them, are no
 * test of life: while the arena is behind the reader stands still, which must not look like a dead socket.
 */
public final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final long OPEN_WITHIN_MS = 15_000;
    private static final long ACK_WITHIN_MS = 5_000;
    private static final long TRY_AGAIN_MS = 100;
    /** How long two sockets deliver side by side before the older is closed. */
    private static final long OVERLAP_MS = 10_000;

    private static final long NEXT_ROTATION_MS = 60_000;
    private static final long STEADY_AFTER_MS = 60_000;
    private static final long CHANGE_AGAIN_MS = 5_000;

    /** What a connection shares with others to the same venue. */
    public record Shared(OkHttpClient http, ConnectionTimer timer, FeedCounters counters, AttemptGate gate) {}

    private final String name;
    private final VenueProtocol protocol;
    private final ConnectionRules rules;
    private final OkHttpClient http;
    private final ConnectionTimer timer;
    private final FeedCounters counters;
    private final AttemptGate gate;
    private final BiConsumer<State, String> states;
    private final Backoff backoff = new Backoff();
    private final ReentrantLock turn = new ReentrantLock();

    private volatile boolean closed;
    private volatile Link current;
    private volatile Link successor;
    private boolean wasLive;
    private int changes;

    /**
     * A connection that does nothing yet.
     *
     * @param name for the log
     * @param states is told each change of state, on the thread that learns of it
     */
    public Connection(
            String name,
            VenueProtocol protocol,
            ConnectionRules rules,
            Shared shared,
            BiConsumer<State, String> states) {
        this.name = name;
        this.protocol = protocol;
        this.rules = rules;
        this.http = shared.http();
        this.timer = shared.timer();
        this.counters = shared.counters();
        this.gate = shared.gate();
        this.states = states;
    }

    /** Begins on the control thread and returns at once. */
    public void start() {
        timer.schedule(0, this::attempt);
    }

    /** Asks what may change under living sockets and brings it into effect; a failure is logged. Control thread. */
    public void look() {
        if (closed || current == null) {
            return;
        }
        try {
            final Runnable change = protocol.look();
            turn.lock();
            try {
                if (!closed && wasLive) {
                    change.run();
                }
            } finally {
                turn.unlock();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: the order rules cannot be looked at now: {}", name, e.toString());
        }
    }

    /** Changes what the protocol asks for, between two frames; new sockets take over beside the old ones. Control thread. */
    public void change(ProtocolChange change) {
        final Link living;
        turn.lock();
        try {
            if (closed) {
                return;
            }
            change.make();
            changes++;
            if (successor != null) {
                successor.cancel();
                successor = null;
            }
            living = current != null && current.live ? current : null;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: the instruments cannot be changed now: {}", name, e.toString());
            timer.schedule(CHANGE_AGAIN_MS, () -> change(change));
            return;
        } finally {
            turn.unlock();
        }
        if (living != null) {
            rotate(living);
        }
    }

    private void attempt() {
        final long waitMs = closed ? 0 : gate.takeOrWaitMs(timer.monotonicMs());
        if (waitMs > 0) {
            LOG.info("{}: the venue's limit of connections is used up, next attempt in {} ms", name, waitMs);
            timer.schedule(waitMs, this::attempt);
            return;
        }
        final Link link = new Link();
        turn.lock();
        try {
            if (closed) {
                return;
            }
            current = link;
            states.accept(State.CONNECTING, "");
            protocol.prepare(wasLive);
            link.connect();
        } catch (IOException | RuntimeException e) {
            // A venue that answers nonsense must not end the feed, so a bug here is loud and is retried like a failure.
            if (!closed) {
                LOG.warn("{}: cannot connect", name, e);
            }
            abandon(link, State.DOWN, e);
            return;
        } finally {
            turn.unlock();
        }
        if (closed) {
            link.cancel();
        }
        deadline(link, OPEN_WITHIN_MS, () -> !link.isOpen(), "not open in time");
    }

    /** Opens a second socket that takes over from {@code old}, where that one still delivers. */
    private void rotate(Link old) {
        if (!turn.tryLock()) {
            timer.schedule(TRY_AGAIN_MS, () -> rotate(old));
            return;
        }
        final Link link;
        try {
            if (closed || old != current || successor != null) {
                return;
            }
            final long waitMs = gate.takeOrWaitMs(timer.monotonicMs());
            if (waitMs > 0) {
                timer.schedule(waitMs, () -> rotate(old));
                return;
            }
            link = new Link();
            successor = link;
            link.connect();
        } finally {
            turn.unlock();
        }
        deadline(link, OPEN_WITHIN_MS, () -> !link.isOpen(), "the successor is not open in time");
    }

    private void handOver(Link link) {
        turn.lock();
        try {
            if (!closed && link == successor) {
                final Link old = current;
                current = link;
                successor = null;
                old.cancel();
                counters.onRotation();
                LOG.info("{}: a new socket has taken over", name);
            }
        } finally {
            turn.unlock();
        }
    }

    private boolean isDropped(Link link) {
        return closed || link != current && link != successor;
    }

    /** Gives up a socket that is still {@code waiting} after {@code withinMs}. */
    private void deadline(Link link, long withinMs, BooleanSupplier waiting, String what) {
        timer.schedule(withinMs, () -> {
            // A reader at work holds the lock: it is alive, and what it waits for may be in its hands.
            if (!turn.tryLock()) {
                deadline(link, TRY_AGAIN_MS, waiting, what);
                return;
            }
            try {
                if (!isDropped(link) && waiting.getAsBoolean()) {
                    abandon(link, State.DOWN, new IOException(what));
                }
            } finally {
                turn.unlock();
            }
        });
    }

    private void watch(Link link) {
        if (turn.tryLock()) {
            try {
                if (isDropped(link)) {
                    return;
                }
                if (timer.monotonicMs() - link.quietSinceMs() > rules.staleAfterMs()) {
                    abandon(link, State.STALE, new IOException("no data for " + rules.staleAfterMs() + " ms"));
                    return;
                }
            } finally {
                turn.unlock();
            }
        }
        timer.schedule(Math.max(1, rules.staleAfterMs() / 4), () -> watch(link));
    }

    private void ping(Link link, WebSocket socket) {
        if (!isDropped(link)) {
            socket.send(rules.ping());
            timer.schedule(rules.pingEveryMs(), () -> ping(link, socket));
        }
    }

    /** Ends a socket: its frames are dropped from now on. The current one's end leads to a next attempt. */
    private void abandon(Link link, State state, Throwable cause) {
        turn.lock();
        try {
            if (isDropped(link)) {
                return;
            }
            link.cancel();
            if (link == successor) {
                successor = null;
                final Link old = current;
                LOG.info("{}: no new socket yet ({}), the old one goes on", name, cause.getMessage());
                timer.schedule(NEXT_ROTATION_MS, () -> rotate(old));
                return;
            }
            if (successor != null && successor.live) {
                handOver(successor);
                return;
            }
            if (successor != null) {
                successor.cancel();
                successor = null;
            }
            current = null;
            if (link.live && timer.monotonicMs() - link.liveSinceMs >= STEADY_AFTER_MS) {
                backoff.reset();
            }
        } finally {
            turn.unlock();
        }
        timer.schedule(0, () -> backOff(state, cause));
    }

    private void backOff(State state, Throwable cause) {
        if (closed) {
            return;
        }
        states.accept(state, cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        long waitMs = backoff.nextDelayMs(timer.jitterFrac());
        if (cause instanceof VenueUnavailable unavailable) {
            if (unavailable.isForGood()) {
                LOG.error("{}: {}; the feed stays down until it is started again", name, cause.getMessage());
                return;
            }
            waitMs = Math.max(waitMs, unavailable.retryAfterMs());
        }
        LOG.info("{}: {} ({}), next attempt in {} ms", name, state, cause.getMessage(), waitMs);
        timer.schedule(waitMs, this::attempt);
    }

    /** Ends the sockets; the owner of the shared parts ends the threads. */
    @Override
    public void close() {
        closed = true;
        // Not under the lock: a reader may hold it while it waits for the arena.
        final Link first = current;
        final Link second = successor;
        if (first != null) {
            first.cancel();
        }
        if (second != null) {
            second.cancel();
        }
    }

    /** Sockets that live and die together. Fields are read and written under the connection's lock. */
    private final class Link {
        private final List<Line> lines = new ArrayList<>();
        private boolean live;
        private long liveSinceMs;
        private int madeAfter;

        void connect() {
            madeAfter = changes;
            for (String url : protocol.socketUrls()) {
                lines.add(new Line(this, lines.size(), url));
            }
            lines.forEach(Line::connect);
        }

        void cancel() {
            lines.forEach(Line::cancel);
        }

        boolean isOpen() {
            return lines.stream().allMatch(line -> line.session != null);
        }

        /** When the line that has been silent for longest last showed data. */
        long quietSinceMs() {
            return lines.stream().mapToLong(line -> line.lastDataMs).min().orElse(0);
        }

        /** All subscriptions of one line are accepted. */
        void subscribed() {
            if (live || !lines.stream().allMatch(line -> line.subscribed)) {
                return;
            }
            live = true;
            liveSinceMs = timer.monotonicMs();
            lines.forEach(line -> line.lastDataMs = liveSinceMs);
            timer.schedule(Math.max(1, rules.staleAfterMs() / 4), () -> watch(this));
            if (rules.lifetimeMs() > 0) {
                timer.schedule(rules.rotateAfterMs(timer.jitterFrac()), () -> rotate(this));
            }
            if (this == successor) {
                timer.schedule(OVERLAP_MS, () -> handOver(this));
            } else {
                wasLive = true;
                states.accept(State.LIVE, "");
                if (madeAfter != changes) {
                    timer.schedule(0, () -> rotate(this));
                }
            }
        }

        void act(Signal signal) {
            if (signal == Signal.REFUSED && !live) {
                abandon(this, State.DOWN, new IOException("the venue refuses the subscription"));
            } else if (signal == Signal.RECONNECT && live) {
                timer.schedule(0, () -> rotate(this));
            } else if (signal == Signal.RECONNECT) {
                abandon(this, State.DOWN, new IOException("the venue announces its shutdown"));
            }
        }
    }

    /** One socket of a link. */
    private final class Line extends WebSocketListener {
        private final Link link;
        private final int number;
        private final String url;
        private volatile WebSocket socket;
        private VenueSession session;
        private boolean subscribed;
        private long lastDataMs;

        Line(Link link, int number, String url) {
            this.link = link;
            this.number = number;
            this.url = url;
        }

        void connect() {
            socket = http.newWebSocket(new Request.Builder().url(url).build(), this);
        }

        void cancel() {
            final WebSocket mine = socket;
            if (mine != null) {
                mine.cancel();
            }
        }

        @Override
        public void onOpen(WebSocket opened, Response response) {
            turn.lock();
            try {
                if (isDropped(link)) {
                    return;
                }
                session = protocol.onOpen(number);
                lastDataMs = timer.monotonicMs();
                final List<String> messages = session.messages();
                // The first goes out from here: with one message, nothing but the venue decides when the stream begins.
                opened.send(messages.get(0));
                for (int i = 1; i < messages.size(); i++) {
                    final String message = messages.get(i);
                    timer.schedule(i * rules.betweenMessagesMs(), () -> opened.send(message));
                }
                final long ackWithinMs = ACK_WITHIN_MS + messages.size() * rules.betweenMessagesMs();
                deadline(link, ackWithinMs, () -> !subscribed, "subscriptions not acknowledged in time");
                if (!rules.ping().isEmpty()) {
                    timer.schedule(rules.pingEveryMs(), () -> ping(link, opened));
                }
            } finally {
                turn.unlock();
            }
        }

        @Override
        public void onMessage(WebSocket mine, String text) {
            turn.lock();
            try {
                if (isDropped(link)) {
                    return;
                }
                final Signal signal = handle(text);
                if (signal == Signal.DATA) {
                    // After the work, not before: time in which the arena was behind is no silence of the venue.
                    lastDataMs = timer.monotonicMs();
                } else if (signal == Signal.SUBSCRIBED) {
                    subscribed = true;
                    link.subscribed();
                } else {
                    link.act(signal);
                }
            } catch (IOException e) {
                abandon(link, State.DOWN, e);
            } finally {
                turn.unlock();
            }
        }

        /** Counts the frame once its effects are out, so that whoever sees the count finds them. */
        private Signal handle(String text) throws IOException {
            final long receivedMs = timer.wallTimeMs();
            try {
                return session.onText(text);
            } finally {
                counters.onFrame(receivedMs);
            }
        }

        @Override
        public void onMessage(WebSocket mine, ByteString bytes) {
            turn.lock();
            try {
                if (!isDropped(link)) {
                    protocol.onBinary(bytes.size());
                }
            } finally {
                turn.unlock();
            }
        }

        @Override
        public void onClosing(WebSocket mine, int code, String reason) {
            mine.close(1000, null);
            abandon(link, State.DOWN, new IOException("closed by the venue with code " + code));
        }

        @Override
        public void onFailure(WebSocket mine, Throwable failure, Response response) {
            final VenueUnavailable unavailable = response == null ? null : RestClient.unavailable(response);
            // A reader that waited for the arena is interrupted when the feed is closed.
            if (!(failure instanceof IOException) && !closed) {
                LOG.error("{}: a frame could not be handled", name, failure);
            }
            abandon(link, State.DOWN, unavailable == null ? failure : unavailable);
        }
    }
}
