package crucible.model;

/**
 * The Blueprint Factory as the arena sees it: keeps the elite pool and refills slots. Called on the judge's thread,
 * after the judge.
 */
public interface Breeder extends StateHolder {
    /** An agent was born, in whichever way. */
    void onBirth(Birth birth);

    /**
     * A verdict has taken effect; the agent's DNA is considered for the elite pool.
     *
     * @param score its score by the Watchtower, NaN where it has none
     * @param freedSlot the slot that it leaves, −1 if none
     */
    void onVerdict(Verdict verdict, double score, int freedSlot);

    /** Births for the slots that became free since the last boundary go out now. */
    void endBoundary(long boundaryTimeMs, RequestSink requests);
}
