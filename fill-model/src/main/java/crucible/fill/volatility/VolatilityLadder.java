package crucible.fill.volatility;

import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.VolatilityRung;

/**
 * An instrument's volatility, from whatever is at hand: a fitted EGARCH, else an EWMA, else the floor. It always has an
 * answer and says which rung it stands on; steps on each rung, fits and reasons for falling back are counted.
 *
 * <p>Fits come from outside. Who makes them takes {@link #fitWindow()} and {@link #returns()} together, off this thread
 * fits the one, and hands the outcome back with the other as its stamp: the ladder carries the fit on over the returns
 * that came since. So it does not matter when a fit arrives, only from which return on it holds. Belongs to one thread; a
 * return allocates nothing.
 */
public final class VolatilityLadder implements StateHolder {
    /** An EGARCH sigma that is this many times the EWMA's, or that part of it, has run away: one shock can do that. */
    private static final double FURTHEST = 10;

    /** Beyond this logarithm of a variance, either way, sigma is no number that anything could be charged by. */
    private static final double FURTHEST_LOG = 1_400;

    private final VolatilitySettings settings;
    private final ReturnWindow window;
    private final EgarchRecursion egarch = new EgarchRecursion();
    private final EwmaVariance ewma;
    private final EwmaVariance slowEwma;
    private VolatilityRung rung = VolatilityRung.FLOOR;

    /** Taken once for each return: an exponential is not for every fill. */
    private double sigma;

    private double longRunSigma;
    private boolean ranAway;
    private long lastStamp;
    private long fits;
    private long[] steps = new long[VolatilityRung.values().length];
    private long[] fallBacks = new long[FallBackReason.values().length];

    public VolatilityLadder(VolatilitySettings settings) {
        this.settings = Require.present("settings", settings);
        this.window = new ReturnWindow(settings.windowReturns());
        this.ewma = new EwmaVariance(settings.ewmaDecay());
        this.slowEwma = new EwmaVariance(1 - 1.0 / settings.windowReturns());
        stand();
    }

    /** The next log return of the instrument, finite. */
    public void onReturn(double logReturn) {
        Require.between("logReturn", logReturn, -Double.MAX_VALUE, Double.MAX_VALUE);
        window.add(logReturn);
        egarch.onReturn(logReturn);
        ewma.onReturn(logReturn);
        slowEwma.onReturn(logReturn);
        climb();
        steps[rung.ordinal()]++;
    }

    /** Whether enough returns have come for a fit. */
    public boolean isFitPossible() {
        return window.seen() >= settings.fewestReturns();
    }

    /** Whether an outcome that was stamped {@code stamp} can still be adopted. */
    public boolean canAdopt(long stamp) {
        return stamp >= lastStamp && stamp <= window.seen() && window.seen() - stamp <= window.size();
    }

    /** A copy of the newest returns, oldest first, to be fitted under the settings' law. Allocates. */
    public double[] fitWindow() {
        return window.toArray();
    }

    /** How many returns there have been: the stamp of a window that is taken now. */
    public long returns() {
        return window.seen();
    }

    /**
     * What came of fitting the window that was taken after {@code stamp} returns. A fit is used from now on; without one
     * the ladder steps down, and the reason is counted.
     *
     * @param stamp not below that of the outcome before, and not so old that the window has lost returns since
     */
    public void adopt(FitOutcome<EgarchFit> outcome, long stamp) {
        Require.that(
                stamp >= lastStamp && stamp <= window.seen(),
                "stamp lies in " + lastStamp + ".." + window.seen(),
                stamp);
        Require.that(window.seen() - stamp <= window.size(), "the window holds all returns since the stamp", stamp);
        lastStamp = stamp;
        outcome.visit(new FitOutcome.Visitor<EgarchFit, Void>() {
            @Override
            public Void fitted(EgarchFit fit) {
                if (fit.parameters().alpha() < 0) {
                    return fellBack(FallBackReason.IMPLAUSIBLE);
                }
                fits++;
                egarch.start(fit.parameters(), fit.nextLogVariance());
                for (long i = stamp; i < window.seen(); i++) {
                    egarch.onReturn(window.get(i));
                }
                return null;
            }

            @Override
            public Void fellBack(FallBackReason reason) {
                fallBacks[reason.ordinal()]++;
                egarch.stop();
                return null;
            }
        });
        climb();
    }

    private void climb() {
        if (egarch.isRunning() && !(Math.abs(egarch.logVariance()) < FURTHEST_LOG)) {
            fallBacks[FallBackReason.NOT_FINITE.ordinal()]++;
            egarch.stop();
        }
        final boolean hasEwma = window.seen() >= settings.ewmaReturns() && ewma.variance() > 0;
        final boolean runsAway = egarch.isRunning() && hasEwma && isRunAway();
        if (runsAway && !ranAway) {
            fallBacks[FallBackReason.IMPLAUSIBLE.ordinal()]++;
        }
        ranAway = runsAway;
        if (egarch.isRunning() && !runsAway) {
            rung = VolatilityRung.EGARCH;
        } else {
            rung = hasEwma ? VolatilityRung.EWMA : VolatilityRung.FLOOR;
        }
        stand();
    }

    /** Takes the two answers from where the ladder stands. */
    private void stand() {
        final double now = switch (rung) {
            case EGARCH -> egarch.sigma();
            case EWMA -> Math.sqrt(ewma.variance());
            case FLOOR -> settings.floorSigma();
        };
        final double usual = switch (rung) {
            case EGARCH -> egarch.longRunSigma();
            case EWMA -> Math.sqrt(slowEwma.variance());
            case FLOOR -> settings.floorSigma();
        };
        sigma = Math.max(settings.floorSigma(), now);
        longRunSigma = Math.max(settings.floorSigma(), usual);
    }

    private boolean isRunAway() {
        final double ratio = egarch.sigma() / Math.sqrt(ewma.variance());
        return !(ratio <= FURTHEST && ratio >= 1 / FURTHEST);
    }

    /** Where {@link #sigma()} comes from. */
    public VolatilityRung rung() {
        return rung;
    }

    /** Standard deviation of the next return, at least the floor; never NaN. */
    public double sigma() {
        return sigma;
    }

    /**
     * The standard deviation that is usual for the instrument, at least the floor: that to which the EGARCH returns; below
     * it, that of a mean over about a window.
     */
    public double longRunSigma() {
        return longRunSigma;
    }

    /** After how many returns the ladder stood on {@code on}. */
    public long steps(VolatilityRung on) {
        return steps[on.ordinal()];
    }

    /** How many fits were adopted. */
    public long fits() {
        return fits;
    }

    /** How often it fell back for this reason. */
    public long fallBacks(FallBackReason reason) {
        return fallBacks[reason.ordinal()];
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("volatilityLadder", 1);
        window.visit(sink);
        egarch.visit(sink);
        ewma.visit(sink);
        slowEwma.visit(sink);
        rung = sink.field("rung", VolatilityRung.class, rung);
        ranAway = sink.field("ranAway", ranAway);
        lastStamp = sink.field("lastStamp", lastStamp);
        fits = sink.field("fits", fits);
        steps = sink.field("steps", steps, steps.length);
        fallBacks = sink.field("fallBacks", fallBacks, fallBacks.length);
        if (sink.isRestoring()) {
            stand();
        }
        sink.end();
    }
}
