package crucible.bench;

import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.calibration.NullCount;
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
    private static final WatchtowerSettings LIVE = WatchtowerSettings.defaults();

    /** Under which law. */
    @Param({"GAUSSIAN", "CLUSTERED"})
    public ReturnLaw law;

    private int agent;

    /** An agent without skill, naive PSR and e-process at every observation. */
    @Benchmark
    @OperationsPerInvocation(OBSERVATIONS)
    public long nullTournament() {
        agent++;
        final NullCount count = new NullTournament(LIVE, law, OBSERVATIONS, 20, 42).watch(agent, agent + 1);
        if (count.agents() != 1) {
            throw new IllegalStateException("played " + count);
        }
        return count.promoted();
    }
}
