package crucible.fill.volatility;

import crucible.model.Require;

/**
 * How an instrument's volatility is estimated.
 *
 * @param law under which an EGARCH is fitted
 * @param windowReturns newest returns that a fit looks back on, in [{@value EgarchFitter#FEWEST_RETURNS}, 100000]
 * @param fewestReturns returns before the first fit, in [{@value EgarchFitter#FEWEST_RETURNS}, windowReturns]
 * @param refitBars bars from one fit to the next, counted from 1970: with 288 bars of 5m, every midnight UTC; at least 1
 * @param ewmaDecay of the EWMA, in (0, 1)
 * @param ewmaReturns returns before the EWMA is used, at least 1
 * @param floorSigma smallest standard deviation of a return, above 0: the answer before there is any other, and the least
 *     ever
 */
public record VolatilitySettings(
        InnovationLaw law,
        int windowReturns,
        int fewestReturns,
        int refitBars,
        double ewmaDecay,
        int ewmaReturns,
        double floorSigma) {
    public VolatilitySettings {
        Require.present("law", law);
        Require.between("windowReturns", windowReturns, EgarchFitter.FEWEST_RETURNS, 100_000);
        Require.between("fewestReturns", fewestReturns, EgarchFitter.FEWEST_RETURNS, windowReturns);
        Require.positive("refitBars", refitBars);
        Require.that(ewmaDecay > 0 && ewmaDecay < 1, "ewmaDecay lies in (0, 1)", ewmaDecay);
        Require.positive("ewmaReturns", ewmaReturns);
        Require.positive("floorSigma", floorSigma);
    }

    /** Student's t on 2,000 returns from the 500th on, fitted anew every 288; an EWMA of 0.94 from 20 on; 1 bps. */
    public static VolatilitySettings defaults() {
        return new VolatilitySettings(InnovationLaw.STUDENT_T, 2_000, 500, 288, 0.94, 20, 1e-4);
    }
}
