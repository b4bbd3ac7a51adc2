package crucible.server.parity;

import java.io.IOException;

/** There is nothing to compare, or it cannot be; the message says why and what helps. */
public final class ParityRefused extends IOException {
    private static final long serialVersionUID = 1;

    ParityRefused(String message) {
        super(message);
    }
}
