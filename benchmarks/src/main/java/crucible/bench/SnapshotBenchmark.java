package crucible.bench;

import crucible.model.CopyDigest;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.lane.AgentLane;
import crucible.runtime.ring.ArenaCore;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.Tournament;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a snapshot costs the ring: each stage's copy of its state at a boundary, with an hour of the market between two
 * copies, so that caches are as cold as they are in life. Checks its own answer: the last copy restores, on another number
 * of lanes, to the state digest that it was made at.
 */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        description = "Copies the state of an arena again and again and measures each stage's share.")
public final class SnapshotBenchmark implements Callable<Integer> {
    private static final long SEED = 42;
    private static final int HISTORY_STEPS = 300;
    private static final long LONGEST_NANOS = 60_000_000_000L;

    @Option(names = "--agents", defaultValue = "10000", description = "number of agents (default: ${DEFAULT-VALUE})")
    private int agents;

    @Option(names = "--instruments", defaultValue = "20", description = "number of instruments (${DEFAULT-VALUE})")
    private int instruments;

    @Option(names = "--lanes", defaultValue = "2", description = "lanes (${DEFAULT-VALUE})")
    private int lanes;

    @Option(names = "--warm-up", defaultValue = "10", description = "copies before measuring (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--copies", defaultValue = "20", description = "copies that are measured (${DEFAULT-VALUE})")
    private int copies;

    @Option(names = "--every", defaultValue = "12", description = "boundaries between two copies (${DEFAULT-VALUE})")
    private int every;

    private final PrintStream out;
    private final CopyDigest digest = new CopyDigest();
    private final Map<String, Histogram> shares = new LinkedHashMap<>();

    SnapshotBenchmark(PrintStream out) {
        this.out = out;
    }

    /** Exit code 0 where every check held, 1 where one did not, 2 for wrong options. */
    public static void main(String[] args) {
        System.exit(run(System.out, args));
    }

    /** Runs it with the command line's options. */
    static int run(PrintStream out, String... args) {
        return new CommandLine(new SnapshotBenchmark(out)).execute(args);
    }

    @Override
    public Integer call() {
        final MarketTape tape = new MarketTape(SEED, instruments, HISTORY_STEPS, (warmUp + copies) * every);
        final Tournament tournament = Tournament.of(BenchRules.nobodyDies(agents), lanes, ArenaListener.NONE);
        final ArenaCore core = tournament.core();
        final long[] newest = new long[2];
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(core, event -> {
                    newest[0] = event.sequence();
                    newest[1] = event.arenaTimeMs();
                }),
                core.outbox(),
                new Sequencer.SequencerSettings(tournament.rules().timeframes(), 10_000, 1_000_000, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("benchmark"));
        tournament.founders().forEach(sequencer::birth);
        tape.instruments().forEach(sequencer::onInstrument);
        int at = HISTORY_STEPS;
        tape.play(sequencer, 0, at, MarketTape.Pace.NONE);
        final ArenaImage image = new ArenaImage(lanes);
        for (int copy = 0; copy < warmUp + copies; copy++) {
            tape.play(sequencer, at, at + every, MarketTape.Pace.NONE);
            at += every;
            if (copy == warmUp) {
                shares.clear();
            }
            image.reset();
            copy(core, image);
        }
        report(image);
        check(tournament, image, core.stateDigest(newest[0], newest[1]), newest);
        return 0;
    }

    private void copy(ArenaCore core, ArenaImage image) {
        final long features = timed("features", () -> core.features().visit(image.features()));
        long slowest = 0;
        for (int lane = 0; lane < lanes; lane++) {
            final AgentLane one = core.lanes().get(lane);
            slowest = Math.max(slowest, timed("lane " + lane, () -> one.copyTo(image)));
        }
        final long arbiter = timed("arbiter", () -> core.arbiter().copyTo(image));
        record("the ring is held up", features + slowest + arbiter);
        image.seal(new ArenaImage.Place(0, 0, 0));
        timed("digest, off the ring", () -> image.digested(digest));
    }

    private long timed(String share, Runnable work) {
        final long startNanos = System.nanoTime();
        work.run();
        final long nanos = System.nanoTime() - startNanos;
        record(share, nanos);
        return nanos;
    }

    private void record(String share, long nanos) {
        shares.computeIfAbsent(share, absent -> new Histogram(LONGEST_NANOS, 3))
                .recordValue(Math.min(LONGEST_NANOS, nanos));
    }

    private void report(ArenaImage image) {
        out.printf(
                Locale.ROOT,
                "%d agents, %d instruments, %d lanes, %d copies; java %s, %d processors%n",
                agents,
                instruments,
                lanes,
                copies,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        shares.forEach((share, histogram) -> out.printf(
                Locale.ROOT,
                "%-20s p50 %6.2f ms, max %6.2f ms%n",
                share,
                histogram.getValueAtPercentile(50) / 1e6,
                histogram.getMaxValue() / 1e6));
        image.toBytes().forEach((name, part) -> out.printf(Locale.ROOT, "%-10s %,d bytes%n", name, part.length));
    }

    private void check(Tournament tournament, ArenaImage image, String digest, long[] newest) {
        final Tournament restored = Tournament.of(tournament.rules(), lanes + 1, ArenaListener.NONE);
        restored.core().restore(image.toBytes());
        final String again = restored.core().stateDigest(newest[0], newest[1]);
        if (!again.equals(digest)) {
            throw new IllegalStateException("restored to the state " + again + ", copied was " + digest);
        }
        out.println("checked: the copy restores to the state digest it was made at, on another number of lanes");
    }
}
