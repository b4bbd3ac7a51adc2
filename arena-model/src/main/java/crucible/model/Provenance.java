package crucible.model;

/** Where a bar came from and when. Every bar says so; agents, fills and statistics treat the kinds differently. */
public enum Provenance {
    /** Delivered by the stream in time. */
    LIVE,
    /** Delivered by the stream, but after its boundary had been declared. */
    LATE,
    /** Fetched by REST after an interruption while the server ran. */
    REPAIRED,
    /** Happened while the server was not listening: warm-up history and the hole of a downtime. */
    OFFLINE,
    /** The venue confirms that nothing traded: flat at the last close, volume 0. */
    SYNTHETIC,
    /** The venue's later correction of a bar that was already published. */
    REVISED;

    private static final Provenance[] ALL = values();

    /** Whether an agent may open a position on such a bar (closing is always allowed). */
    public boolean allowsEntry() {
        return this == LIVE;
    }

    /** Whether the evidence series counts a return over such a bar. */
    public boolean countsAsEvidence() {
        return this != SYNTHETIC && this != OFFLINE;
    }

    /** The constant at {@code ordinal}, without copying the array. */
    public static Provenance at(int ordinal) {
        return ALL[ordinal];
    }
}
