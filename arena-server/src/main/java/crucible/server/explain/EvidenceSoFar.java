package crucible.server.explain;

import crucible.model.Birth;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.server.record.EvidenceRun;
import crucible.server.record.RecordBlock;
import crucible.watchtower.EvidenceFigures;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.evidence.EProcess;
import crucible.watchtower.evidence.TrialGroups;
import crucible.watchtower.evidence.TrialSpread;
import crucible.watchtower.stat.Moments;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The evidence of every agent up to a boundary, as the judge had it. One thread. */
final class EvidenceSoFar {
    private final TreeMap<Integer, Track> agents = new TreeMap<>();
    private final Set<Integer> placebos = new TreeSet<>();
    /** Null where every agent counts. */
    private TrialGroups groups;

    private long nextRegroupMs = Long.MIN_VALUE;
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
        groups = settings.trialGroups().isPresent()
                ? new TrialGroups(settings.trialGroups().getAsDouble())
                : null;
    }

    /** An agent was born; the control group competes with nobody. */
    void born(Birth birth) {
        final boolean placebo = birth.origin().isControl();
        if (placebo) {
            placebos.add(birth.agentId());
        }
        if (groups != null) {
            groups.onBirth(birth.agentId(), !placebo);
        }
    }

    /** A verdict has taken effect. */
    void judged(Verdict verdict) {
        if (groups != null && verdict.kind() == Verdict.Kind.TERMINATE) {
            groups.onEnd(verdict.agentId());
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
            final long timeMs = block.boundaryTimesMs()[boundaries];
            for (EvidenceRun run : block.evidence()) {
                if ((run.boundaryBits() >>> boundaries & 1) != 0) {
                    final int index = Long.bitCount(run.boundaryBits() & (1L << boundaries) - 1);
                    track(run.agentId()).add(run.firstObservation() + index, run.returns()[index]);
                    if (groups != null) {
                        groups.onReturn(run.agentId(), run.returns()[index], timeMs);
                    }
                }
            }
            regroup(timeMs);
            boundaries++;
        }
    }

    /** As often, and at the same boundaries, as the judge does. */
    private void regroup(long timeMs) {
        if (groups != null && timeMs >= nextRegroupMs) {
            nextRegroupMs = timeMs + TrialGroups.EVERY_MS;
            groups.regroup(timeMs);
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
        agents.forEach((agentId, track) -> {
            if (!placebos.contains(agentId)) {
                spread.add(track.moments);
            }
        });
        final int atLeast = settings.minTrials().orElse(1);
        return groups == null
                ? spread.count(TrialCount.Scope.LIVE_RECORDS, atLeast, timeMs)
                : spread.count(TrialCount.Scope.LIVE_RECORDS, atLeast, timeMs, groups.joined());
    }

    private Track track(int agentId) {
        return agents.computeIfAbsent(agentId, absent -> new Track(settings.newEProcess()));
    }
}
