package crucible.fill;

import crucible.fill.impact.MarketImpact;
import crucible.model.Side;
import crucible.model.UsdE8;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes a fill's price and money again, to the last unit, from what it keeps, and tells where what it keeps is something
 * else. Pure functions, for any thread.
 */
public final class FillCheck {
    private static final double PPM = 1e6;

    private FillCheck() {}

    /** One line for each number that comes out otherwise, with its name; empty where all agree. */
    public static List<String> differences(FillFacts fill) {
        final List<String> differences = new ArrayList<>();
        expect(differences, "touchTicks", fill.touchTicks(), touchTicks(fill));
        if (fill.triggerTicks() == 0) {
            expect(differences, "spreadTicks", fill.spreadTicks(), fill.askTicks() - fill.bidTicks());
            if (fill.timeMs() < fill.decidedTimeMs() + fill.latencyMs()) {
                differences.add("timeMs is " + fill.timeMs() + ", before the decision plus latency, "
                        + (fill.decidedTimeMs() + fill.latencyMs()));
            }
        } else if (fill.timeMs() <= fill.decidedTimeMs()) {
            differences.add("timeMs is " + fill.timeMs() + ", not after the entry, " + fill.decidedTimeMs());
        }
        final long notional =
                Math.multiplyExact(Math.multiplyExact(fill.touchTicks(), fill.quantityLots()), fill.tickLotUsdE8());
        expect(differences, "notionalUsdE8", fill.notionalUsdE8(), notional);
        final long slippagePpm = slippagePpm(fill);
        expect(differences, "slippagePpm", fill.slippagePpm(), slippagePpm);
        final long impactPpb = impactPpb(fill);
        expect(differences, "impactPpb", fill.impactPpb(), impactPpb);
        final long impact = MarketImpact.costUp(notional, impactPpb);
        expect(differences, "impactUsdE8", fill.impactUsdE8(), impact);
        final long slippage = Math.addExact(FillCosts.slippageUsdE8(notional, slippagePpm), impact);
        expect(differences, "slippageUsdE8", fill.slippageUsdE8(), slippage);
        expect(differences, "feeUsdE8", fill.feeUsdE8(), FillCosts.feeUsdE8(notional, slippage, fill.feePpm()));
        return differences;
    }

    private static void expect(List<String> differences, String name, long kept, long computed) {
        if (kept != computed) {
            differences.add(name + " is " + kept + ", computed " + computed);
        }
    }

    /** The side of the quote; of an order that a bar filled, the trade less the spread that is crossed. */
    private static long touchTicks(FillFacts fill) {
        if (fill.triggerTicks() == 0) {
            return fill.side() == Side.BUY ? fill.askTicks() : fill.bidTicks();
        }
        final long away = fill.side() == Side.BUY ? fill.spreadTicks() : -fill.spreadTicks();
        return Math.max(1, fill.triggerTicks() + away);
    }

    private static long slippagePpm(FillFacts fill) {
        return UsdE8.costUp(
                fill.baseSlippagePpm(),
                Pricing.volatilityPpm(fill.sigmaFrac(), fill.usualSigmaFrac(), fill.mostVolatilityFactor()));
    }

    private static long impactPpb(FillFacts fill) {
        return fill.coefficientPpm() == 0
                ? 0
                : MarketImpact.squareRoot(fill.coefficientPpm() / PPM, 1)
                        .ratePpb(fill.quantityLots() * fill.lotSizeBase(), fill.barVolumeBase(), fill.sigmaFrac());
    }
}
