package crucible.exchange.replay.wire;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.clock.VenueDialect;
import crucible.exchange.replay.fault.FaultDesk;
import crucible.exchange.replay.fault.FaultKind;
import crucible.exchange.replay.fault.FaultScript;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.model.Timeframe;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the market in all protocols at once, each at its own paths. Everything runs on the venue's one thread. */
public final class WireVenue implements VenueDialect, FaultDesk.Stage {
    /** Largest request that is read, over HTTP and over WebSocket. */
    static final int MAX_REQUEST_BYTES = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(WireVenue.class);
    private static final int GOING_AWAY = 1001;
    private static final int SERVICE_RESTART = 1012;

    /** A protocol and the path below it. */
    record Place(WireDialect dialect, String path) {}

    private final List<WireDialect> dialects;
    private final VenueClock clock;
    private final FaultDesk faults;
    private final List<ClientSession> sessions = new ArrayList<>();
    private final List<ClientSession> leaving = new ArrayList<>();
    private int refusals;
    private long framesSent;

    /** The first of {@code dialects} that knows a path serves it. */
    public WireVenue(List<WireDialect> dialects, VenueClock clock, FaultScript script) {
        this.dialects = List.copyOf(dialects);
        this.clock = clock;
        this.faults = new FaultDesk(script, this);
    }

    /** Paths by which clients of each protocol may begin, by its name. */
    public Map<String, List<String>> entrances() {
        final Map<String, List<String>> entrances = new LinkedHashMap<>();
        dialects.forEach(dialect -> entrances.put(dialect.label(), dialect.entrances()));
        return entrances;
    }

