package crucible.server.explain;

import crucible.model.TrialCount;
import crucible.server.record.EvidenceRun;
import crucible.server.record.RecordBlock;
import crucible.watchtower.EvidenceFigures;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.evidence.EProcess;
import crucible.watchtower.evidence.TrialSpread;
import crucible.watchtower.stat.Moments;
import java.util.TreeMap;

/** The evidence of every agent up to a boundary, as the judge had it. One thread. */
final class EvidenceSoFar {
    private final TreeMap<Integer, Track> agents = new TreeMap<>();
    private WatchtowerSettings settings = WatchtowerSettings.defaults();
    private RecordBlock block;
    private int boundaries;

    private static final class Track {
        private final Moments moments = new Moments();
        private final EProcess betting;
        private long seenBreaks;
        private boolean isWhole = true;

        Track(EProcess betting) {
            this.betting = betting;
        }

        void add(long observation, double value) {
            isWhole &= observation == moments.count() + 1;
            moments.add(value);
            betting.add(value);
        }
    }

    /** By which rules agents are judged; before their first return. */
    void judgedBy(WatchtowerSettings newSettings) {
        settings = newSettings;
    }

    /** From now on boundaries are those of this block. */
    void enter(RecordBlock newBlock) {
        block = newBlock;
        boundaries = 0;
    }

    /** Takes in the boundaries of the block before the event {@code sequence}. */
    void advance(long sequence) {
        while (boundaries < block.boundarySequences().length && block.boundarySequences()[boundaries] < sequence) {
            for (EvidenceRun run : block.evidence()) {
                if ((run.boundaryBits() >>> boundaries & 1) != 0) {
                    final int index = Long.bitCount(run.boundaryBits() & (1L << boundaries) - 1);
                    track(run.agentId()).add(run.firstObservation() + index, run.returns()[index]);
                }
            }
            boundaries++;
        }
    }

    /** An operator has seen the agent's losses beyond the bound so far. */
    void acknowledge(int agentId) {
        final Track track = track(agentId);
        track.seenBreaks = track.betting.boundBreaks();
    }

    /** An agent's evidence so far. */
    EvidenceFigures.Record of(int agentId, long intervalMs) {
        final Track track = track(agentId);
        return new EvidenceFigures.Record(
                agentId, intervalMs, track.moments, track.betting, track.betting.boundBreaks() - track.seenBreaks);
    }

    /** Whether no observation of the agent is missing before the newest one. */
    boolean isWhole(int agentId) {
        return track(agentId).isWhole;
    }

    /** Who competes with whom so far. */
    TrialCount trials(long timeMs) {
        final TrialSpread spread = new TrialSpread();
        agents.values().forEach(track -> spread.add(track.moments));
        return spread.count(TrialCount.Scope.LIVE_RECORDS, settings.minTrials().orElse(1), timeMs);
    }

    private Track track(int agentId) {
        return agents.computeIfAbsent(agentId, absent -> new Track(settings.newEProcess()));
    }
}
