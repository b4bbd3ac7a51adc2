package crucible.runtime.event;

/** Every kind of event that may change core state. The code is written to the journal and never changes. */
public enum EventKind {
    /** The tournament begins; payload {@link crucible.model.Genesis}. */
    GENESIS(1),
    /** An instrument appeared or its rules changed; payload {@link crucible.model.Instrument}. */
    INSTRUMENT(2),
    /** A closed bar. */
    BAR(3),
    /** Best bid and ask. */
    QUOTE(4),
    /** Bars that cannot be learned; payload {@link crucible.model.Gap}. */
    GAP(5),
    /** A venue's feed changed its state; payload {@link crucible.model.FeedStatus}. */
    FEED(6),
    /** Nothing else has moved event time for a while. */
    TICK(7),
    /** All bars due at an instant are in, or the missing ones are counted. */
    BOUNDARY(8),
    /** An operator's order; payload {@link crucible.model.AgentCommand}. */
    COMMAND(9),
    /** An agent is born; payload {@link crucible.model.Birth}. */
    BIRTH(10),
    /** A verdict takes effect; payload {@link crucible.model.Verdict}. */
    VERDICT(11),
    /** An agent failed and is taken out; payload {@link Quarantine}. */
    QUARANTINE(12),
    /** Trading stops for a cause outside the market, or goes on; payload {@link ModeChange}. */
    MODE(13),
    /** A fit of an instrument's volatility holds from now on; payload {@link crucible.model.VolatilityFit}. */
    VOLATILITY(14),
    /** A venue's mark price of a perpetual, and when it settles funding next. */
    MARK(15),
    /** A venue's settled funding rate; payload {@link crucible.model.Funding}. */
    FUNDING(16),
    /** How many trials competed for a sample; payload {@link crucible.model.TrialCount}. */
    TRIALS(17),
    /** What all agents together hold, as limits are measured by it; payload {@link crucible.model.Exposure}. */
    EXPOSURE(18),
    /** An operator takes an instrument in, or out; payload {@link ListingChange}. */
    LISTING(19);

    private static final EventKind[] BY_CODE = new EventKind[20];

    static {
        for (EventKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final byte code;

    EventKind(int code) {
        this.code = (byte) code;
    }

    /** Number in the journal. */
    public byte code() {
        return code;
    }

    /** The kind with this number; an unknown one is an error. */
    public static EventKind of(int code) {
        final EventKind kind = code >= 1 && code < BY_CODE.length ? BY_CODE[code] : null;
        if (kind == null) {
            throw new IllegalArgumentException(
                    "required: event kind lies in [1, " + (BY_CODE.length - 1) + "], but was " + code);
        }
        return kind;
    }
}