    @Override
    public void accept(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec());
        pipeline.addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES));
        pipeline.addLast(new HttpFront(this));
    }

    /** Who opens sockets at {@code path}, which may begin with a protocol's name. */
    Optional<Place> socketAt(String path) {
        for (WireDialect dialect : dialects) {
            final String below = below(dialect, path);
            if (below != null && dialect.hasSocketAt(below)) {
                return Optional.of(new Place(dialect, below));
            }
        }
        return Optional.empty();
    }

    /** The answer to a GET of {@code path}, which may begin with a protocol's name. */
    Optional<RestAnswer> answer(String path, Map<String, List<String>> query) {
        for (WireDialect dialect : dialects) {
            final String below = below(dialect, path);
            final Optional<RestAnswer> answer = below == null ? Optional.empty() : dialect.answer(below, query);
            if (answer.isPresent()) {
                return Optional.of(refusal(dialect).orElse(answer.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<RestAnswer> refusal(WireDialect dialect) {
        if (refusals > 0) {
            refusals--;
            final RestAnswer words = dialect.tooManyRequests();
            return Optional.of(new RestAnswer(429, words.json(), words.headers()));
        }
        if (faults.isShut()) {
            return Optional.of(new RestAnswer(503, "{\"msg\":\"out of order\"}", Map.of()));
        }
        if (!faults.isActive(FaultKind.REFUSE)) {
            return Optional.empty();
        }
        final int status = (int) faults.value(FaultKind.REFUSE);
        final RestAnswer words = dialect.tooManyRequests();
        final RestAnswer answer = status == 429 ? words : new RestAnswer(status, words.json(), Map.of());
        return Optional.of(
                faults.retrySeconds() > 0
                        ? answer.withHeader("Retry-After", Long.toString(faults.retrySeconds()))
                        : answer);
    }

    private String below(WireDialect dialect, String path) {
        final String prefix = "/" + dialect.label();
        if (path.equals(prefix)) {
            return "/";
        }
        if (path.startsWith(prefix + "/")) {
            return path.substring(prefix.length());
        }
        for (WireDialect other : dialects) {
            if (path.equals("/" + other.label()) || path.startsWith("/" + other.label() + "/")) {
                return null;
            }
        }
        return path;
    }

    /** The next {@code calls} calls are refused as too many. */
    void refuseNext(int calls) {
        refusals = Math.max(0, calls);
    }

    /** A WebSocket client has come. */
    void opened(ClientSession session) {
        sessions.add(session);
    }

    /** A WebSocket client has gone. */
    void closed(ClientSession session) {
        leaving.remove(session);
        if (sessions.remove(session)) {
            clock.resume();
        }
    }

    /** A client that was slow has read. */
    void caughtUp() {
        clock.resume();
    }

    /** A frame of market data waits to be sent. */
    void appended() {
        framesSent++;
    }

    /** A client's subscriptions have been acknowledged. */
    void acknowledged() {
        if (hasSubscribers()) {
            clock.subscribed();
        }
    }

    @Override
    public void moved(PlayedSymbol symbol, long timeMs) {
        for (WireDialect dialect : dialects) {
            if (dialect.streams().isHeard()) {
                dialect.moved(symbol, timeMs);
            }
        }
    }

    @Override
    public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {
        for (WireDialect dialect : dialects) {
            if (dialect.streams().isHeard()) {
                dialect.closed(symbol, timeframe, bar, timeMs);
            }
        }
    }

    @Override
    public void repeatForming(long timeMs) {
        for (WireDialect dialect : dialects) {
            if (dialect.streams().isHeard()) {
                dialect.repeatForming(timeMs);
            }
        }
    }

    @Override
    public boolean hasSubscribers() {
        return dialects.stream().anyMatch(dialect -> dialect.streams().isHeard());
    }

    @Override
    public boolean keepsUp() {
        for (int i = 0; i < sessions.size(); i++) {
            if (!sessions.get(i).keepsUp()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void flush() {
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).flush();
        }
    }

    @Override
    public void whenSent(Runnable action) {
        final int[] waiting = {sessions.size() + 1};
        final Runnable one = () -> {
            if (--waiting[0] == 0) {
                action.run();
            }
        };
        List.copyOf(sessions).forEach(session -> session.whenSent(one));
        one.run();
    }

    /** What goes wrong now. */
    FaultDesk faults() {
        return faults;
    }

    /** How many faults have begun. */
    public long faultsBegun() {
        return faults.begun();
    }

    /** Real time has passed. */
    public void tick() {
        passed(clock.flowingTimeMs());
        flush();
    }

    @Override
    public void started(long timeMs) {
        faults.start(timeMs, System.nanoTime() / 1_000_000);
    }

    @Override
    public void passed(long timeMs) {
        if (!faults.isIdle()) {
            faults.passTo(timeMs, System.nanoTime() / 1_000_000);
            List.copyOf(sessions).forEach(session -> session.passTo(timeMs));
        }
    }

    @Override
    public void ended() {
        faults.stop();
        passed(Long.MAX_VALUE);
        flush();
    }

    @Override
    public void begins(FaultKind kind, long value) {
        LOG.info("fault: {}", kind.word());
        switch (kind) {
            case CUT -> closeAll();
            case CLOSE -> endAll((int) value, "");
            case MAINTENANCE -> endAll(SERVICE_RESTART, "maintenance");
            case CLOCK -> clock.skew(value);
            case ROTATE -> {
                leaving.clear();
                leaving.addAll(sessions);
                leaving.forEach(session -> session.announceEnd(clock.flowingTimeMs()));
            }
            default -> {
                // The rest is asked about when something is sent or answered.
            }
        }
    }

    @Override
    public void ends(FaultKind kind) {
        LOG.info("fault over: {}", kind.word());
        switch (kind) {
            case CLOCK -> clock.skew(0);
            case ROTATE -> {
                List.copyOf(leaving).forEach(session -> session.end(GOING_AWAY, ""));
                leaving.clear();
            }
            case SLOW_CONSUMER -> List.copyOf(sessions).forEach(ClientSession::endWhereSlow);
            default -> {
                // What was held back is sent when time passes.
            }
        }
    }

    private void endAll(int code, String reason) {
        List.copyOf(sessions).forEach(session -> session.end(code, reason));
    }

    @Override
    public long framesSent() {
        return framesSent;
    }

    /** Ends all WebSocket connections without a goodbye, as a failing exchange does. */
    public void closeAll() {
        List.copyOf(sessions).forEach(ClientSession::cut);
    }
}
