package crucible.fill;

import crucible.model.BarView;
import crucible.model.ExitReason;

/** Stops and targets of open positions, looked at on closed bars. The lane's thread. */
final class Brackets {
    private final Execution execution;
    private final VolumeShare volume;
    private final BarTicks barTicks;
    private final Offer offer = new Offer();

    Brackets(Execution execution, VolumeShare volume, BarTicks barTicks) {
        this.execution = execution;
        this.volume = volume;
        this.barTicks = barTicks;
    }

    /** The stop comes first. A bar that is not the newest may set off the stop, but not the target. */
    void check(Holding holding, BarView bar, boolean newest) {
        final BarTicks ticks = barTicks.in(holding.units(), bar);
        if (ticks.reachesStop(holding)) {
            stop(holding, ticks, ticks.stopTradeTicks(holding), bar.volumeBase());
        } else if (newest && bar.openTimeMs() > holding.lastEntryTimeMs) {
            if (ticks.passesTarget(holding)) {
                offer.through(holding, ticks, holding.targetTicks);
                offer.mostLots = volume.leftLots(holding, offer, bar.volumeBase());
                execution.bracket(holding, ExitReason.TARGET, offer);
            } else if (holding.trailing) {
                follow(holding, ticks, bar.volumeBase());
            }
        }
    }

    /**
     * The stop follows the bar's best price. Where the bar closed beyond the new stop, the price came to it after its best:
     * that is certain, so it is set off, at the close.
     */
    private void follow(Holding holding, BarTicks ticks, double volumeBase) {
        final long distanceTicks = Execution.distanceTicks(holding.units(), holding.stopDistance);
        final long followed = ticks.followingStopTicks(holding, distanceTicks);
        if (holding.sign() * Math.subtractExact(followed, holding.stopTicks) <= 0) {
            return;
        }
        holding.stopTicks = followed;
        final long closeTicks = ticks.closeTicks(holding);
        if (holding.sign() * Math.subtractExact(closeTicks, followed) <= 0) {
            stop(holding, ticks, closeTicks, volumeBase);
        }
    }

    /** A bar shows trades, and a stop crosses the spread: a sale gets the bid below the trade that set it off. */
    private void stop(Holding holding, BarTicks ticks, long tradeTicks, double volumeBase) {
        final long spreadTicks = holding.market.spreadTicks(holding, ticks.closeTimeMs());
        offer.stopped(holding, ticks, holding.direction.exitSide(), tradeTicks, spreadTicks);
        offer.mostLots = volume.leftLots(holding, offer, volumeBase);
        execution.bracket(holding, ExitReason.STOP, offer);
    }
}
