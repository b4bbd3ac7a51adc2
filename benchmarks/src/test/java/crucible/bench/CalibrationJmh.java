package crucible.bench;

import crucible.watchtower.WholeChain;
import crucible.watchtower.calibration.NullTournament;
import crucible.watchtower.calibration.ReturnLaw;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What {@code crucible watchtower calibrate} costs, per observation that is drawn and watched. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CalibrationJmh {
    private static final int OBSERVATIONS = 5_000;

    /** Under which law. */
    @Param({"GAUSSIAN", "CLUSTERED"})
    public ReturnLaw law;

    private int agent;

    /** An agent without skill, naive PSR and e-process at every observation. */
    @Benchmark
    @OperationsPerInvocation(OBSERVATIONS)
    public long nullTournament() {
        agent++;
        final NullTournament.Count count = new NullTournament(law, 20, OBSERVATIONS, 42).play(agent, agent + 1);
        if (count.agents() != 1) {
            throw new IllegalStateException("played " + count);
        }
        return count.promoted();
    }

    /** An agent with skill under all rules. */
    @Benchmark
    @OperationsPerInvocation(OBSERVATIONS)
    public int wholeChain() {
        return new WholeChain(0.2, 5, 1, OBSERVATIONS, 42).play(++agent).promotedAt();
    }
}
