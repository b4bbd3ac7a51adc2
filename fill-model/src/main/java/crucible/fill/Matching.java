package crucible.fill;

import crucible.model.BarView;
import crucible.model.OrderEnd;
import crucible.model.Provenance;
import crucible.model.Side;
import crucible.model.TimeInForce;

/** What a waiting order makes of a quote or a bar. The lane's thread. */
final class Matching {
    private final WaitingOrders orders;
    private final Execution execution;
    private final VolumeShare volume;
    private final BarTicks barTicks;
    private final Offer offer = new Offer();

    Matching(WaitingOrders orders, Execution execution, VolumeShare volume, BarTicks barTicks) {
        this.orders = orders;
        this.execution = execution;
        this.volume = volume;
        this.barTicks = barTicks;
    }

    /** The newest quote of the order's market is of {@code timeMs}. */
    void onQuote(Holding order, long timeMs) {
        if (timeMs < order.readyMs) {
            return;
        }
        offer.quote(order, timeMs);
        final double volumeBase = order.market.volumeBase(order.timeframe);
        switch (order.kind) {
            case MARKET -> fill(order, volumeBase);
            case STOP -> {
                if (isAtOrBeyond(order, offer.touchTicks)) {
                    orders.triggered(order, timeMs);
                }
            }
            case LIMIT -> {
                if (!order.arrived) {
                    arrive(order, volumeBase);
                } else if (isAsGood(order, offer.touchTicks)) {
                    offer.rest(order.priceTicks);
                    fill(order, volumeBase);
                }
            }
        }
    }

    /**
     * A bar of the order's timeframe has closed. An order that still waits though the bar opened after its arrival has seen
     * no quote since: it fills from the bar. A limit order that rests fills where the bar traded through it.
     */
    void onBar(Holding order, BarView bar, boolean newest) {
        final boolean speaks = newest
                && bar.openTimeMs() >= order.readyMs
                && bar.provenance() != Provenance.SYNTHETIC
                && (!order.isEntry() || bar.provenance().allowsEntry());
        if (!speaks) {
            return;
        }
        final BarTicks ticks = barTicks.in(order.units(), bar);
        final long spreadTicks = order.market.spreadTicks(order, bar.closeTimeMs());
        switch (order.kind) {
            case MARKET -> {
                if (order.market.quoteTimeMs < bar.openTimeMs()) {
                    offer.open(order, ticks, spreadTicks);
                    fill(order, bar.volumeBase());
                }
            }
            case STOP -> stop(order, ticks, spreadTicks, bar.volumeBase());
            case LIMIT -> limit(order, ticks, spreadTicks, bar.volumeBase());
        }
    }

    private void stop(Holding order, BarTicks ticks, long spreadTicks, double volumeBase) {
        final Side side = order.side();
        if (isAtOrBeyond(order, side == Side.BUY ? ticks.highUp() : ticks.lowDown())) {
            final long tradeTicks = side == Side.BUY
                    ? Math.max(order.priceTicks, ticks.openUp())
                    : Math.min(order.priceTicks, ticks.openDown());
            offer.stopped(order, ticks, side, tradeTicks, spreadTicks);
            fill(order, volumeBase);
        }
    }

    private void limit(Holding order, BarTicks ticks, long spreadTicks, double volumeBase) {
        if (!order.arrived) {
            offer.open(order, ticks, spreadTicks);
            if (arrive(order, volumeBase)) {
                return;
            }
        }
        final boolean through =
                order.side() == Side.BUY ? ticks.lowUp() < order.priceTicks : ticks.highDown() > order.priceTicks;
        if (through) {
            offer.through(order, ticks, order.priceTicks);
            fill(order, volumeBase);
        }
    }

    /** The first look at a limit order; false if it rests and more may be said of it. */
    private boolean arrive(Holding order, double volumeBase) {
        order.arrived = true;
        if (isAsGood(order, offer.touchTicks)) {
            if (order.timeInForce == TimeInForce.POST_ONLY) {
                orders.end(order, OrderEnd.POST_ONLY_WOULD_CROSS, 0, 0, offer.timeMs);
            } else {
                fill(order, volumeBase);
            }
            return true;
        }
        if (order.timeInForce == TimeInForce.IOC) {
            orders.end(order, OrderEnd.IOC_UNFILLED, 0, 0, offer.timeMs);
            return true;
        }
        offer.rest(order.priceTicks);
        return order.isEntry() && execution.isRefused(order, offer);
    }

    private void fill(Holding order, double volumeBase) {
        offer.mostLots = volume.leftLots(order, offer, volumeBase);
        if (order.isEntry()) {
            execution.enter(order, offer);
        } else {
            execution.exit(order, offer);
        }
    }

    /** Whether a price is as good as the order's own. */
    private static boolean isAsGood(Holding order, long ticks) {
        return order.side() == Side.BUY ? ticks <= order.priceTicks : ticks >= order.priceTicks;
    }

    /** Whether a price is as bad as the order's own. */
    private static boolean isAtOrBeyond(Holding order, long ticks) {
        return order.side() == Side.BUY ? ticks >= order.priceTicks : ticks <= order.priceTicks;
    }
}
