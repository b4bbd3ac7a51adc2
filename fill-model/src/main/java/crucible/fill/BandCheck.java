package crucible.fill;

import crucible.model.OrderKind;
import crucible.model.PriceBand;
import crucible.model.Side;
import crucible.model.UsdE8;

/**
 * Whether a venue takes an order's levels, by its price band around the middle of bid and ask as last seen, which are those
 * of the last quote, or of a bar where one is newer. Before the first quote nothing is known, and nothing is refused. The
 * lane's thread.
 */
final class BandCheck {
    /** What was found outside last: the bound and the level beyond it, in ticks of the order. */
    long boundTicks;

    long levelTicks;

    /**
     * Whether the price of a limit or stop order, or the target of an entry, lies outside. A position's stop is a market
     * order once it is set off, so it has no price that could.
     */
    boolean isOutside(Holding order) {
        final PriceBand band = order.market.instrument.rules().band();
        if (order.market.askTicks == 0 || band.equals(PriceBand.NONE)) {
            return false;
        }
        final long midHalfTicks = Math.addExact(order.bidTicks(), order.askTicks());
        if (order.kind != OrderKind.MARKET && isOutside(band, order.side(), midHalfTicks, order.priceTicks)) {
            return true;
        }
        return order.isEntry()
                && !Double.isNaN(order.targetDistance)
                && isOutside(band, order.direction.exitSide(), midHalfTicks, targetTicks(order));
    }

    private static long targetTicks(Holding order) {
        final long touchTicks = order.side() == Side.BUY ? order.askTicks() : order.bidTicks();
        final long fromTicks = order.kind == OrderKind.MARKET ? touchTicks : order.priceTicks;
        final long distanceTicks = Execution.distanceTicks(order.units(), order.targetDistance);
        return Math.addExact(fromTicks, order.sign() * distanceTicks);
    }

    private boolean isOutside(PriceBand band, Side side, long midHalfTicks, long ticks) {
        final long upPpm = band.upPpm(side);
        if (upPpm > 0) {
            boundTicks = UsdE8.scaledDown(midHalfTicks, upPpm, 2_000_000);
            levelTicks = ticks;
            if (ticks > boundTicks) {
                return true;
            }
        }
        final long downPpm = band.downPpm(side);
        if (downPpm > 0) {
            boundTicks = UsdE8.scaledUp(midHalfTicks, downPpm, 2_000_000);
            levelTicks = ticks;
            return ticks < boundTicks;
        }
        return false;
    }
}
