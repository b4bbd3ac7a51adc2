package crucible.fill.volatility;

/**
 * An EGARCH(1,1) fitted to a window of returns.
 *
 * @param parameters where the likelihood is largest
 * @param firstLogVariance log-variance of the window's first return
 * @param nextLogVariance log-variance of the return after the window
 * @param logLikelihood of the window's returns
 * @param evaluations how many likelihoods it took
 */
public record EgarchFit(
        EgarchParameters parameters,
        double firstLogVariance,
        double nextLogVariance,
        double logLikelihood,
        int evaluations) {}
