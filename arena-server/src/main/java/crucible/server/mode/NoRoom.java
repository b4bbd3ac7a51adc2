package crucible.server.mode;

import java.io.IOException;

/** The disk is too full for a server to start; what is on it is as it was. */
public final class NoRoom extends IOException {
    private static final long serialVersionUID = 1;

    NoRoom(String message) {
        super(message);
    }
}
