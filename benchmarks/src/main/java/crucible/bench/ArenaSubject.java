package crucible.bench;

import crucible.model.AgentState;
import crucible.model.FeedSink;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.ArenaRing;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Roster;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.Tournament;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalSettings;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.snapshot.SnapshotStore;
import crucible.server.snapshot.Snapshots;
import java.nio.file.Path;

/**
 * The arena itself: sequencer, ring, features, lanes with desks, Watchtower and factory. The rules that end agents are
 * off, so that the number of agents stays what it is; marks, moments and looks at PSR go on.
 */
final class ArenaSubject implements Subject {
    private static final int RING_SLOTS = 1024;

    private final Ear ear = new Ear();
    private final Tournament tournament;
    private final ArenaRing ring;
    private final Sequencer sequencer;
    private final Snapshots digests;
    private final Journal journal;
    private final int agents;
    private final int lanes;

    /**
     * @param checkpointEveryBoundaries how often the state digest is taken
     * @param settings a journal in an empty directory; null for no journal
     */
    ArenaSubject(int agents, int lanes, int checkpointEveryBoundaries, JournalSettings settings)
            throws InterruptedException {
        this.agents = agents;
        this.lanes = lanes;
        tournament = Tournament.of(BenchRules.nobodyDies(agents), lanes, ear);
        journal = settings == null ? null : Journal.open(settings);
        digests = new Snapshots(
                SnapshotSettings.none(Path.of("none")),
                new SnapshotStore(SnapshotSettings.none(Path.of("none"))),
                new Snapshots.Source("benchmark", "", () -> "", Snapshots.Ground.NONE),
                lanes,
                sequence -> {});
        tournament.core().checkpoints(digests);
        ring = new ArenaRing(RING_SLOTS, tournament.core(), journal == null ? EventStage.NONE : journal, ear);
        sequencer = new Sequencer(
                ring,
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(
                        tournament.rules().timeframes(), 10_000, checkpointEveryBoundaries, Long.MAX_VALUE),
                System::nanoTime);
        ring.start();
        sequencer.genesis(tournament.genesis("benchmark"));
        tournament.founders().forEach(sequencer::birth);
    }

    /** Hears the arbiter; every field belongs to its thread until the ring stands still. */
    private static final class Ear implements ArenaListener, ArenaRing.StageFailures {
        private final Latencies latencies = new Latencies();
        private long bars;
        private long fills;
        private long verdicts;
        private Roster roster;
        private String digest = "";
        private volatile Throwable failure;

        @Override
        public void onEvent(ArenaEvent event) {
            if (event.kind() == EventKind.BAR) {
                bars++;
                latencies.onBar(event.publishedNanos(), System.nanoTime());
            }
        }

        @Override
        public void onOutcome(Outcome outcome) {
            fills += outcome.end() == null ? 1 : 0;
        }

        @Override
        public void onVerdict(Verdict verdict) {
            verdicts++;
        }

        @Override
        public void onBoundary(ArenaEvent boundary, Roster arbiter) {
            roster = arbiter;
            latencies.onStepEnd();
        }

        @Override
        public void onDigest(long sequence, long boundaryTimeMs, String stateDigest) {
            digest = stateDigest;
        }

        @Override
        public void onStageFailure(Throwable thrown, long sequence, String event) {
            failure = thrown;
        }

        @Override
        public void onJournalFailure(Throwable thrown, long sequence) {
            failure = thrown;
        }
    }

    @Override
    public String name() {
        return journal == null ? "arena" : "arena, journal";
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public FeedSink market() {
        return sequencer;
    }

    @Override
    public void settle() {
        ring.awaitJudged();
    }

    @Override
    public long steps() {
        return tournament.core().agentSteps();
    }

    @Override
    public Latencies latencies() {
        return ear.latencies;
    }

    @Override
    public String threadPrefix() {
        return "arena-stage-";
    }

    /** Fills so far; after {@link #settle}. */
    long fills() {
        return ear.fills;
    }

    /** Verdicts so far; after {@link #settle}. */
    long verdicts() {
        return ear.verdicts;
    }

    @Override
    public String check(long bars) {
        sequencer.close();
        digests.close();
        tournament.core().arbiter().tellDigests();
        if (ear.failure != null) {
            throw new IllegalStateException("a stage failed", ear.failure);
        }
        require(ear.bars == bars, "the ring saw " + ear.bars + " bars of " + bars);
        require(ear.roster.agents() == agents, ear.roster.agents() + " agents instead of " + agents);
        int trading = 0;
        for (int id = 0; id < agents; id++) {
            final AgentRow row = ear.roster.row(id);
            require(row.bookErrorUsdE8() == 0, "the books of agent " + id + " are off by " + row.bookErrorUsdE8());
            require(row.state() != AgentState.QUARANTINED, "agent " + id + " was quarantined");
            trading += row.closedTrades() > 0 ? 1 : 0;
        }
        require(2 * trading > agents, "only " + trading + " of " + agents + " agents have traded");
        return ear.digest;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public void close() {
        ring.close(30_000);
        if (journal != null) {
            journal.close();
        }
    }
}
