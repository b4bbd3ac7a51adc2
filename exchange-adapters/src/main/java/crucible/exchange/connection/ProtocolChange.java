package crucible.exchange.connection;

import java.io.IOException;

/** A change of what a protocol asks for; may block. Tried until it succeeds once. */
public interface ProtocolChange {
    /** @throws IOException where the venue cannot be asked now */
    void make() throws IOException;
}
