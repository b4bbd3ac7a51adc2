package crucible.server.view;

/** The venue cannot be asked now, so an order that needs its answer came to nothing and may be given again. */
public final class VenueSilent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message in plain words, for the one who gave the order */
    public VenueSilent(String message) {
        super(message);
    }
}
