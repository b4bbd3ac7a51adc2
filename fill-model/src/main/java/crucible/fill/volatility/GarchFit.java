package crucible.fill.volatility;

/**
 * A GARCH(1,1) fitted to a window of returns.
 *
 * @param parameters where the likelihood is largest
 * @param firstVariance of the window's first return
 * @param nextVariance of the return after the window
 * @param logLikelihood of the window's returns
 * @param evaluations how many likelihoods it took
 */
public record GarchFit(
        GarchParameters parameters, double firstVariance, double nextVariance, double logLikelihood, int evaluations) {}
