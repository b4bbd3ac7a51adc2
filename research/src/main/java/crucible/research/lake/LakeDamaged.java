package crucible.research.lake;

import java.io.IOException;

/** A file of the lake is not what its manifest says, or cannot be read; the message names file and what was found. */
public final class LakeDamaged extends IOException {
    private static final long serialVersionUID = 1;

    LakeDamaged(String message) {
        super(message);
    }

    LakeDamaged(String message, Throwable cause) {
        super(message, cause);
    }
}
