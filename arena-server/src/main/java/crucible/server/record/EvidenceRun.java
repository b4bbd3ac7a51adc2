package crucible.server.record;

/**
 * Consecutive observations of one agent's record within a block.
 *
 * @param agentId whose
 * @param firstObservation number of the first in the agent's record, from 1
 * @param boundaryBits bit i is set where the block's i-th boundary brought an observation
 * @param returns one for each bit that is set, in order
 */
@SuppressWarnings("ArrayRecordComponent")
public record EvidenceRun(int agentId, long firstObservation, long boundaryBits, double[] returns) {
    public EvidenceRun {
        if (Long.bitCount(boundaryBits) != returns.length) {
            throw new IllegalArgumentException("required: as many returns as boundaries of agent " + agentId
                    + ", but were " + returns.length + " and " + Long.bitCount(boundaryBits));
        }
    }
}
