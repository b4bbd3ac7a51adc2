package crucible.fill;

import crucible.model.BarView;
import crucible.model.ExitReason;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.UsdE8;

/**
 * Closes positions of perpetuals, and shorts of borrowed spot, whose margin is used up. A position's margin is its own: its
 * value at the entry over the leverage. At a leverage of 1 a long can lose all of it and no more, and only shorts are looked
 * at. The mark price counts; where none is known, or it is old, the side of the quote at which the position would be closed;
 * and for bars in which there was no mark, their extremes. The lane's thread.
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
        final double markUsd = perpetual.markPriceUsdE12 * 1e-12;
        if (mayUseUp(perpetual, markUsd, markUsd)) {
            scan(market, perpetual.markPriceUsdE12, timeMs);
        }
    }

    /** The quote has moved. */
    void onQuote(Market market, long timeMs) {
        final PerpetualMarket perpetual = market.perpetual;
        if (market.isMargined()
                && timeMs - perpetual.markTimeMs > MARK_AGE_MS
                && mayUseUp(
                        perpetual,
                        market.instrument.price(market.bidTicks),
                        market.instrument.price(market.askTicks))) {
            scan(market, 0, timeMs);
        }
    }

    /** Whether some margin may be used up between these prices. */
    private static boolean mayUseUp(PerpetualMarket perpetual, double lowUsd, double highUsd) {
        return highUsd >= perpetual.scanFromUsd || lowUsd <= perpetual.scanToUsd;
    }

    /** @param markPriceUsdE12 0 where the touch counts */
    private void scan(Market market, long markPriceUsdE12, long timeMs) {
        final int maintenancePpm = margins.maintenancePpmAt(market.instrument.venue());
        double nextFromUsd = Double.POSITIVE_INFINITY;
        double nextToUsd = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < Timeframe.count(); t++) {
            final HoldingList open = market.open(Timeframe.at(t));
            final int end = open.begin();
            for (int i = 0; i < end; i++) {
                final Holding holding = open.at(i);
                if (holding == null || !hasMargin(holding)) {
                    continue;
                }
                final Account account = holding.account;
                try {
                    final long valueUsdE8 = markPriceUsdE12 > 0
                            ? holding.units.markedUsdE8(markPriceUsdE12, holding.lots, !holding.isLong())
                            : holding.closingValueUsdE8();
                    if (isUsedUp(holding, valueUsdE8, maintenancePpm)) {
                        liquidate(holding, worse(holding, markPriceUsdE12), timeMs);
                    } else if (holding.isLong()) {
                        nextToUsd = Math.max(nextToUsd, usedUpAtUsd(holding, maintenancePpm));
                    } else {
                        nextFromUsd = Math.min(nextFromUsd, usedUpAtUsd(holding, maintenancePpm));
                    }
                } catch (RuntimeException failure) {
                    failures.onFailure(account, failure, timeMs);
                }
            }
            open.end();
        }
        market.perpetual.scanFromUsd = nextFromUsd;
        market.perpetual.scanToUsd = nextToUsd;
    }

    /** Whether a position has a margin that can be used up before all of what it cost is lost. */
    private static boolean hasMargin(Holding holding) {
        return !holding.isLong() || holding.market.leverage > 1;
    }

    /** The worse of touch and mark price, where there is one, for who has to close. */
    private static long worse(Holding holding, long markPriceUsdE12) {
        final long touchTicks = holding.isLong() ? holding.bidTicks() : holding.askTicks();
        if (markPriceUsdE12 == 0) {
            return touchTicks;
        }
        final long markTicks = holding.units.priceTicks(markPriceUsdE12 * 1e-12, holding.direction.exitSide());
        return holding.isLong() ? Math.max(1, Math.min(touchTicks, markTicks)) : Math.max(touchTicks, markTicks);
    }

    /**
     * A closed bar, before its stops are looked at, where no mark price was seen in it: a position whose margin was used up
     * where the bar opened, or before the stop was reached, is closed at the open or at the bar's worst price.
     */
    void onBar(Market market, BarView bar) {
        if (!market.isMargined()
                || market.perpetual.markTimeMs >= bar.openTimeMs()
                || !mayUseUp(market.perpetual, bar.low(), bar.high())) {
            return;
        }
        final int maintenancePpm = margins.maintenancePpmAt(market.instrument.venue());
        final HoldingList open = market.open(bar.timeframe());
        final int end = open.begin();
        for (int i = 0; i < end; i++) {
            final Holding holding = open.at(i);
            if (holding == null || !hasMargin(holding) || bar.closeTimeMs() <= holding.entryTimeMs) {
                continue;
            }
            final Account account = holding.account;
            try {
                final Side side = holding.direction.exitSide();
                final long openTicks = holding.units.priceTicks(bar.open(), side);
                final long worstTicks = holding.units.priceTicks(holding.isLong() ? bar.low() : bar.high(), side);
                final long beforeStopTicks = holding.isLong()
                        ? Math.max(worstTicks, holding.stopTicks)
                        : Math.min(worstTicks, holding.stopTicks);
                if (isUsedUpAt(holding, openTicks, maintenancePpm)) {
                    liquidate(holding, crossed(holding, openTicks), bar.closeTimeMs());
                } else if (isUsedUpAt(holding, beforeStopTicks, maintenancePpm)) {
                    liquidate(holding, crossed(holding, worstTicks), bar.closeTimeMs());
                }
            } catch (RuntimeException failure) {
                failures.onFailure(account, failure, bar.closeTimeMs());
            }
        }
        open.end();
    }

    /** A bar shows trades, and who trades then crosses the spread. */
    private static long crossed(Holding holding, long tradeTicks) {
        final long spreadTicks = Math.subtractExact(holding.askTicks(), holding.bidTicks());
        return Math.max(1, Math.subtractExact(tradeTicks, holding.sign() * spreadTicks));
    }

    private static boolean isUsedUpAt(Holding holding, long ticks, int maintenancePpm) {
        return isUsedUp(holding, holding.units.notionalUsdE8(ticks, holding.lots), maintenancePpm);
    }

    /**
     * Whether less than the maintenance margin is left: margin less what the position has lost and what it has paid of
     * funding; funding that it received does not help.
     */
    private static boolean isUsedUp(Holding holding, long valueUsdE8, int maintenancePpm) {
        final long leftUsdE8 = Math.addExact(cushionUsdE8(holding), holding.sign() * valueUsdE8);
        return leftUsdE8 < UsdE8.costUp(valueUsdE8, maintenancePpm);
    }

    /** What is left of the margin, but for the value: of a short more than 0, of a long less. */
    private static long cushionUsdE8(Holding holding) {
        final long entryUsdE8 = holding.entryValueUsdE8();
        final long marginUsdE8 = Math.floorDiv(entryUsdE8, holding.market.leverage);
        return Math.subtractExact(
                Math.subtractExact(marginUsdE8, holding.sign() * entryUsdE8), Math.max(0, holding.fundingUsdE8));
    }

    /**
     * A price a little before the one from which on the margin is used up: by a tick, as the touch is rounded to its
     * own.
     */
    private static double usedUpAtUsd(Holding holding, int maintenancePpm) {
        final double sign = holding.sign();
        final double valueUsd = -sign * cushionUsdE8(holding) / 1e8 / (1 - sign * maintenancePpm / 1e6);
        return valueUsd / holding.units.quantityBase(holding.lots) * (1 + sign * 1e-9)
                + sign * holding.units.tickSize();
    }

    private void liquidate(Holding holding, long touchTicks, long timeMs) {
        final Market market = holding.market;
        final long spreadTicks = Math.subtractExact(holding.askTicks(), holding.bidTicks());
        // What set it off is told as of a stop: the price a spread inside the one at which it is closed.
        offer.taken(holding, touchTicks, spreadTicks, margins.liquidationFeePpmAt(market.instrument.venue()), timeMs);
        execution.bracket(holding, ExitReason.LIQUIDATION, offer);
    }
}
