package crucible.runtime.viability;

import crucible.model.Require;

/**
 * What a trade could win on average, against what it costs there and back, as parts of its value. What is not known is NaN.
 *
 * @param moves number of moves that the potential is a mean of
 * @param potentialFrac mean move over a holding, whichever its direction: what one would win who always guessed it right
 * @param spreadFrac mean spread of the quotes at the ends of bars; paid once there and back
 * @param feesFrac fees of entry and exit
 * @param slippageFrac slippage of entry and exit
 */
public record Viability(int moves, double potentialFrac, double spreadFrac, double feesFrac, double slippageFrac) {
    public Viability {
        Require.notNegative("moves", moves);
    }

    /** Fees, slippage and spread of a whole trade. */
    public double costFrac() {
        return feesFrac + slippageFrac + spreadFrac;
    }

    /** Potential over cost; NaN where either is unknown or nothing costs anything. */
    public double ratio() {
        return costFrac() > 0 ? potentialFrac / costFrac() : Double.NaN;
    }

    /** Whether it is known that the potential is below so many times the cost. */
    public boolean isBelow(double leastRatio) {
        return ratio() < leastRatio;
    }
}
