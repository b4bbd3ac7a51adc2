package crucible.exchange.replay.market;

import crucible.model.Require;

/**
 * The one inefficiency of a generated market, the liquidation dip: now and then a symbol falls much further in one bar
 * than the market explains, on unusual volume, and takes part of that fall back over the following bars. Who buys at the
 * close of such a bar earns the recovery; nothing else in the market can be predicted. The fall is a leap at the bar's
 * open, so no stop is filled on the way down. On ordinary bars the price drifts by as much as dips and recoveries take
 * from it on average, so that the whole goes nowhere.
 *
 * @param dipChance chance of a dip per bar and symbol while none is being recovered from, in [0, 0.5]
 * @param depth mean extra fall, as a fraction of the price, in [0, 0.1]; single dips have 0.75 to 1.25 times as much
 * @param volumeFactor how many times the usual volume changes hands in the dip, at least 1
 * @param recoveryBars how many bars the recovery is spread over, 1 to 100
 * @param recoveredShare mean share of the extra fall that comes back, in [0, 1]; 0 is a fair market
 * @param aftershockSigma standard deviation of the additional noise of each recovery bar, as a fraction of the price, in
 *     [0, 0.05]; it decides how hard the edge is to tell from luck
 */
public record PlantedEdge(
        double dipChance,
        double depth,
        double volumeFactor,
        int recoveryBars,
        double recoveredShare,
        double aftershockSigma) {
    public PlantedEdge {
        Require.between("dipChance", dipChance, 0, 0.5);
        Require.between("depth", depth, 0, 0.1);
        Require.between("volumeFactor", volumeFactor, 1, 1000);
        Require.between("recoveryBars", recoveryBars, 1, 100);
        Require.between("recoveredShare", recoveredShare, 0, 1);
        Require.between("aftershockSigma", aftershockSigma, 0, 0.05);
    }

    /**
     * About one dip in 64 bars, 1.2 % deep on five times the volume, 60 % of it recovered over six bars. Buying at the
     * first quote after the dip and selling six bars later earns about 0.3 standard deviations a trade after costs of
     * 25 basis points.
     */
    public static PlantedEdge planted() {
        return new PlantedEdge(1.0 / 58, 0.012, 5, 6, 0.6, 0.0048);
    }

    /** The same dips without recovery: nothing to earn, a martingale but for rounding to ticks. */
    public static PlantedEdge none() {
        final PlantedEdge planted = planted();
        return new PlantedEdge(
                planted.dipChance,
                planted.depth,
                planted.volumeFactor,
                planted.recoveryBars,
                0,
                planted.aftershockSigma);
    }

    /** Drift of an ordinary bar that makes up for dips and recoveries. */
    double ordinaryDrift() {
        return dipChance * depth * (1 - recoveredShare);
    }
}
