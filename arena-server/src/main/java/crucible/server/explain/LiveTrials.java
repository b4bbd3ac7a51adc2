package crucible.server.explain;

import crucible.model.Birth;
import crucible.model.TrialCount;
import crucible.server.record.EvidenceRun;
import crucible.server.record.RecordBlock;
import crucible.server.record.RecordedEvent;
import crucible.watchtower.evidence.ReturnSummary;
import crucible.watchtower.stat.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The live trials of a tournament: a view over its permanent record, which is where they are kept. The control group is
 * none. One thread.
 */
public final class LiveTrials implements Consumer<RecordBlock> {
    private final TreeMap<Integer, Track> agents = new TreeMap<>();
    private TrialCount counted;

    private static final class Track {
        private final Moments moments = new Moments();
        private boolean isWhole = true;
        private String name = "?";
        private boolean isControl;
    }

    /**
     * One agent's record.
     *
     * @param isWhole whether no return is missing before its newest one
     */
    public record Trial(int agentId, String name, ReturnSummary returns, boolean isWhole) {}

    /** The next block of the record. */
    @Override
    public void accept(RecordBlock block) {
        for (RecordedEvent event : block.events()) {
            switch (event.kind()) {
                case BIRTH -> {
                    final Birth birth = event.payload(Birth.class);
                    final Track track = track(birth.agentId());
                    track.name = birth.blueprint().name();
                    track.isControl = birth.origin().isControl();
                }
                case TRIALS -> counted = event.payload(TrialCount.class);
                default -> {
                    // no other event says who was tried
                }
            }
        }
        for (EvidenceRun run : block.evidence()) {
            final Track track = track(run.agentId());
            track.isWhole &= run.firstObservation() == track.moments.count() + 1;
            for (double value : run.returns()) {
                track.moments.add(value);
            }
        }
    }

    /** All that were ever born, by ascending id. */
    public List<Trial> trials() {
        final List<Trial> trials = new ArrayList<>();
        agents.forEach((id, track) -> {
            if (!track.isControl) {
                trials.add(new Trial(id, track.name, ReturnSummary.of(track.moments), track.isWhole));
            }
        });
        return trials;
    }

    /** N and V as the newest count told them. */
    public Optional<TrialCount> counted() {
        return Optional.ofNullable(counted);
    }

    private Track track(int agentId) {
        return agents.computeIfAbsent(agentId, absent -> new Track());
    }
}
