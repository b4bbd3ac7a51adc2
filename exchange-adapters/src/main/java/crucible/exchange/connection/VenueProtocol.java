package crucible.exchange.connection;

import java.io.IOException;
import java.util.List;

/**
 * What a venue's dialect tells its {@link Connection}. The connection calls from its control thread and from the readers
 * of its sockets, but never at the same time, and each call sees what the earlier ones wrote.
 */
public interface VenueProtocol {
    /**
     * Before sockets that do not take over from living ones: forgets what was said on those before and hands on what REST
     * knows, all up to now. Control thread; may block.
     *
     * @param wasLive whether the feed has been live before, so that what is missing fell into an interruption
     * @throws IOException where the venue cannot be asked now; the connection waits and begins anew
     */
    void prepare(boolean wasLive) throws IOException;

    /**
     * Asks the venue for what may change under living sockets, such as order rules. Control thread, beside the readers;
     * may block.
     *
     * @return what brings it into effect; the connection runs it between two frames
     */
    Runnable look() throws IOException;

    /** Where to open sockets, {@code ws://} or {@code wss://}: several where the venue parts its streams. At least one. */
    List<String> socketUrls();

    /** The socket of that place in {@link #socketUrls()} is open. */
    VenueSession onOpen(int socket);

    /** A binary frame, which no dialect here uses. */
    void onBinary(int bytes);
}
