package crucible.model;

/** Where adapters report input that they refuse. Thread-safe; never blocks. */
public interface FrameRejections {
    /**
     * One refused frame or row.
     *
     * @param venue venue name
     * @param reason short, stable, lower case with hyphens, such as {@code malformed-json}: a metric label
     * @param detail what was found and what is allowed, for the log; at most a few hundred characters
     */
    void onRejected(String venue, String reason, String detail);
}
