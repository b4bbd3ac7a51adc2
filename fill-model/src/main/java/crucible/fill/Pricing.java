package crucible.fill;

import crucible.fill.impact.MarketImpact;
import crucible.model.FillInputs;
import crucible.model.Instrument;
import crucible.model.UsdE8;

/**
 * What the market adds to a fill: slippage and latency that grow with its volatility, impact of the order's size. Pure
 * arithmetic on numbers that a fill keeps, so that any fill can be computed again. Any thread; allocates nothing.
 */
final class Pricing {
    private static final double PPM = 1e6;

    private final CostSettings costs;
    private final MarketImpact impact;

    Pricing(CostSettings costs) {
        this.costs = costs;
        this.impact = new MarketImpact(
                costs.market().impactPpm() / PPM,
                0.5,
                Math.max(1, costs.market().participationCapPpm()));
    }

    /** How many times its usual self the volatility is, from 1 to what is configured; in parts per million, rounded up. */
    static long volatilityPpm(double sigma, double usualSigma, int mostFactor) {
        return (long) Math.ceil(Math.min(Math.max(1, sigma / usualSigma), mostFactor) * PPM);
    }

    private long volatilityPpm(double sigma, double usualSigma) {
        return volatilityPpm(sigma, usualSigma, costs.market().mostVolatilityFactor());
    }

    /** Slippage in parts per million of the value: the configured one times the volatility, rounded up. */
    long slippagePpm(double sigma, double usualSigma) {
        return UsdE8.costUp(costs.slippagePpm(), volatilityPpm(sigma, usualSigma));
    }

    /** Time from a decision to the first quote that can fill it, rounded up. */
    long latencyMs(double sigma, double usualSigma) {
        final long beyondPpm = volatilityPpm(sigma, usualSigma) - (long) PPM;
        return costs.latencyMs() + UsdE8.costUp(costs.market().volatilityLatencyMs(), beyondPpm);
    }

    /** The same as the market is now. */
    long latencyMs(Market market) {
        return latencyMs(
                market.volatility.ladder().sigma(), market.volatility.ladder().longRunSigma());
    }

    /** Impact of {@code lots} in parts per billion of their value, rounded up, from the volume that {@code inputs} tell. */
    long impactPpb(FillInputs inputs, Instrument units, long lots) {
        return costs.market().impactPpm() == 0
                ? 0
                : impact.ratePpb(units.quantityBase(lots), inputs.barVolumeBase(), inputs.sigmaFrac());
    }

    /** Impact as money, rounded up. */
    static long impactUsdE8(long notionalUsdE8, long impactPpb) {
        return MarketImpact.costUp(notionalUsdE8, impactPpb);
    }

    /** Fills in the volatility, the bar and the rates of an order that fills now, but for its impact and latency. */
    void look(Market market, long feePpm, FillInputs inputs) {
        final double sigma = market.volatility.ladder().sigma();
        final double usual = market.volatility.ladder().longRunSigma();
        inputs.volatility(sigma, usual, market.volatility.ladder().rung());
        inputs.bar(market.volatility.closeTimeMs(), market.volatility.volumeBase());
        inputs.rates(slippagePpm(sigma, usual), feePpm);
    }

    /**
     * The largest number of lots that, with slippage, impact and fee at the rates of {@code inputs}, costs at most
     * {@code limitUsdE8}. What lots cost rises with their number, so halving finds it.
     */
    long largestLots(FillInputs inputs, Instrument units, long touchTicks, long limitUsdE8) {
        long most = FillCosts.largestNotionalUsdE8(limitUsdE8, inputs.slippagePpm(), inputs.feePpm())
                / units.lotValueUsdE8(touchTicks);
        if (most == 0 || costs.market().impactPpm() == 0 || costUsdE8(inputs, units, touchTicks, most) <= limitUsdE8) {
            return most;
        }
        long fits = 0;
        while (most - fits > 1) {
            final long middle = fits + (most - fits) / 2;
            if (costUsdE8(inputs, units, touchTicks, middle) <= limitUsdE8) {
                fits = middle;
            } else {
                most = middle;
            }
        }
        return fits;
    }

    /**
     * The largest number of lots, at most {@code most}, whose margin, slippage, impact and fee are at most
     * {@code cashUsdE8}.
     */
    long marginedLots(FillInputs inputs, Instrument units, long touchTicks, long cashUsdE8, int leverage, long most) {
        long fits = 0;
        long beyond = Math.addExact(most, 1);
        while (beyond - fits > 1) {
            final long middle = fits + (beyond - fits) / 2;
            final long notionalUsdE8 = units.notionalUsdE8(touchTicks, middle);
            final long borrowedUsdE8 = notionalUsdE8 - UsdE8.ceilDiv(notionalUsdE8, leverage);
            if (costUsdE8(inputs, units, touchTicks, middle) - borrowedUsdE8 <= cashUsdE8) {
                fits = middle;
            } else {
                beyond = middle;
            }
        }
        return fits;
    }

    /** All that a purchase of {@code lots} takes. */
    private long costUsdE8(FillInputs inputs, Instrument units, long touchTicks, long lots) {
        final long notionalUsdE8 = units.notionalUsdE8(touchTicks, lots);
        final long slippageUsdE8 = Math.addExact(
                FillCosts.slippageUsdE8(notionalUsdE8, inputs.slippagePpm()),
                impactUsdE8(notionalUsdE8, impactPpb(inputs, units, lots)));
        final long feeUsdE8 = FillCosts.feeUsdE8(notionalUsdE8, slippageUsdE8, inputs.feePpm());
        return Math.addExact(Math.addExact(notionalUsdE8, slippageUsdE8), feeUsdE8);
    }
}
