package crucible.exchange.connection;

import java.io.IOException;
import java.util.List;

/** What is said on one socket. Called as its {@link VenueProtocol} is. */
public interface VenueSession {
    /** The subscription messages to send, at least one. */
    List<String> messages();

    /**
     * One text frame of the socket, on its reader thread. Blocking here holds the venue back.
     *
     * @throws IOException where a repair failed; the connection begins anew
     */
    Signal onText(String text) throws IOException;
}
