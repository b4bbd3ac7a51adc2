package crucible.server.view;

/** A trouble in which a server works less than wholly. */
public enum Mode {
    /** The disk is nearly full. */
    DISK("disk"),
    /** The journal takes long. */
    JOURNAL_SLOW("journal-slow"),
    /** A venue is not heard, or no bars come. */
    FEED_STALE("feed-stale"),
    /** The wall clock was moved. */
    CLOCK_STEP("clock-step"),
    /** The heap is nearly used up. */
    MEMORY("memory");

    private final String label;

    Mode(String label) {
        this.label = label;
    }

    /** Its name in answers and metrics. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
