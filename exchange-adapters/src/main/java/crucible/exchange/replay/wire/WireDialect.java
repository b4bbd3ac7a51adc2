package crucible.exchange.replay.wire;

import crucible.exchange.replay.market.MarketAudience;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A venue's public protocol, as a server speaks it. Everything runs on the venue's one thread. */
public interface WireDialect extends MarketAudience {
    /** Its name, which also is a prefix of all its paths: {@code /bybit-linear/v5/...} is {@code /v5/...}. */
    String label();

    /** Paths by which a client may begin: a document of REST first, then where sockets are opened. */
    List<String> entrances();

    /** Whether its sockets are opened at {@code path}. */
    boolean hasSocketAt(String path);

    /** A conversation with a client that opens a socket at such a path. */
    Conversation converse(ClientSession session, String path, Map<String, List<String>> query);

    /** Seconds between two pings of a socket, 0 where the venue leaves that to its clients. */
    default int pingSeconds() {
        return 0;
    }

    /** The answer to a GET; empty where the path is not one of this protocol. */
    Optional<RestAnswer> answer(String path, Map<String, List<String>> query);

    /** What a client that asks too often is told. */
    RestAnswer tooManyRequests();

    /** Says the forming bars again, as of the newest step. */
    void repeatForming(long timeMs);

    /** A second of real time has passed for a client that listens to something: what the venue says then. */
    default Optional<String> heartbeat(ClientSession session, boolean silent) {
        return Optional.empty();
    }

    /** What it says when it will end its sockets soon; empty where it has no words for that. */
    default Optional<String> farewell(long timeMs) {
        return Optional.empty();
    }

    /** A frame with a forming bar, changed so that it calls the bar closed; empty where it is no such frame. */
    default Optional<String> asClosed(String frame) {
        return Optional.empty();
    }

    /** The streams that are played. */
    StreamTable streams();
}
