package crucible.server.record;

/** The permanent record cannot be written or does not belong here; the message names the place and what is wrong. */
public final class RecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RecordException(String message) {
        super(message);
    }

    public RecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
