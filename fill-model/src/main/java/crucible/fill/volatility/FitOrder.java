package crucible.fill.volatility;

import crucible.model.StateForm;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import crucible.model.VolatilityFit;

/**
 * A fit that is to be made: an instrument's newest returns as of a boundary. Whoever makes it comes to the same outcome.
 *
 * @param instrumentId whose returns
 * @param timeframe of the bars between which they lie
 * @param computedFromMs the boundary
 * @param stamp how many returns there had been by then
 * @param returns the newest of them, oldest first; nobody changes them
 * @param law under which they are fitted
 */
public record FitOrder(
        int instrumentId, Timeframe timeframe, long computedFromMs, long stamp, double[] returns, InnovationLaw law) {
    /** How orders are stored. */
    static final StateForm<FitOrder> FORM = new StateForm<>() {
        @Override
        public void show(FitOrder value, StateSink sink) {
            sink.field("instrumentId", value.instrumentId);
            sink.field("timeframe", Timeframe.class, value.timeframe);
            sink.field("computedFromMs", value.computedFromMs);
            sink.field("stamp", value.stamp);
            sink.field("count", value.returns.length);
            sink.field("returns", value.returns, value.returns.length);
            sink.field("law", InnovationLaw.class, value.law);
        }

        @Override
        public FitOrder read(StateSink sink) {
            final int instrumentId = sink.field("instrumentId", 0);
            final Timeframe timeframe = sink.field("timeframe", Timeframe.class, null);
            final long computedFromMs = sink.field("computedFromMs", 0L);
            final long stamp = sink.field("stamp", 0L);
            final int count = sink.field("count", 0);
            final double[] returns = sink.field("returns", new double[count], count);
            return new FitOrder(
                    instrumentId,
                    timeframe,
                    computedFromMs,
                    stamp,
                    returns,
                    sink.field("law", InnovationLaw.class, null));
        }
    };

    /** Makes the fit; takes milliseconds. */
    public FitOutcome<EgarchFit> fit() {
        return EgarchFitter.fit(returns, law);
    }

    /** What came of it, as an event that holds from a boundary on. */
    VolatilityFit event(FitOutcome<EgarchFit> outcome, long holdsFromMs) {
        return outcome.visit(new FitOutcome.Visitor<>() {
            @Override
            public VolatilityFit fitted(EgarchFit fit) {
                final EgarchParameters p = fit.parameters();
                final VolatilityFit.Model model = new VolatilityFit.Model(
                        p.mu(),
                        p.omega(),
                        p.alpha(),
                        p.gamma(),
                        p.beta(),
                        p.nu(),
                        p.kappa(),
                        fit.firstLogVariance(),
                        fit.nextLogVariance(),
                        fit.logLikelihood(),
                        fit.evaluations());
                return event("", model, holdsFromMs);
            }

            @Override
            public VolatilityFit fellBack(FallBackReason reason) {
                return event(reason.name(), null, holdsFromMs);
            }
        });
    }

    private VolatilityFit event(String fallBack, VolatilityFit.Model model, long holdsFromMs) {
        return new VolatilityFit(instrumentId, timeframe, computedFromMs, holdsFromMs, stamp, fallBack, model);
    }
}
