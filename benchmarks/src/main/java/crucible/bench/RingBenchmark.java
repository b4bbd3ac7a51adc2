package crucible.bench;

import crucible.bench.Measurement.Plan;
import crucible.bench.Measurement.Result;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalSettings;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The whole path from a bar to the last agent's decision: the arena's own sequencer, ring and stages, with and without a
 * journal, beside the floor in the same process. Checks its own answer: every bar seen once, books exact, digests equal
 * on any number of lanes.
 */
@Command(
        name = "ring",
        mixinStandardHelpOptions = true,
        description = "Pushes bars through the arena's ring and measures agent steps, allocation and latency.")
public final class RingBenchmark implements Callable<Integer> {
    private static final long SEED = 42;

    @Option(names = "--agents", defaultValue = "1000", description = "number of agents (default: ${DEFAULT-VALUE})")
    private int agents;

    @Option(names = "--instruments", defaultValue = "20", description = "number of instruments (${DEFAULT-VALUE})")
    private int instruments;

    @Option(names = "--lanes", split = ",", defaultValue = "1,2", description = "lanes to try (${DEFAULT-VALUE})")
    private List<Integer> lanes;

    @Option(names = "--warm-up", defaultValue = "400", description = "steps before measuring (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--saturated", defaultValue = "1000", description = "steps at full speed (${DEFAULT-VALUE})")
    private int saturated;

    @Option(names = "--closes", defaultValue = "200", description = "steps with all bars at once (${DEFAULT-VALUE})")
    private int closes;

    @Option(names = "--single", defaultValue = "100", description = "steps bar by bar (${DEFAULT-VALUE})")
    private int single;

    @Option(
            names = "--checkpoint-every",
            defaultValue = "12",
            description = "boundaries between state digests (${DEFAULT-VALUE}, as the server has it)")
    private int checkpointEvery;

    @Option(
            names = "--fsync",
            defaultValue = "EVERY_BOUNDARY",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Journal.Fsync fsync;

    @Option(names = "--format", defaultValue = "CHRONICLE", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Journal.Format format;

    @Option(names = "--rounds", defaultValue = "1", description = "repeats everything (${DEFAULT-VALUE})")
    private int rounds;

    private final PrintStream out;

    RingBenchmark(PrintStream out) {
        this.out = out;
    }

    /** Exit code 0 where every check held, 1 where one did not, 2 for wrong options. */
    public static void main(String[] args) {
        System.exit(run(System.out, args));
    }

    /** Runs it with the command line's options. */
    static int run(PrintStream out, String... args) {
        return new CommandLine(new RingBenchmark(out)).execute(args);
    }

    @Override
    public Integer call() throws Exception {
        final Plan plan = new Plan(300, warmUp, saturated, closes, single, 50_000_000, 1_000_000);
        final MarketTape tape = new MarketTape(SEED, instruments, plan.history(), plan.live());
        out.printf(
                Locale.ROOT,
                "%d agents, %d instruments, %d steps of the market; java %s, %d processors%n",
                agents,
                instruments,
                plan.live(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        for (int round = 1; round <= rounds; round++) {
            final List<Result> results = new ArrayList<>();
            for (int laneCount : lanes) {
                results.add(measure(tape, plan, new FloorRing(agents, laneCount, instruments)));
                results.add(measure(tape, plan, new ArenaSubject(agents, laneCount, checkpointEvery, null)));
                results.add(withJournal(tape, plan, laneCount));
                report(results.subList(results.size() - 3, results.size()));
            }
            requireEqualDigests(results);
        }
        out.println("checked: every bar seen once, books exact, the same state digest in every run");
        return 0;
    }

    private Result withJournal(MarketTape tape, Plan plan, int laneCount) throws Exception {
        try (Scratch scratch = new Scratch("ring-benchmark")) {
            final JournalSettings journal =
                    JournalSettings.defaults(scratch.path(), fsync).withFormat(format);
            return measure(tape, plan, new ArenaSubject(agents, laneCount, checkpointEvery, journal));
        }
    }

    private static Result measure(MarketTape tape, Plan plan, Subject subject) throws Exception {
        try (subject) {
            return new Measurement(tape, plan).of(subject);
        }
    }

    private static void requireEqualDigests(List<Result> results) {
        final List<String> digests = results.stream()
                .filter(result -> !result.name().equals("floor"))
                .map(Result::fingerprint)
                .distinct()
                .toList();
        if (digests.size() != 1) {
            throw new IllegalStateException("the state digest depends on lanes or journal: " + digests);
        }
    }

    private void report(List<Result> results) {
        final double floor = results.get(0).nanosPerStep();
        for (Result result : results) {
            out.printf(
                    Locale.ROOT,
                    "%-15s %d lane(s): %,d steps, %,.0f steps/s, %.1f ns per step (%.2f x floor), %.4f B per step%n",
                    result.name(),
                    result.lanes(),
                    result.steps(),
                    1e9 / result.nanosPerStep(),
                    result.nanosPerStep(),
                    result.nanosPerStep() / floor,
                    result.bytesPerStep());
            out.printf(
                    Locale.ROOT,
                    "    bar alone %s; all bars at once: a bar %s, the whole close %s%n",
                    microseconds(result.single().bar()),
                    microseconds(result.closes().bar()),
                    microseconds(result.closes().close()));
            for (Measurement.ThreadShare thread : result.threads()) {
                out.printf(
                        Locale.ROOT,
                        "    %s: %,d B, %.1f ns of processor time per step%n",
                        thread.name(),
                        thread.allocatedBytes(),
                        (double) thread.cpuNanos() / result.steps());
            }
        }
    }

    private static String microseconds(Histogram histogram) {
        return histogram.getTotalCount() == 0
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "p50 %,.0f p99 %,.0f µs",
                        histogram.getValueAtPercentile(50) / 1e3,
                        histogram.getValueAtPercentile(99) / 1e3);
    }
}
