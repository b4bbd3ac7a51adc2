package crucible.server.arena;

import crucible.runtime.event.ListingChange;
import crucible.runtime.event.Quarantine;
import crucible.runtime.ring.ArenaRing;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Sequencer;
import crucible.server.journal.DiskRoom;
import crucible.server.journal.FileLayer;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalException;
import crucible.server.journal.ReadBack;
import crucible.server.record.RecordStore;
import crucible.server.record.Recorder;
import crucible.server.snapshot.SnapshotStore;
import crucible.server.snapshot.Snapshots;
import crucible.server.view.ArenaControl;
import crucible.server.view.ArenaReadModel;
import crucible.server.view.BacktestTrialsView;
import crucible.server.view.BarAgreementView;
import crucible.server.view.CommandResult;
import crucible.server.view.EventFeed;
import crucible.server.view.ModeView;
import crucible.server.view.ParityView;
import crucible.server.view.RunInfo;
import crucible.server.view.RunMode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running arena: a tournament on the ring, its journal, and what it shows. Start and recovery are one path: whatever the
 * journal holds is replayed first, then the sequencer goes on where it ends. Opened and closed by one thread.
 */
public final class Arena implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Arena.class);
    private static final long DRAIN_MS = 30_000;

    /** Fills that can be explained without the journal; some 400 bytes each. */
    private static final int FILLS_KEPT = 10_000;

    private final Tournament tournament;
    private final Journal journal;
    private final ArenaRing ring;
    private final Sequencer sequencer;
    private final Commands commands;
    private final RingWatchdog watchdog;
    private final ArenaShow show;
    private final DigestLog digests;
    private final Snapshots snapshots;
    private final Recorder recorder;
    private final List<Answered> answered;
    private final FitThread fits;
    private boolean closed;

    private Arena(Engine engine, Show show, Ears ears) {
        this.tournament = engine.tournament();
        this.journal = engine.journal();
        this.ring = engine.ring();
        this.sequencer = engine.sequencer();
        this.commands = show.commands();
        this.digests = show.digests();
        this.snapshots = engine.snapshots();
        this.recorder = show.recorder();
        this.answered = show.answered();
        this.fits = show.fits();
        this.watchdog = new RingWatchdog(ring);
        this.show = new ArenaShow(
                show.publication(),
                show.histories(),
                show.feed(),
                tournament,
                sequencer,
                watchdog::isStalled,
                ears.around());
    }

    private record Engine(
            Tournament tournament, Journal journal, ArenaRing ring, Sequencer sequencer, Snapshots snapshots) {}

    /** What is kept of the tournament: every event for a time, some for ever. */
    private record Kept(Journal journal, RecordStore record, Recorder recorder, HistoryFiles shown) {
        /** What is on the disk before a snapshot is; in this order nothing is lost wherever a process dies. */
        void ground(long sequence) throws IOException {
            recorder.syncUpTo(sequence);
            shown.save(sequence);
        }
    }

    private record Show(
            Publication publication,
            Histories histories,
            EventFeed feed,
            DigestLog digests,
            Commands commands,
            Recorder recorder,
            List<Answered> answered,
            FitThread fits) {}

    /**
     * What an arena tells while it runs.
     *
     * @param meters counts what happens
     * @param failures hears what stages throw
     * @param framesRejected refused frames by venue name
     * @param timed wraps the journal, to measure it
     * @param room is asked before the journal takes more of the disk
     * @param around what is known of the server around it
     */
    public record Ears(
            PublicationMeters meters,
            ArenaRing.StageFailures failures,
            ToLongFunction<String> framesRejected,
            UnaryOperator<EventStage> timed,
            DiskRoom room,
            Around around) {
        /** Of a server that nobody looks after. */
        public Ears(
                PublicationMeters meters,
                ArenaRing.StageFailures failures,
                ToLongFunction<String> framesRejected,
                UnaryOperator<EventStage> timed) {
            this(meters, failures, framesRejected, timed, DiskRoom.UNWATCHED, Around.NOTHING);
        }
    }

    /**
     * What is known of the server around an arena.
     *
     * @param modes the troubles that it is in
     * @param parity the newest nightly comparison with a backtest
     * @param barAgreement how bars agree with trades
     * @param backtests those that are registered; asked for by who serves callers, never on the ring
     * @param nowMs what time it is at the venue, epoch milliseconds
     */
    public record Around(
            Supplier<List<ModeView>> modes,
            Supplier<Optional<ParityView>> parity,
            Supplier<List<BarAgreementView>> barAgreement,
            Supplier<BacktestTrialsView> backtests,
            LongSupplier nowMs) {
        /** Nothing is. */
        static final Around NOTHING = new Around(
                List::of, Optional::empty, List::of, () -> BacktestTrialsView.NONE, System::currentTimeMillis);
    }

    /** An operator's order from before the start and what became of it. */
    public record Answered(
            String requestId, String idempotencyKey, String bodyDigest, long eventTimeMs, CommandResult result) {}

    /**
     * Starts the tournament that the journal holds, or a new one under {@code rules} where it holds none.
     *
     * @param beginMs where event time of a new tournament begins: the venue's present
     * @throws IllegalArgumentException where the journal was written under other rules
     * @throws crucible.server.journal.JournalException where the journal cannot be opened or read
     */
    public static Arena start(TournamentRules rules, EngineSettings settings, RunInfo run, long beginMs, Ears ears)
            throws InterruptedException {
        final Listeners listeners = new Listeners();
        final Histories histories = new Histories(rules.slots());
        final EventFeed feed = new EventFeed();
        final DigestLog digests = new DigestLog();
        final Publication publication = new Publication(
                run, feed, histories, ears.meters(), ears.framesRejected(), listeners::ringFill, System::nanoTime);
        listeners.add(publication);
        listeners.add(digests);
        final FillLog fillLog = new FillLog(rules.costs(), FILLS_KEPT);
        listeners.add(fillLog);
        publication.watchFills(fillLog);
        final AnsweredCommands answered = new AnsweredCommands();
        listeners.add(answered);
        final Journal journal = Journal.open(settings.journal(), ears.room());
        final boolean resumes = journal.readBack().hasRecords();
        final Recorder recorder;
        final Engine engine;
        try {
            final RecordStore record = RecordStore.open(settings.recordDirectory(), FileLayer.DISK);
            record.expectJournal(journal.readBack().nextSequence());
            recorder = new Recorder(record);
            listeners.add(recorder);
            final Kept kept = new Kept(
                    journal,
                    record,
                    recorder,
                    new HistoryFiles(histories, settings.snapshots().directory(), FileLayer.DISK, rules));
            engine = resumes
                    ? resume(rules, settings, run, listeners, kept, ears)
                    : engine(Tournament.of(rules, settings.lanes(), listeners), settings, run, kept, ears);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
        publication.watch(
                engine.tournament().factory()::elite,
                engine.tournament().watchtower()::field,
                engine.tournament().watchtower()::controlGroup);
        listeners.ring(engine.ring());
        final Commands commands = new Commands(engine.sequencer(), rules.costs());
        listeners.commands(commands);
        final List<Answered> answeredBefore = answered.list();
        recorder.goLive();
        publication.watchVolatility(engine.tournament().fits());
        final FitThread fits = new FitThread(
                run.mode() == RunMode.DEMO ? Long.MAX_VALUE : FitThread.LIVE_PATIENCE_NANOS, System::nanoTime);
        engine.tournament().fits().runBy(fits);
        goOn(engine, resumes, run.version(), beginMs);
        return new Arena(
                engine,
                new Show(publication, histories, feed, digests, commands, recorder, answeredBefore, fits),
                ears);
    }

    /** Lets the stages run and publishes what is due before any feed says something. */
    private static void goOn(Engine engine, boolean resumes, String version, long beginMs) throws InterruptedException {
        final Tournament tournament = engine.tournament();
        final Sequencer sequencer = engine.sequencer();
        final int bornBefore = tournament.core().arbiter().agents();
        final List<Quarantine> wrongBooks = tournament.core().audit();
        engine.ring().start();
        if (resumes) {
            wrongBooks.forEach(sequencer::quarantine);
            sequencer.resume();
        } else {
            sequencer.genesis(tournament.genesis(version), beginMs);
        }
        // A run that ended right after its genesis may have left some of them unborn.
        if (bornBefore < tournament.rules().slots()) {
            tournament.founders().stream().skip(bornBefore).forEach(sequencer::birth);
        }
    }

    private static Engine resume(
            TournamentRules rules, EngineSettings settings, RunInfo run, Listeners listeners, Kept kept, Ears ears) {
        final SnapshotStore store = new SnapshotStore(settings.snapshots());
        try (Replay replay =
                Recovery.begin(store, settings.journalDirectory(), settings.lanes(), listeners, kept.record())) {
            if (!replay.tournament().rules().equals(rules)) {
                throw new IllegalArgumentException("the journal in " + settings.journalDirectory()
                        + " was written under other rules: "
                        + replay.tournament().rules() + ", asked for are " + rules
                        + "; start with the old rules or with an empty data directory");
            }
            kept.recorder().begin(replay.startSequence() - 1);
            if (replay.startSequence() > 0) {
                kept.shown()
                        .restore(
                                replay.startSequence() - 1,
                                kept.journal().readBack().nextSequence() - 1,
                                settings.recordDirectory());
            }
            replay.withoutDigests().run(Long.MAX_VALUE, event -> {});
            expectAllReplayed(replay, kept.journal().readBack());
            final Engine engine = engine(replay.tournament(), settings, run, kept, ears);
            engine.sequencer().takeOver(replay.tournament().core());
            LOG.info(
                    "replayed {} journaled events from {}; the tournament goes on where it stood",
                    replay.events(),
                    replay.startSequence() == 0 ? "genesis" : "event " + replay.startSequence());
            return engine;
        }
    }

    /** The tournament must stand where the journal ends, or the next event would be written behind a hole. */
    private static void expectAllReplayed(Replay replay, ReadBack readBack) {
        readBack.cut()
                .ifPresent(cut -> LOG.warn(
                        "the journal's end was cut: {}; {} bytes and {} whole records behind it are lost and set aside",
                        cut.reason(),
                        cut.lostBytes(),
                        cut.lostRecords()));
        if (replay.lastSequence() + 1 != readBack.nextSequence()) {
            throw new JournalException("the journal ends before record " + readBack.nextSequence()
                    + ", but could be replayed only to " + replay.lastSequence());
        }
    }

    private static Engine engine(Tournament tournament, EngineSettings settings, RunInfo run, Kept kept, Ears ears) {
        final Journal journal = kept.journal();
        final Snapshots snapshots = new Snapshots(
                settings.snapshots(),
                new SnapshotStore(settings.snapshots()),
                new Snapshots.Source(run.version(), tournament.rules().toJson(), journal::chainHash, kept::ground),
                settings.lanes(),
                journal::prune);
        tournament.core().checkpoints(snapshots);
        final ArenaRing ring = new ArenaRing(
                settings.ringSlots(), tournament.core(), ears.timed().apply(journal), ears.failures());
        final Sequencer sequencer = new Sequencer(
                ring,
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(
                        tournament.rules().timeframes(),
                        settings.boundaryGraceMs(),
                        settings.checkpointEveryBoundaries(),
                        settings.stopAfterBoundaries()),
                System::nanoTime);
        return new Engine(tournament, journal, ring, sequencer, snapshots);
    }

    /** Where feeds, ticks and births go in. */
    public Sequencer sequencer() {
        return sequencer;
    }

    /** What it shows. */
    public ArenaReadModel view() {
        return show;
    }

    /** Where operators' orders go in. */
    public ArenaControl control() {
        return commands;
    }

    /** Takes the order that an instrument comes or goes; whoever feeds the arena has to follow. */
    public CompletableFuture<CommandResult> list(ListingChange change) {
        return commands.list(change);
    }

    /** Operators' commands that the journal held at the start, with their answers. */
    public List<Answered> answered() {
        return answered;
    }

    /** Digests taken so far; complete once the arena is closed. */
    public DigestLog digests() {
        return digests;
    }

    /** Whether a stage of the ring stands still although events wait for it. */
    public boolean isStalled() {
        return watchdog.isStalled();
    }

    /** How the snapshots have gone so far. */
    public Snapshots.Count snapshots() {
        return snapshots.count();
    }

    /** The snapshot that was written last; null before the first. */
    public Snapshots.Newest newestSnapshot() {
        return snapshots.newest();
    }

    /** How the permanent record has gone so far. */
    public Recorder.Count record() {
        return recorder.count();
    }

    /** How many times an agent has looked at a bar; exact once the arena is closed. */
    public long agentSteps() {
        return tournament.core().agentSteps();
    }

    /**
     * Takes nothing in any more, lets everything through, takes the digest, ends the threads and syncs the journal. Waits
     * for as long as a stage stands still.
     *
     * @throws StageStandsStill where the last events do not come through: the journal holds them, and is left as it is
     * @throws JournalException where the journal cannot be closed
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        // So that the snapshot at the end is not left out because an earlier one is still being written.
        snapshots.finish();
        sequencer.close();
        commands.close();
        fits.close();
        final boolean drained = ring.close(DRAIN_MS);
        watchdog.close();
        if (!drained) {
            // Whoever stands still may be in the journal: closing it under his hands could only do harm.
            throw new StageStandsStill("a stage stands still, the ring did not drain within " + DRAIN_MS
                    + " ms; what is journaled is recovered");
        }
        try {
            snapshots.close();
            tournament.core().arbiter().tellDigests();
            recorder.close();
        } finally {
            journal.close();
        }
    }
}
