package crucible.exchange.connection;

import java.io.IOException;
import java.util.List;

/**
 * What a venue's dialect tells its {@link Connection}. The connection calls from two threads, its control thread and
 * the socket's reader, but never at the same time, and each call sees what the earlier ones wrote.
 */
public interface VenueProtocol {
    /**
     * Before each socket: hands on what REST knows, all up to now. Control thread; may block.
     *
     * @param wasLive whether the feed has been live before, so that what is missing fell into an interruption
     * @throws IOException where the venue cannot be asked now; the connection waits and begins anew
     */
    void prepare(boolean wasLive) throws IOException;

    /** Where to open the socket: {@code ws://} or {@code wss://}. */
    String socketUrl();

    /** A socket is open: forgets what belonged to the one before and returns the subscription messages to send. */
    List<String> onOpen();

    /**
     * One text frame of the current socket, on its reader thread. Blocking here holds the venue back.
     *
     * @throws IOException where a repair failed; the connection begins anew
     */
    Signal onText(String text) throws IOException;

    /** A binary frame, which no dialect here uses. */
    void onBinary(int bytes);
}
