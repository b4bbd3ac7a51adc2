package crucible.fill.volatility;

import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * Exponentially weighted mean of squared returns: J.P. Morgan/Reuters (1996), "RiskMetrics technical document". A return
 * that is k steps old weighs {@code decay^k}; the weights are scaled to add up to 1, so that a young mean is no smaller
 * than an old one. Belongs to one thread; a step allocates nothing.
 */
final class EwmaVariance implements StateHolder {
    private final double decay;
    private double weightedSquares;
    private double weights;

    /** @param decay in (0, 1): 0.94 forgets half in 11 returns, 0.99 in 69 */
    EwmaVariance(double decay) {
        Require.that(decay > 0 && decay < 1, "decay lies in (0, 1)", decay);
        this.decay = decay;
    }

    /** The next return, finite. */
    void onReturn(double r) {
        weightedSquares = decay * weightedSquares + r * r;
        weights = decay * weights + 1;
    }

    /** In squared units of the returns; NaN before the first. */
    double variance() {
        return weights == 0 ? Double.NaN : weightedSquares / weights;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("ewmaVariance", 1);
        weightedSquares = sink.field("weightedSquares", weightedSquares);
        weights = sink.field("weights", weights);
        sink.end();
    }
}
