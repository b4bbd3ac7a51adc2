package crucible.bench;

import crucible.watchtower.evidence.BetMixture;
import crucible.watchtower.evidence.EProcess;
import crucible.watchtower.evidence.HeldExposure;
import crucible.watchtower.evidence.TrialGroups;
import crucible.watchtower.market.MarketMoment;
import crucible.watchtower.market.RegimeReturns;
import crucible.watchtower.stat.LossTail;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ReturnMetrics;
import crucible.watchtower.stat.SerialDependence;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What watching agents costs, per agent and observation; all agents in turn, so that their memory has to be fetched. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EvidenceJmh {
    private static final int RETURNS = 4_099;

    /** How many are watched. */
    @Param({"1", "10000"})
    public int agents;

    private final double[] returns = new double[RETURNS];
    private Moments[] moments;
    private EProcess[] processes;
    private ReturnMetrics[] metrics;
    private LossTail[] tails;
    private SerialDependence[] memories;
    private HeldExposure[] held;
    private RegimeReturns[] regimes;
    private TrialGroups groups;
    private final MarketMoment market = new MarketMoment();
    private long timeMs = 1_700_000_000_000L;
    private int agent;
    private int next;

    /** Returns with a small edge, and agents that have seen a few. */
    @Setup
    public void setUp() {
        final SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < RETURNS; i++) {
            returns[i] = 0.0001 + 0.004 * (random.nextDouble() - 0.5);
        }
        final BetMixture bets = BetMixture.of(0.1);
        moments = new Moments[agents];
        processes = new EProcess[agents];
        metrics = new ReturnMetrics[agents];
        tails = new LossTail[agents];
        memories = new SerialDependence[agents];
        held = new HeldExposure[agents];
        regimes = new RegimeReturns[agents];
        groups = new TrialGroups(0.5);
        for (int i = 0; i < agents; i++) {
            held[i] = new HeldExposure();
            held[i].follow(1);
            regimes[i] = new RegimeReturns();
            groups.onBirth(i, true);
            moments[i] = new Moments();
            processes[i] = new EProcess(bets, 100);
            metrics[i] = new ReturnMetrics(105_120, 0);
            tails[i] = new LossTail();
            memories[i] = new SerialDependence(24);
        }
    }

    /** What the rules need at every bar: moments and e-process. */
    @Benchmark
    public double momentsAndEProcess() {
        final double observed = observe();
        moments[agent].add(observed);
        processes[agent].add(observed);
        return processes[agent].value();
    }

    /** What is kept beside them at every bar: the exposure's holding, the hour for groups that move together, regimes. */
    @Benchmark
    public double exposureHourAndRegimes() {
        final double observed = observe();
        held[agent].add(observed, 0.5, 1 + observed);
        groups.onReturn(agent, observed, timeMs);
        regimes[agent].add(observed, market);
        timeMs += agent == 0 ? 300_000 : 0;
        return held[agent].count();
    }

    /** The e-process alone. */
    @Benchmark
    public double eProcess() {
        final double observed = observe();
        processes[agent].add(observed);
        return processes[agent].value();
    }

    /** Everything that is shown of returns: moments, downside, gains and losses, drawdowns. */
    @Benchmark
    public double returnMetrics() {
        final double observed = observe();
        metrics[agent].add(observed);
        return observed;
    }

    /** Losses by size, for value at risk and CVaR. */
    @Benchmark
    public double lossTail() {
        final double observed = observe();
        tails[agent].add(observed);
        return observed;
    }

    /** Autocovariances at 24 lags. */
    @Benchmark
    public double serialDependence() {
        final double observed = observe();
        memories[agent].add(observed);
        return observed;
    }

    private double observe() {
        agent = agent + 1 == agents ? 0 : agent + 1;
        next = next + 1 == RETURNS ? 0 : next + 1;
        return returns[next];
    }

    /** Its own answer: an e-process of the same returns is what its bets make of them. */
    @TearDown
    public void check() {
        final BetMixture bets = BetMixture.of(0.1);
        final EProcess process = new EProcess(bets, 100);
        double plain = 0;
        for (int k = 0; k < bets.count(); k++) {
            double wealth = bets.weight(k);
            for (double observed : returns) {
                wealth *= 1 + bets.size(k) * observed;
            }
            plain += wealth;
        }
        for (double observed : returns) {
            process.add(observed);
        }
        if (Math.abs(process.value() / plain - 1) > 1e-9) {
            throw new IllegalStateException("e-value " + process.value() + " instead of " + plain);
        }
    }
}
