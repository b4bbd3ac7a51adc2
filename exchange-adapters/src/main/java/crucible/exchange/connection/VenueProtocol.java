package crucible.exchange.connection;

import java.io.IOException;

/**
 * What a venue's dialect tells its {@link Connection}. The connection calls from its control thread and from the readers
 * of its sockets, but never at the same time, and each call sees what the earlier ones wrote.
 */
public interface VenueProtocol {
    /**
     * Before each socket that does not take over from a living one: hands on what REST knows, all up to now. Control
     * thread; may block.
     *
     * @param wasLive whether the feed has been live before, so that what is missing fell into an interruption
     * @throws IOException where the venue cannot be asked now; the connection waits and begins anew
     */
    void prepare(boolean wasLive) throws IOException;

    /** Where to open the socket: {@code ws://} or {@code wss://}. */
    String socketUrl();

    /**
     * A socket is open.
     *
     * @param takesOver whether another one still delivers, so that nothing was interrupted
     */
    VenueSession onOpen(boolean takesOver);

    /** A binary frame, which no dialect here uses. */
    void onBinary(int bytes);
}
