package crucible.fill.volatility;

import crucible.fill.volatility.FitOutcome.FellBack;
import crucible.fill.volatility.FitOutcome.Fitted;
import crucible.model.BarView;
import crucible.model.Provenance;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import crucible.model.VolatilityFit;

/**
 * The volatility of one instrument from the bars of its shortest timeframe: which closes make a return, and the ladder that
 * stands on the returns. Where a shorter timeframe shows itself, all begins anew with it. Belongs to one thread; a bar
 * allocates nothing.
 *
 * <p>A return lies between the closes of two bars of which one follows the other. Across a gap, of which nothing is known,
 * there is none: the volatility stays what it was. Bars in which nothing traded are no returns of 0, which would make a thin
 * market a calm one: the next trade's return, from the last close, counts as one. Repaired, late and offline bars are bars
 * like others; a bar that comes after a later one, or a second time as a revision, says nothing.
 */
public final class InstrumentVolatility implements StateHolder {
    private final VolatilitySettings settings;
    private VolatilityLadder ladder;
    private Timeframe timeframe;
    private long closeTimeMs;
    private double close;
    private double volumeBase;

    public InstrumentVolatility(VolatilitySettings settings) {
        this.settings = settings;
        this.ladder = new VolatilityLadder(settings);
    }

    /** The next closed bar of any timeframe; true if it is the newest one of the shortest. */
    public boolean onBar(BarView bar) {
        if (timeframe == null || bar.timeframe().compareTo(timeframe) < 0) {
            begin(bar.timeframe());
        }
        if (bar.timeframe() != timeframe
                || bar.provenance() == Provenance.REVISED
                || bar.closeTimeMs() <= closeTimeMs) {
            return false;
        }
        final boolean follows = close > 0 && closeTimeMs == bar.openTimeMs();
        closeTimeMs = bar.closeTimeMs();
        volumeBase = bar.volumeBase();
        if (bar.provenance() != Provenance.SYNTHETIC) {
            if (follows) {
                ladder.onReturn(StrictMath.log(bar.close() / close));
            }
            close = bar.close();
        } else if (!follows) {
            close = bar.close();
        }
        return true;
    }

    private void begin(Timeframe shortest) {
        if (ladder.returns() > 0) {
            ladder = new VolatilityLadder(settings);
        }
        timeframe = shortest;
        closeTimeMs = 0;
        close = 0;
    }

    /** A fit holds from now on; false if it is one of other returns than these, which says nothing. */
    public boolean adopt(VolatilityFit fit) {
        if (fit.timeframe() != timeframe || !ladder.canAdopt(fit.stamp())) {
            return false;
        }
        ladder.adopt(outcome(fit), fit.stamp());
        return true;
    }

    private static FitOutcome<EgarchFit> outcome(VolatilityFit fit) {
        final VolatilityFit.Model model = fit.model();
        if (model == null) {
            return new FellBack<>(FallBackReason.valueOf(fit.fallBack()));
        }
        return new Fitted<>(new EgarchFit(
                new EgarchParameters(
                        model.mu(),
                        model.omega(),
                        model.alpha(),
                        model.gamma(),
                        model.beta(),
                        model.nu(),
                        model.kappa()),
                model.firstLogVariance(),
                model.nextLogVariance(),
                model.logLikelihood(),
                model.evaluations()));
    }

    /** What is known of the volatility. */
    public VolatilityLadder ladder() {
        return ladder;
    }

    /** The shortest timeframe of which a bar was seen; null before the first. */
    public Timeframe timeframe() {
        return timeframe;
    }

    /** End of its newest closed bar, 0 before the first. */
    public long closeTimeMs() {
        return closeTimeMs;
    }

    /** What traded in that bar, in base currency. */
    public double volumeBase() {
        return volumeBase;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("instrumentVolatility", 1);
        timeframe = sink.field("timeframe", Timeframe.class, timeframe);
        closeTimeMs = sink.field("closeTimeMs", closeTimeMs);
        close = sink.field("close", close);
        volumeBase = sink.field("volumeBase", volumeBase);
        ladder.visit(sink);
        sink.end();
    }
}
