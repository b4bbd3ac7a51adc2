package crucible.fill;

import crucible.model.BarView;
import crucible.model.Instrument;
import crucible.model.Side;

/** A bar's prices in ticks of one instrument's units, rounded down for longs and up for shorts. Reused. */
final class BarTicks {
    private Instrument units;
    private long openDown;
    private long highDown;
    private long lowDown;
    private long openUp;
    private long highUp;
    private long lowUp;

    /** The next bar may differ. */
    void forget() {
        units = null;
    }

    /** Counts {@code bar} in other units, if it is not yet. */
    BarTicks in(Instrument wanted, BarView bar) {
        if (wanted != units) {
            openDown = wanted.priceTicks(bar.open(), Side.SELL);
            highDown = wanted.priceTicks(bar.high(), Side.SELL);
            lowDown = wanted.priceTicks(bar.low(), Side.SELL);
            openUp = wanted.priceTicks(bar.open(), Side.BUY);
            highUp = wanted.priceTicks(bar.high(), Side.BUY);
            lowUp = wanted.priceTicks(bar.low(), Side.BUY);
            units = wanted;
        }
        return this;
    }

    boolean reachesStop(Holding position) {
        return position.isLong() ? lowDown <= position.stopTicks : highUp >= position.stopTicks;
    }

    /** Whether the bar traded through the target: a touch leaves a resting order in its queue. */
    boolean passesTarget(Holding position) {
        if (position.targetTicks == Holding.NO_TARGET) {
            return false;
        }
        return position.isLong() ? highDown > position.targetTicks : lowUp < position.targetTicks;
    }

    /** The trade price at which the stop was set off: its level, or the open where the bar opened beyond it. */
    long stopTradeTicks(Holding position) {
        return position.isLong() ? Math.min(position.stopTicks, openDown) : Math.max(position.stopTicks, openUp);
    }
}
