package crucible.bench;

import crucible.watchtower.stat.DeflatedSharpe;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the judge computes: moments at every observation, PSR and DSR at looks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SharpeJmh {
    private static final int RETURNS = 4_096;
    private static final double TRIALS = 1_000;

    private final double[] returns = new double[RETURNS];
    private final Moments streamed = new Moments();
    private Moments record;
    private int next;

    /** Returns with a small edge. */
    @Setup
    public void setUp() {
        final SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < RETURNS; i++) {
            returns[i] = 0.0001 + 0.002 * (random.nextDouble() - 0.5);
        }
        record = Moments.of(returns);
    }

    /** One observation into the moments that PSR is computed from. */
    @Benchmark
    public long momentsUpdate() {
        streamed.add(returns[next++ & RETURNS - 1]);
        return streamed.count();
    }

    /** PSR against 0, at a look. */
    @Benchmark
    public double psrAtLook() {
        return ProbabilisticSharpe.psr(record, 0);
    }

    /** DSR among 1,000 trials, at a look. */
    @Benchmark
    public double dsrAtLook() {
        return DeflatedSharpe.scaledDsr(record, TRIALS, 1);
    }

    /** Its own answer: streamed moments are those of a plain pass, and DSR is not above PSR. */
    @TearDown
    public void check() {
        double sum = 0;
        for (double value : returns) {
            sum += value;
        }
        final double mean = sum / RETURNS;
        double squares = 0;
        for (double value : returns) {
            squares += (value - mean) * (value - mean);
        }
        final double sharpe = mean / Math.sqrt(squares / (RETURNS - 1));
        if (Math.abs(record.sharpe() / sharpe - 1) > 1e-9 || !(dsrAtLook() <= psrAtLook())) {
            throw new IllegalStateException("Sharpe ratio " + record.sharpe() + " instead of " + sharpe);
        }
    }
}
