package crucible.fill;

import crucible.model.UsdE8;

/** The arithmetic of a fill's costs. Every rounding is against the agent. */
final class FillCosts {
    private static final long PPM = 1_000_000L;

    private FillCosts() {}

    /** Slippage of a fill of this value at the touch: money against the agent, rounded up. */
    static long slippageUsdE8(long notionalUsdE8, long slippagePpm) {
        return UsdE8.costUp(notionalUsdE8, slippagePpm);
    }

    /** Fee of a fill, rounded up, on value plus slippage: what a buyer pays, and no less than what a seller gets. */
    static long feeUsdE8(long notionalUsdE8, long slippageUsdE8, long feePpm) {
        return UsdE8.costUp(Math.addExact(notionalUsdE8, slippageUsdE8), feePpm);
    }

    /**
     * The largest value at the touch that, with its slippage and its fee, costs at most {@code limitUsdE8}. Exact: for
     * whole x and L, x + ceil(x·f/P) ≤ L if and only if x ≤ floor(L·P/(P + f)); applied to the fee, then to the slippage.
     */
    static long largestNotionalUsdE8(long limitUsdE8, long slippagePpm, long feePpm) {
        return UsdE8.share(UsdE8.share(limitUsdE8, PPM, PPM + feePpm), PPM, PPM + slippagePpm);
    }
}
