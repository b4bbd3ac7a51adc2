package crucible.fill;

import crucible.model.BarView;
import crucible.model.ExitReason;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.UsdE8;

/**
 * Closes positions of perpetuals, and shorts of borrowed spot, whose margin is used up. A position's margin is its own and is its value at the entry:
 * gross leverage is 1, so a long can lose all of it and no more, and only shorts are looked at. The mark price counts; where
 * none is known, or it is old, the side of the quote at which the position would be closed; and for bars in which there was
 * no mark, their extremes. The lane's thread.
 */
final class Liquidations {
    /** Beyond this age a mark price says nothing, and the touch counts. */
    private static final long MARK_AGE_MS = 60_000;

    private final MarginSettings margins;
    private final Execution execution;
    private final Failures failures;
    private final Offer offer = new Offer();

    Liquidations(MarginSettings margins, Execution execution, Failures failures) {
        this.margins = margins;
        this.execution = execution;
        this.failures = failures;
    }

    /** The mark price has moved. */
    void onMark(Market market, long timeMs) {
        final PerpetualMarket perpetual = market.perpetual;
        if (perpetual.markPriceUsdE12 * 1e-12 >= perpetual.scanFromUsd) {
            scan(market, perpetual.markPriceUsdE12, timeMs);
        }
    }

    /** The quote has moved. */
    void onQuote(Market market, long timeMs) {
        final PerpetualMarket perpetual = market.perpetual;
        if (market.isMargined()
                && timeMs - perpetual.markTimeMs > MARK_AGE_MS
                && market.instrument.price(market.askTicks) >= perpetual.scanFromUsd) {
            scan(market, 0, timeMs);
        }
    }

    /** @param markPriceUsdE12 0 where the ask counts */
    private void scan(Market market, long markPriceUsdE12, long timeMs) {
        final int maintenancePpm = margins.maintenancePpmAt(market.instrument.venue());
        double nextUsd = Double.POSITIVE_INFINITY;
        for (int t = 0; t < Timeframe.count(); t++) {
            final HoldingList open = market.open(Timeframe.at(t));
            final int end = open.begin();
            for (int i = 0; i < end; i++) {
                final Holding holding = open.at(i);
                if (holding == null || holding.isLong()) {
                    continue;
                }
                final Account account = holding.account;
                try {
                    final long valueUsdE8 = markPriceUsdE12 > 0
                            ? holding.units.markedUsdE8(markPriceUsdE12, holding.lots, true)
                            : holding.units.notionalUsdE8(holding.askTicks(), holding.lots);
                    if (isUsedUp(holding, valueUsdE8, maintenancePpm)) {
                        final long markTicks =
                                markPriceUsdE12 > 0 ? holding.units.priceTicks(markPriceUsdE12 * 1e-12, Side.BUY) : 0;
                        liquidate(holding, Math.max(holding.askTicks(), markTicks), timeMs);
                    } else {
                        nextUsd = Math.min(nextUsd, usedUpAtUsd(holding, maintenancePpm));
                    }
                } catch (RuntimeException failure) {
                    failures.onFailure(account, failure, timeMs);
                }
            }
            open.end();
        }
        market.perpetual.scanFromUsd = nextUsd;
    }

    /**
     * A closed bar, before its stops are looked at, where no mark price was seen in it: a position whose margin was used up
     * where the bar opened, or before the stop was reached, is closed at the open or at the bar's worst price.
     */
    void onBar(Market market, BarView bar) {
        if (!market.isMargined()
                || market.perpetual.markTimeMs >= bar.openTimeMs()
                || bar.high() < market.perpetual.scanFromUsd) {
            return;
        }
        final int maintenancePpm = margins.maintenancePpmAt(market.instrument.venue());
        final HoldingList open = market.open(bar.timeframe());
        final int end = open.begin();
        for (int i = 0; i < end; i++) {
            final Holding holding = open.at(i);
            if (holding == null || holding.isLong() || bar.closeTimeMs() <= holding.entryTimeMs) {
                continue;
            }
            final Account account = holding.account;
            try {
                final long openTicks = holding.units.priceTicks(bar.open(), Side.BUY);
                final long highTicks = holding.units.priceTicks(bar.high(), Side.BUY);
                if (isUsedUpAt(holding, openTicks, maintenancePpm)) {
                    liquidate(holding, crossed(holding, openTicks), bar.closeTimeMs());
                } else if (isUsedUpAt(holding, Math.min(highTicks, holding.stopTicks), maintenancePpm)) {
                    liquidate(holding, crossed(holding, highTicks), bar.closeTimeMs());
                }
            } catch (RuntimeException failure) {
                failures.onFailure(account, failure, bar.closeTimeMs());
            }
        }
        open.end();
    }

    /** A bar shows trades, and who buys crosses the spread. */
    private static long crossed(Holding holding, long tradeTicks) {
        return Math.addExact(tradeTicks, Math.subtractExact(holding.askTicks(), holding.bidTicks()));
    }

    private static boolean isUsedUpAt(Holding holding, long ticks, int maintenancePpm) {
        return isUsedUp(holding, holding.units.notionalUsdE8(ticks, holding.lots), maintenancePpm);
    }

    /**
     * Whether less than the maintenance margin is left: margin less what the short has lost and what it has paid of
     * funding; funding that it received does not help.
     */
    private static boolean isUsedUp(Holding holding, long valueUsdE8, int maintenancePpm) {
        return Math.subtractExact(cushionUsdE8(holding), valueUsdE8) < UsdE8.costUp(valueUsdE8, maintenancePpm);
    }

    /** Margin and what the short brought in, less the funding that it has paid. */
    private static long cushionUsdE8(Holding holding) {
        final long entryUsdE8 = holding.entryValueUsdE8();
        return Math.subtractExact(Math.addExact(entryUsdE8, entryUsdE8), Math.max(0, holding.fundingUsdE8));
    }

    /** A price a little below the one from which on the margin is used up. */
    private static double usedUpAtUsd(Holding holding, int maintenancePpm) {
        final double valueUsd = cushionUsdE8(holding) / 1e8 / (1 + maintenancePpm / 1e6);
        return valueUsd / holding.units.quantityBase(holding.lots) * (1 - 1e-9);
    }

    private void liquidate(Holding holding, long touchTicks, long timeMs) {
        final Market market = holding.market;
        final long spreadTicks = Math.subtractExact(holding.askTicks(), holding.bidTicks());
        // What set it off is told as of a stop: the price a spread inside the one at which it is closed.
        offer.taken(holding, touchTicks, spreadTicks, margins.liquidationFeePpmAt(market.instrument.venue()), timeMs);
        execution.bracket(holding, ExitReason.LIQUIDATION, offer);
    }
}
