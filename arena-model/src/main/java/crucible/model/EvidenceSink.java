package crucible.model;

/** Hears every return that the judge takes as evidence. Called on the judge's thread; must neither block nor allocate. */
@FunctionalInterface
public interface EvidenceSink {
    /** Hears nothing. */
    EvidenceSink NONE = (agentId, observation, value) -> {};

    /**
     * One more observation of an agent's record; at most one per agent and boundary.
     *
     * @param observation its number in that record, from 1, without holes
     * @param value simple return since the observation before, 0.01 = 1 %
     */
    void onReturn(int agentId, long observation, double value);
}
