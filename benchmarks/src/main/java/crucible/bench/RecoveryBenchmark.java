package crucible.bench;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.ArenaRing;
import crucible.server.arena.Arena;
import crucible.server.arena.DigestLog;
import crucible.server.arena.EngineSettings;
import crucible.server.arena.PublicationMeters;
import crucible.server.arena.Recovery;
import crucible.server.arena.Replay;
import crucible.server.arena.TournamentRules;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalReader;
import crucible.server.journal.JournalSettings;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.snapshot.SnapshotStore;
import crucible.server.view.RunInfo;
import crucible.server.view.RunMode;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a server needs until it stands where it stood: plays days of a tournament into a data directory, as the daemon
 * does, and starts from it again: after an orderly stop, after a crash an hour behind the newest snapshot, and from genesis.
 * Checks its own answer: every start comes to the state that the tournament had at its end.
 */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        description = "Makes a data directory of many days and measures starts from it.")
public final class RecoveryBenchmark implements Callable<Integer> {
    private static final long SEED = 42;
    private static final int HISTORY_STEPS = 300;
    private static final int STEPS_PER_DAY = 288;

    @Option(names = "--agents", defaultValue = "1000", description = "number of agents (default: ${DEFAULT-VALUE})")
    private int agents;

    @Option(names = "--instruments", defaultValue = "20", description = "number of instruments (${DEFAULT-VALUE})")
    private int instruments;

    @Option(names = "--days", defaultValue = "30", description = "days of the market (${DEFAULT-VALUE})")
    private int days;

    @Option(
            names = "--quotes",
            defaultValue = "10",
            description = "quotes of an instrument in 5 minutes (${DEFAULT-VALUE}; a busy market has 300)")
    private int quotes;

    @Option(names = "--lanes", defaultValue = "1", description = "lanes (${DEFAULT-VALUE}, as on two processors)")
    private int lanes;

