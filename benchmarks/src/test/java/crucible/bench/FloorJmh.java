package crucible.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The anchor of {@link AgentStepJmh}: 1,000 minimal agents on the bars of 20 instruments, per agent and bar. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FloorJmh {
    private static final int AGENTS = 1_000;
    private static final int INSTRUMENTS = 20;
    private static final int FEATURES = 32;

    private final FloorAgent[] agents = new FloorAgent[AGENTS];
    private final double[] price = new double[INSTRUMENTS];
    private final double[][] now = new double[INSTRUMENTS][FEATURES];
    private final double[][] before = new double[INSTRUMENTS][FEATURES];
    private final SplittableRandom random = new SplittableRandom(42);
    private long steps;

    /** Fresh agents and prices. */
    @Setup
    public void setUp() {
        for (int i = 0; i < AGENTS; i++) {
            final int fast = i % (FEATURES - 1);
            agents[i] = new FloorAgent(fast, fast + 1 + i / (FEATURES - 1) % (FEATURES - 1 - fast), INSTRUMENTS);
        }
        for (int i = 0; i < INSTRUMENTS; i++) {
            price[i] = 100 + 10 * i;
            java.util.Arrays.fill(now[i], price[i]);
        }
    }

    /** One bar of every instrument for every agent. */
    @Benchmark
    @OperationsPerInvocation(AGENTS * INSTRUMENTS)
    public double step() {
        for (int i = 0; i < INSTRUMENTS; i++) {
            price[i] *= 1 + 0.004 * (random.nextDouble() - 0.5);
            for (int f = 0; f < FEATURES; f++) {
                before[i][f] = now[i][f];
                now[i][f] += (price[i] - now[i][f]) * 2 / (f * 3 + 4);
            }
            final long bidLot = (long) (price[i] * 1e4);
            for (FloorAgent agent : agents) {
                agent.step(i, now[i], before[i], price[i] * 0.999, bidLot, bidLot + 100);
            }
        }
        steps += INSTRUMENTS;
        return agents[0].fingerprint();
    }

    /** Its own answer: every agent has seen every bar and its books add up. */
    @TearDown
    public void check() {
        for (FloorAgent agent : agents) {
            if (agent.bars() != steps || agent.bookErrorUsdE8() != 0) {
                throw new IllegalStateException("floor agent saw " + agent.bars() + " of " + steps
                        + " bars, its books are off by " + agent.bookErrorUsdE8());
            }
        }
    }
}
