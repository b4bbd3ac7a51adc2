package crucible.bench;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.Replay;
import crucible.server.arena.Tournament;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalReader;
import crucible.server.journal.JournalSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast a journal is read and replayed: quotes and bars of many instruments, without agents and with them. Checks its own
 * answer: every event is read, and every replay comes to the state of the run that wrote the journal.
 */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Writes a journal and measures reading and replaying it.")
public final class ReplayBenchmark implements Callable<Integer> {
    private static final long SEED = 42;
    private static final int HISTORY_STEPS = 300;

    @Option(names = "--agents", split = ",", defaultValue = "0,1000", description = "agents (${DEFAULT-VALUE})")
    private List<Integer> agents;

    @Option(names = "--instruments", defaultValue = "20", description = "number of instruments (${DEFAULT-VALUE})")
    private int instruments;

    @Option(names = "--steps", defaultValue = "12000", description = "5m intervals without agents (${DEFAULT-VALUE})")
    private int steps;

    @Option(names = "--agent-steps", defaultValue = "2000", description = "and with agents (${DEFAULT-VALUE})")
    private int agentSteps;

    @Option(names = "--rounds", defaultValue = "3", description = "repeats each measurement (${DEFAULT-VALUE})")
    private int rounds;

    private final PrintStream out;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    ReplayBenchmark(PrintStream out) {
        this.out = out;
    }

    /** Exit code 0 where every check held, 1 where one did not, 2 for wrong options. */
    public static void main(String[] args) {
        System.exit(run(System.out, args));
    }

    /** Runs it with the command line's options. */
    static int run(PrintStream out, String... args) {
        return new CommandLine(new ReplayBenchmark(out)).execute(args);
    }

    /** What the run that wrote a journal came to. */
    private record Written(long events, long steps, String digest) {}

    @Override
    public Integer call() throws IOException {
        out.printf(
                Locale.ROOT,
                "%d instruments; java %s, %d processors%n",
                instruments,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        for (int count : agents) {
            for (Journal.Format format : Journal.Format.values()) {
                try (Scratch scratch = new Scratch("replay-benchmark")) {
                    measure(scratch.path(), format, count);
                }
            }
        }
        out.println("checked: every event was read, every replay came to the state of the run that wrote the journal");
        return 0;
    }

    private void measure(Path directory, Journal.Format format, int count) {
        final Written written = write(directory, format, count);
        out.printf(Locale.ROOT, "%s, %d agents, %,d events%n", format, count, written.events);
        for (int round = 1; round <= rounds; round++) {
            timed("read", written, () -> read(directory));
            timed("replay", written, () -> replay(directory, written));
        }
    }

    private Written write(Path directory, Journal.Format format, int count) {
        final MarketTape tape = new MarketTape(SEED, instruments, HISTORY_STEPS, count == 0 ? steps : agentSteps);
        final Tournament tournament = Tournament.of(BenchRules.nobodyDies(Math.max(1, count)), 1, ArenaListener.NONE);
        final long[] newest = new long[2];
        try (Journal journal = Journal.open(
                JournalSettings.defaults(directory, Journal.Fsync.NEVER).withFormat(format))) {
            final Sequencer sequencer = new Sequencer(
                    new DirectSlots(tournament.core(), event -> {
                        journal.onEvent(event);
                        newest[0] = event.sequence();
                        newest[1] = event.arenaTimeMs();
                    }),
                    tournament.core().outbox(),
                    new Sequencer.SequencerSettings(tournament.rules().timeframes(), 10_000, 12, Long.MAX_VALUE),
                    () -> 0);
            sequencer.genesis(tournament.genesis("benchmark"));
            if (count > 0) {
                tournament.founders().forEach(sequencer::birth);
            }
            tape.instruments().forEach(sequencer::onInstrument);
            tape.play(sequencer, 0, tape.steps().length, MarketTape.Pace.NONE);
        }
        return new Written(
                newest[0] + 1, tournament.core().agentSteps(), tournament.core().stateDigest(newest[0], newest[1]));
    }

    private static long read(Path directory) {
        final ArenaEvent event = new ArenaEvent();
        long read = 0;
        try (JournalReader reader = new JournalReader(directory)) {
            while (reader.next(event)) {
                read++;
            }
        }
        return read;
    }

    private static long replay(Path directory, Written written) {
        try (Replay replay = Replay.open(directory, 1, ArenaListener.NONE)) {
            final long[] arenaTimeMs = new long[1];
            replay.withoutDigests().run(Long.MAX_VALUE, event -> arenaTimeMs[0] = event.arenaTimeMs());
            final String digest = replay.tournament().core().stateDigest(replay.lastSequence(), arenaTimeMs[0]);
            if (!digest.equals(written.digest)) {
                throw new IllegalStateException("replayed to the state " + digest + ", written was " + written.digest);
            }
            return replay.events();
        }
    }

    private void timed(String what, Written written, LongSupplier work) {
        final long cpuBefore = threads.getCurrentThreadCpuTime();
        final long startNanos = System.nanoTime();
        final long events = work.getAsLong();
        final long nanos = System.nanoTime() - startNanos;
        final long cpuNanos = threads.getCurrentThreadCpuTime() - cpuBefore;
        if (events != written.events) {
            throw new IllegalStateException(what + ": " + events + " events of " + written.events);
        }
        out.printf(
                Locale.ROOT,
                "    %-6s %,9.0f events/s, %6.0f ns per event; of processor time %,9.0f events/s, %6.0f ns per event",
                what,
                1e9 * events / nanos,
                (double) nanos / events,
                1e9 * events / cpuNanos,
                (double) cpuNanos / events);
        if (written.steps > 0) {
            out.printf(Locale.ROOT, ", %.1f ns per agent step", (double) cpuNanos / written.steps);
        }
        out.println();
    }
}
