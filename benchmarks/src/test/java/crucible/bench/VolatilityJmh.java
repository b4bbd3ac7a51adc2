package crucible.bench;

import crucible.fill.spread.RollingSpread;
import crucible.fill.spread.SpreadEstimator;
import crucible.fill.volatility.EgarchFit;
import crucible.fill.volatility.EgarchFitter;
import crucible.fill.volatility.EgarchParameters;
import crucible.fill.volatility.EgarchPath;
import crucible.fill.volatility.EgarchRecursion;
import crucible.fill.volatility.FitOutcome;
import crucible.fill.volatility.FitOutcome.Fitted;
import crucible.fill.volatility.InnovationLaw;
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

/** What an instrument's volatility and spread cost: a fit, off the ring; a step of each, on it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VolatilityJmh {
    private static final int RETURNS = 2_000;
    private static final int SPREAD_BARS = 288;
    private static final EgarchParameters TRUTH =
            new EgarchParameters(0, -0.65, 0.2, -0.03, 0.95, Double.POSITIVE_INFINITY, EgarchParameters.normalKappa());

    private final double[] returns = new double[RETURNS];
    private final EgarchRecursion recursion = new EgarchRecursion();
    private final RollingSpread cheapSpread = new RollingSpread(SpreadEstimator.CORWIN_SCHULTZ, SPREAD_BARS);
    private final RollingSpread dearSpread = new RollingSpread(SpreadEstimator.EDGE, SPREAD_BARS);
    private EgarchFit reference;
    private int next;
    private double close = 100;

    /** Returns of an EGARCH whose shocks are sums of twelve even draws. */
    @Setup
    public void setUp() {
        final SplittableRandom random = new SplittableRandom(42);
        final EgarchRecursion market = new EgarchRecursion();
        market.start(TRUTH, TRUTH.longRunLogVariance());
        for (int i = 0; i < RETURNS; i++) {
            double z = 0;
            for (int k = 0; k < 12; k++) {
                z += random.nextDouble() - 0.5;
            }
            returns[i] = market.sigma() * z;
            market.onReturn(returns[i]);
        }
        reference = fitted(EgarchFitter.fit(returns, InnovationLaw.NORMAL));
        recursion.start(reference.parameters(), reference.nextLogVariance());
    }

    /** An EGARCH fitted to 2,000 returns under Student's t, as an instrument is every day. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public FitOutcome<EgarchFit> fitStudentT() {
        return EgarchFitter.fit(returns, InnovationLaw.STUDENT_T);
    }

    /** The same under the normal law, which looks for a second peak too. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public FitOutcome<EgarchFit> fitNormal() {
        return EgarchFitter.fit(returns, InnovationLaw.NORMAL);
    }

    /** One return into the recursion, and its sigma. */
    @Benchmark
    public double recursionStep() {
        next = next + 1 == RETURNS ? 0 : next + 1;
        recursion.onReturn(returns[next]);
        return recursion.sigma();
    }

    /** One bar into a window of 288, and its estimate by Corwin and Schultz. */
    @Benchmark
    public double corwinSchultzBar() {
        return bar(cheapSpread);
    }

    /** One bar into a window of 288, and its estimate by EDGE. */
    @Benchmark
    public double edgeBar() {
        return bar(dearSpread);
    }

    private double bar(RollingSpread spread) {
        next = next + 1 == RETURNS ? 0 : next + 1;
        final double open = close;
        close = 100 * (1 + returns[next]);
        spread.onBar(open, Math.max(open, close) * 1.0005, Math.min(open, close) * 0.9995, close);
        return spread.signedFrac();
    }

    /** Its own answer: no less likely than what the returns were made with; a step that equals the path of all returns. */
    @TearDown
    public void check() {
        final double likelihood =
                EgarchPath.of(TRUTH, returns, reference.firstLogVariance()).logLikelihood();
        if (!(reference.logLikelihood() > likelihood)) {
            throw new IllegalStateException(reference + " is less likely than the truth, " + likelihood);
        }
        if (!fitNormal().equals(new Fitted<>(reference))) {
            throw new IllegalStateException("a second fit of the same returns differs");
        }
        final EgarchRecursion steps = new EgarchRecursion();
        steps.start(reference.parameters(), reference.firstLogVariance());
        for (double r : returns) {
            steps.onReturn(r);
        }
        final EgarchPath path = EgarchPath.of(reference.parameters(), returns, reference.firstLogVariance());
        if (!(Math.abs(steps.logVariance() - path.nextLogVariance()) <= 1e-12)) {
            throw new IllegalStateException("step by step " + steps.logVariance() + ", path " + path.nextLogVariance());
        }
    }

    private static EgarchFit fitted(FitOutcome<EgarchFit> outcome) {
        if (outcome instanceof Fitted<EgarchFit> fitted) {
            return fitted.fit();
        }
        throw new IllegalStateException("no fit: " + outcome);
    }
}
