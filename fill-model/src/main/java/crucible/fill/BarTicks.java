package crucible.fill;

import crucible.model.BarView;
import crucible.model.Instrument;
import crucible.model.Side;

/** A bar's prices in ticks of one instrument's units, rounded down for longs and up for shorts. Reused. */
final class BarTicks {
    private Instrument units;
    private long openTimeMs;
    private long closeTimeMs;
    private long openDown;
    private long highDown;
    private long lowDown;
    private long closeDown;
    private long openUp;
    private long highUp;
    private long lowUp;
    private long closeUp;

    /** The next bar may differ. */
    void forget() {
        units = null;
    }

    /** Counts {@code bar} in other units, if it is not yet. */
    BarTicks in(Instrument wanted, BarView bar) {
        if (wanted != units) {
            openTimeMs = bar.openTimeMs();
            closeTimeMs = bar.closeTimeMs();
            openDown = wanted.priceTicks(bar.open(), Side.SELL);
            highDown = wanted.priceTicks(bar.high(), Side.SELL);
            lowDown = wanted.priceTicks(bar.low(), Side.SELL);
            closeDown = wanted.priceTicks(bar.close(), Side.SELL);
            openUp = wanted.priceTicks(bar.open(), Side.BUY);
            highUp = wanted.priceTicks(bar.high(), Side.BUY);
            lowUp = wanted.priceTicks(bar.low(), Side.BUY);
            closeUp = wanted.priceTicks(bar.close(), Side.BUY);
            units = wanted;
        }
        return this;
    }

    long openTimeMs() {
        return openTimeMs;
    }

    long closeTimeMs() {
        return closeTimeMs;
    }

    long openDown() {
        return openDown;
    }

    long openUp() {
        return openUp;
    }

    long highDown() {
        return highDown;
    }

    long highUp() {
        return highUp;
    }

    long lowDown() {
        return lowDown;
    }

    long lowUp() {
        return lowUp;
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

    /** Where a stop lies that follows the bar's best price at a distance. */
    long followingStopTicks(Holding position, long distanceTicks) {
        return position.isLong()
                ? Math.max(1, Math.subtractExact(highDown, distanceTicks))
                : Math.addExact(lowUp, distanceTicks);
    }

    /** The close, rounded against the position. */
    long closeTicks(Holding position) {
        return position.isLong() ? closeDown : closeUp;
    }
}
