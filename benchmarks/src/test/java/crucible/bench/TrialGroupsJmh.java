package crucible.bench;

import crucible.watchtower.evidence.TrialGroups;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the hourly look for agents that move together costs at worst: nobody has been compared, and all differ. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(1)
public class TrialGroupsJmh {
    private static final int HOURS = 128;
    private static final long HOUR_MS = 3_600_000;

    /** How many are watched. */
    @Param({"1000", "10000"})
    public int agents;

    private TrialGroups groups;

    /** Agents with five days of independent hours. */
    @Setup(Level.Iteration)
    public void setUp() {
        final SplittableRandom random = new SplittableRandom(9);
        groups = new TrialGroups(0.5);
        for (int agent = 0; agent < agents; agent++) {
            groups.onBirth(agent, true);
            for (int hour = 1; hour <= HOURS; hour++) {
                groups.onReturn(agent, random.nextDouble() - 0.5, hour * HOUR_MS);
            }
        }
    }

    /** The first look. */
    @Benchmark
    public int regroup() {
        groups.regroup(HOURS * HOUR_MS);
        return groups.joined();
    }

    /** Its own answer: those that differ are never put together. */
    @TearDown(Level.Iteration)
    public void check() {
        if (groups.joined() > agents / 100) {
            throw new IllegalStateException(
                    groups.joined() + " of " + agents + " independent agents were put together");
        }
    }
}
