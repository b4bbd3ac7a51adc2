package crucible.fill;

import crucible.model.Instrument;
import crucible.model.OrderKind;
import crucible.model.PriceBand;
import crucible.model.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The judge's price bands: how far from the middle of the market the venue takes a price or a target. */
final class NaiveBand {
    private NaiveBand() {}

    /** A bound, and the level beyond it, in ticks. */
    record Bound(long ticks, long levelTicks) {}

    /** The bound that an order lies beyond, or null. */
    static Bound passed(NaiveDesk desk, NaiveMarket market, NaiveOrder order) {
        if (!market.isSeen(order.instrumentId)) {
            return null;
        }
        final Instrument units = desk.units(order);
        final BigDecimal bid = market.touch(units, order.instrumentId, Side.SELL);
        final BigDecimal ask = market.touch(units, order.instrumentId, Side.BUY);
        final BigDecimal middle = bid.add(ask).divide(BigDecimal.valueOf(2));
        final PriceBand band = desk.instruments.get(order.instrumentId).rules().band();
        final boolean buys = order.buys();
        final BigDecimal from = order.kind != OrderKind.MARKET ? order.price : buys ? ask : bid;
        Bound bound = order.kind == OrderKind.MARKET ? null : passed(units, band, order.side(), middle, order.price);
        if (bound == null && order.isEntry() && !Double.isNaN(order.target)) {
            final BigDecimal away = NaiveFills.away(units, order.target);
            bound = passed(
                    units, band, buys ? Side.SELL : Side.BUY, middle, buys ? from.add(away) : from.subtract(away));
        }
        return bound;
    }

    private static Bound passed(Instrument units, PriceBand band, Side side, BigDecimal middle, BigDecimal level) {
        final BigDecimal highest = middle.multiply(BigDecimal.valueOf(band.upPpm(side), 6));
        final BigDecimal lowest = middle.multiply(BigDecimal.valueOf(band.downPpm(side), 6));
        final boolean above = band.upPpm(side) != 0 && level.compareTo(highest) > 0;
        if (!above && level.compareTo(lowest) >= 0) {
            return null;
        }
        final BigDecimal tick = NaiveUnits.tick(units);
        final BigDecimal bound =
                above ? highest.divide(tick, 0, RoundingMode.FLOOR) : lowest.divide(tick, 0, RoundingMode.CEILING);
        return new Bound(bound.longValueExact(), level.divide(tick).longValueExact());
    }
}
