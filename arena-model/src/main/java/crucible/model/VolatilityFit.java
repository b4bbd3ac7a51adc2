package crucible.model;

/**
 * What came of fitting an instrument's volatility to its newest returns, off the ring: a model, or the reason why there is
 * none.
 *
 * @param instrumentId whose returns
 * @param timeframe of the bars between which they lie
 * @param computedFromMs boundary as of which the returns were taken, epoch milliseconds
 * @param holdsFromMs boundary from which on it holds, after {@code computedFromMs}; later than the next one where the fit
 *     came late, and what held before went on meanwhile
 * @param stamp how many returns the instrument had had by {@code computedFromMs}
 * @param fallBack why there is no model; empty where there is one
 * @param model null where there is none
 */
public record VolatilityFit(
        int instrumentId,
        Timeframe timeframe,
        long computedFromMs,
        long holdsFromMs,
        long stamp,
        String fallBack,
        Model model) {
    public VolatilityFit {
        Require.notNegative("instrumentId", instrumentId);
        Require.present("timeframe", timeframe);
        Require.that(holdsFromMs > computedFromMs, "a fit holds after " + computedFromMs, holdsFromMs);
        Require.notNegative("stamp", stamp);
        Require.present("fallBack", fallBack);
        Require.that(fallBack.isEmpty() == (model != null), "a fit is a model or has a reason", fallBack);
    }

    /**
     * An EGARCH(1,1) fitted by maximum likelihood, with the letters of docs/fills.md.
     *
     * @param nu degrees of freedom of Student's t; infinite for the normal law
     * @param kappa what the size of a shock is centred by
     * @param firstLogVariance of the window's first return
     * @param nextLogVariance of the return after the window
     * @param logLikelihood of the window's returns
     * @param evaluations how many likelihoods it took
     */
    public record Model(
            double mu,
            double omega,
            double alpha,
            double gamma,
            double beta,
            double nu,
            double kappa,
            double firstLogVariance,
            double nextLogVariance,
            double logLikelihood,
            int evaluations) {}
}