    @Option(names = "--format", defaultValue = "CHRONICLE", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Journal.Format format;

    @Option(names = "--no-genesis", description = "leaves the start from genesis out")
    private boolean withoutGenesis;

    private final PrintStream out;

    RecoveryBenchmark(PrintStream out) {
        this.out = out;
    }

    /** Exit code 0 where every check held, 1 where one did not, 2 for wrong options. */
    public static void main(String[] args) {
        System.exit(run(System.out, args));
    }

    /** Runs it with the command line's options. */
    static int run(PrintStream out, String... args) {
        return new CommandLine(new RecoveryBenchmark(out)).execute(args);
    }

    /** Where the tournament ended. */
    private record End(long sequence, long arenaTimeMs, String digest) {
        static End of(DigestLog.Entry newest, Path journal) {
            final ArenaEvent event = new ArenaEvent();
            try (JournalReader reader = JournalReader.from(journal, newest.sequence())) {
                while (reader.next(event)) {
                    // to the end
                }
            }
            if (event.sequence() != newest.sequence()) {
                throw new IllegalStateException("the journal ends with event " + event.sequence()
                        + ", the newest digest is one of " + newest.sequence());
            }
            return new End(event.sequence(), event.arenaTimeMs(), newest.digest());
        }
    }

    @Override
    public Integer call() throws Exception {
        out.printf(
                Locale.ROOT,
                "%d agents, %d instruments, %d days of 5m bars, %d quotes a bar, %s; java %s, %d processors, load %.1f%n",
                agents,
                instruments,
                days,
                quotes,
                format,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        try (Scratch scratch = new Scratch("recovery-benchmark")) {
            final Path data = scratch.path();
            final End end = play(data);
            start("after an orderly stop", data, end);
            Files.delete(store(data).newestFirst().get(0).file());
            start("after a crash", data, end);
            if (!withoutGenesis) {
                for (SnapshotStore.Kept kept : store(data).newestFirst()) {
                    Files.delete(kept.file());
                }
                start("from genesis", data, end);
            }
        }
        out.println("checked: every start came to the state digest that the tournament had at its end");
        return 0;
    }

    private TournamentRules rules() {
        return BenchRules.asByDefault(agents);
    }

    private EngineSettings settings(Path data) {
        final JournalSettings journal = JournalSettings.defaults(data.resolve("journal"), Journal.Fsync.NEVER)
                .withFormat(format);
        return EngineSettings.defaults(journal)
                .withLanes(lanes)
                .withSnapshots(SnapshotSettings.defaults(data.resolve("snapshots")));
    }

    private SnapshotStore store(Path data) {
        return new SnapshotStore(settings(data).snapshots());
    }

    private Arena arena(Path data) throws InterruptedException {
        final TournamentRules rules = rules();
        final RunInfo run = new RunInfo(
                RunMode.DEMO,
                "benchmark",
                0,
                rules.seed(),
                agents,
                rules.capitalUsdE8(),
                rules.timeframes(),
                rules.costs().digest(),
                "");
        return Arena.start(
                rules,
                settings(data),
                run,
                0,
                new Arena.Ears(PublicationMeters.NONE, new Strict(), venue -> 0, UnaryOperator.identity()));
    }

    /** Plays the whole tournament; the state at its end. */
    private End play(Path data) throws Exception {
        final long startNanos = System.nanoTime();
        final Arena arena = arena(data);
        final MarketTape tape = new MarketTape(SEED, instruments, HISTORY_STEPS, days * STEPS_PER_DAY);
        tape.instruments().forEach(arena.sequencer()::onInstrument);
        tape.play(arena.sequencer(), quotes, 0, tape.steps().length, MarketTape.Pace.NONE);
        arena.close();
        final End end = End.of(arena.digests().newest(), settings(data).journalDirectory());
        out.printf(
                Locale.ROOT,
                "made in %.1f s: %,d events, %,d agent steps, %,d born; journal %,.1f MB, snapshots %,.1f MB, record %,.1f MB%n",
                (System.nanoTime() - startNanos) / 1e9,
                end.sequence() + 1,
                arena.agentSteps(),
                arena.view().current().totals().births(),
                bytes(data.resolve("journal")) / 1e6,
                bytes(data.resolve("snapshots")) / 1e6,
                bytes(settings(data).recordDirectory()) / 1e6);
        return end;
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    /** What a start does until the feeds may go on, but for the ring's threads. */
    private void start(String when, Path data, End end) {
        final long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        final long startNanos = System.nanoTime();
        try (Journal journal = Journal.open(settings(data).journal());
                Replay replay =
                        Recovery.begin(store(data), settings(data).journalDirectory(), lanes, ArenaListener.NONE)) {
            final long begunNanos = System.nanoTime();
            replay.withoutDigests().run(Long.MAX_VALUE, event -> {});
            final long nanos = System.nanoTime() - startNanos;
            final long cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
            final String digest = replay.tournament().core().stateDigest(end.sequence(), end.arenaTimeMs());
            if (!digest.equals(end.digest()) || journal.readBack().nextSequence() != end.sequence() + 1) {
                throw new IllegalStateException(
                        when + ": the state is " + digest + ", at the end of the tournament it was " + end.digest());
            }
            out.printf(
                    Locale.ROOT,
                    "%-22s %6.2f s (%.2f s of processor time), of these %.2f s to where the replay begins; %,d events replayed%n",
                    when,
                    nanos / 1e9,
                    cpuNanos / 1e9,
                    (begunNanos - startNanos) / 1e9,
                    replay.events());
        }
    }

    /** A failure ends the benchmark. */
    private static final class Strict implements ArenaRing.StageFailures {
        @Override
        public void onStageFailure(Throwable failure, long sequence, String event) {
            throw new IllegalStateException("a stage failed at event " + sequence, failure);
        }

        @Override
        public void onJournalFailure(Throwable failure, long sequence) {
            throw new IllegalStateException("the journal failed at event " + sequence, failure);
        }
    }
}
