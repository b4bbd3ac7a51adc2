package crucible.model;

/**
 * The outbox: what the judge and the breeder ask for at a boundary. The sequencer publishes it in this order just
 * before the next boundary; on replay it is compared with the journal instead.
 */
public interface RequestSink {
    /** Asks for a verdict to take effect. */
    void verdict(Verdict verdict);

    /** Asks for a count of trials to hold. */
    void trials(TrialCount count);

    /** Asks for a birth. The agent id of {@code birth} is ignored: the sequencer gives the next one. */
    void birth(Birth birth);
}
