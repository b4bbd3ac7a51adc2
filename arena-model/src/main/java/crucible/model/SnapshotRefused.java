package crucible.model;

/** Stored state does not fit the software that reads it, or is cut; the message names the field's path. */
public final class SnapshotRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SnapshotRefused(String message) {
        super(message);
    }
}
