package crucible.model;

/** What kind of contract an instrument is. Only linear ones are known to the arena. */
public enum InstrumentKind {
    SPOT,
    PERPETUAL;

    /** Whether a position may be negative without anybody lending what is sold. */
    public boolean allowsShort() {
        return this == PERPETUAL;
    }
}
