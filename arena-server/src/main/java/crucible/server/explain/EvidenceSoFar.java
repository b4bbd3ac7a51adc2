package crucible.server.explain;

import crucible.server.record.EvidenceRun;
import crucible.server.record.RecordBlock;
import crucible.watchtower.Trials;
import crucible.watchtower.stat.Moments;
import java.util.TreeMap;

/** The evidence of every agent up to a boundary, as the judge had it. One thread. */
final class EvidenceSoFar {
    private final TreeMap<Integer, Track> agents = new TreeMap<>();
    private RecordBlock block;
    private int boundaries;

    private static final class Track {
        private final Moments moments = new Moments();
        private boolean isWhole = true;
        /** The newest boundary's return; not counted yet, for the judge may have looked before it came. */
        private double pending;

        private boolean isPending;

        void add(long observation, double value) {
            commit();
            isWhole &= observation == moments.count() + 1;
            pending = value;
            isPending = true;
        }

        void commit() {
            if (isPending) {
                moments.add(pending);
                isPending = false;
            }
        }
    }

    /** From now on boundaries are those of this block. */
    void enter(RecordBlock newBlock) {
        block = newBlock;
        boundaries = 0;
    }

    /** Takes in the boundaries of the block before the event {@code sequence}. */
    void advance(long sequence) {
        while (boundaries < block.boundarySequences().length && block.boundarySequences()[boundaries] < sequence) {
            commitUpTo(Integer.MAX_VALUE);
            for (EvidenceRun run : block.evidence()) {
                if ((run.boundaryBits() >>> boundaries & 1) != 0) {
                    final int index = Long.bitCount(run.boundaryBits() & (1L << boundaries) - 1);
                    agents.computeIfAbsent(run.agentId(), absent -> new Track())
                            .add(run.firstObservation() + index, run.returns()[index]);
                }
            }
            boundaries++;
        }
    }

    /** Counts the newest boundary's returns of all agents up to {@code agentId}. */
    void commitUpTo(int agentId) {
        agents.headMap(agentId, true).values().forEach(Track::commit);
    }

    /** An agent's evidence as far as it is counted. */
    Moments of(int agentId) {
        final Track track = agents.get(agentId);
        return track == null ? new Moments() : track.moments;
    }

    /** Whether no observation of the agent is missing before the newest one. */
    boolean isWhole(int agentId) {
        final Track track = agents.get(agentId);
        return track == null || track.isWhole;
    }

    /** Who competes with whom, as far as it is counted. */
    Trials trials() {
        final Trials trials = new Trials();
        agents.values().forEach(track -> trials.add(track.moments));
        return trials;
    }
}
