package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaRing;
import crucible.runtime.ring.EventStage;
import crucible.server.arena.Arena;
import crucible.server.arena.DigestLog;
import crucible.server.arena.EngineSettings;
import crucible.server.arena.PublicationMeters;
import crucible.server.arena.RandomMarket;
import crucible.server.arena.Replay;
import crucible.server.crash.ChildImage;
import crucible.server.crash.ChildProcess;
import crucible.server.host.ExitCodes;
import crucible.server.host.StopSignal;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalSettings;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.RunInfo;
import crucible.server.view.RunMode;
import crucible.watchtower.ControlCounts;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An arena of which a stage stands still for ever, asked to stop: it ends all the same, and nothing is lost. */
class StuckStopTest {
    private static final long STUCK_AT = 3_000;
    private static final long SOON_MS = 1_500;
    private static final long NEVER_MS = 3_600_000;
    private static final String STANDS_STILL = "a stage stands still";

    @TempDir
    private static Path classes;

    private static ChildImage image;

    @TempDir
    private Path folder;

    @BeforeAll
    static void packTheClasses() {
        image = new ChildImage(classes);
    }

    /** Arguments: folder, format, milliseconds that a stop may take, event at which the first stage stands still. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            final Path folder = Path.of(arguments[0]);
            final StopSignal stop = StopSignal.listen(Long.parseLong(arguments[2]));
            final long stuckAt = Long.parseLong(arguments[3]);
            final JournalSettings journal = JournalSettings.defaults(folder.resolve("journal"), Journal.Fsync.NEVER)
                    .withFormat(Journal.Format.valueOf(arguments[1]));
            final RunInfo run = new RunInfo(
                    RunMode.DEMO,
                    "test",
                    0,
                    Rehearsal.rules().seed(),
                    Rehearsal.rules().slots(),
                    Rehearsal.rules().capitalUsdE8(),
                    Rehearsal.rules().timeframes(),
                    Rehearsal.rules().costs().digest(),
                    "");
            final Deaf deaf = new Deaf();
            final Arena arena = Arena.start(
                    Rehearsal.rules(),
                    EngineSettings.defaults(journal).withSnapshots(SnapshotSettings.defaults(folder.resolve("shots"))),
                    run,
                    0,
                    new Arena.Ears(deaf, deaf, venue -> 0, stage -> standingStill(stage, stuckAt)));
            final Thread feed = new Thread(() -> new RandomMarket(9, 4).play(arena.sequencer(), 300, 100_000), "feed");
            feed.setDaemon(true);
            feed.start();
            stop.await();
            arena.close();
            System.exit(0);
        }

        private static EventStage standingStill(EventStage journal, long stuckAt) {
            return event -> {
                journal.onEvent(event);
                if (event.sequence() == stuckAt) {
                    System.out.println(ChildProcess.MARK + STANDS_STILL);
                    awaitForEver();
                }
            };
        }

        private static void awaitForEver() {
            while (true) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    // not even by this
                }
            }
        }
    }

    private ChildProcess start(Journal.Format format, long withinMs) throws Exception {
        final ChildProcess child =
                new ChildProcess(image, Child.class, List.of("" + folder, format.name(), "" + withinMs, "" + STUCK_AT));
        assertThat(child.next()).isEqualTo(STANDS_STILL);
        return child;
    }

    private void everythingIsThere(Journal.Format format) {
        final JournalSettings settings = JournalSettings.defaults(folder.resolve("journal"), Journal.Fsync.NEVER);
        try (Journal journal = Journal.open(settings.withFormat(format))) {
            assertThat(journal.readBack().nextSequence()).isEqualTo(STUCK_AT + 1);
            assertThat(journal.readBack().cut()).isEmpty();
        }
        try (Replay replay = Replay.open(settings.directory(), 1, new DigestLog())) {
            replay.run(Long.MAX_VALUE, event -> {});
            assertThat(replay.lastSequence()).isEqualTo(STUCK_AT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenItsTimeIsOver(Journal.Format format) throws Exception {
        try (ChildProcess child = start(format, SOON_MS)) {
            child.terminate();
            assertThat(child.exitCode()).isEqualTo(ExitCodes.STUCK);
        }
        everythingIsThere(format);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 15", "INT, 2"})
    void endsAtOnceByASecondSignal(String signal, int number) throws Exception {
        try (ChildProcess child = start(Journal.Format.SEGMENTS, NEVER_MS)) {
            assumeFalse(
                    child.ignores(number),
                    signal + " is ignored by who started these tests, in the background perhaps");
            child.terminate();
            child.signal(signal);
            assertThat(child.exitCode()).isEqualTo(ExitCodes.SIGNALLED_TWICE);
        }
        everythingIsThere(Journal.Format.SEGMENTS);
    }

    /** Hears of everything and minds nothing. */
    private static final class Deaf implements PublicationMeters, ArenaRing.StageFailures {
        @Override
        public void onBar(Instrument instrument, ArenaEvent bar, long nanos) {}

        @Override
        public void onGap(Instrument instrument, Gap gap) {}

        @Override
        public void onFill(Outcome fill, boolean isCrowded) {}

        @Override
        public void onVerdict(Verdict verdict) {}

        @Override
        public void onQuarantine(Quarantine quarantine) {}

        @Override
        public void onSnapshot(ArenaSnapshot snapshot, int elitePoolSize, long trials) {}

        @Override
        public void onControlGroup(List<ControlCounts> counts) {}

        @Override
        public void onStageFailure(Throwable failure, long sequence, String event) {}

        @Override
        public void onJournalFailure(Throwable failure, long sequence) {}
    }
}
