package crucible.fill;

import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Instrument;
import crucible.model.OrderKind;
import crucible.model.Side;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.TimeInForce;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What one agent has at one instrument: an entry that waits, or an open position with its bracket and perhaps an exit
 * that waits. Reused by the desk once both are over.
 */
final class Holding implements StateHolder {
    /** No profit target. */
    static final long NO_TARGET = 0;

    /** Places in the market's lists, by {@link HoldingList} role; -1 where it is in none. */
    final int[] place = {-1, -1};

    Account account;
    Market market;
    int instrumentId;
    Timeframe timeframe;
    Direction direction;

    /** Number of the waiting order, 0 if none waits. */
    long orderId;

    /** Why the waiting order closes the position; null for an entry. */
    ExitReason exitReason;

    long decidedTimeMs;

    /** Time from the decision to the first quote that can fill the waiting order. */
    long latencyMs;

    /** Event time from which the market may fill the order. */
    long readyMs;

    long deadlineMs;
    OrderKind kind = OrderKind.MARKET;
    TimeInForce timeInForce = TimeInForce.GTC;

    /** Limit or trigger of the order in quote currency, and in ticks of its units. */
    double price;

    long priceTicks;

    /** Whether a limit order has been looked at and rests. */
    boolean arrived;

    /** What of the order has not filled; 0 while its size is not known, or for all of a position. */
    long leftLots;

    /** What the order may still spend. */
    long grantedUsdE8;

    double stopDistance;
    double targetDistance;

    /** Whether the stop follows the best price. */
    boolean trailing;

    /** Open of the bar in which something filled last, and how much did. */
    long windowOpenMs;

    long windowLots;

    /** Open quantity, 0 while the entry waits. */
    long lots;

    /** The units of ticks and lots in which the position is kept, whatever the instrument's rules become. */
    Instrument units;

    long entryOrderId;
    long entryTimeMs;

    /** Event time since which nothing has been added. */
    long lastEntryTimeMs;

    /** Value, costs of the open quantity, and twice its value at the mid prices of its entries. */
    long entryNotionalUsdE8;

    long entrySlippageUsdE8;
    long entryFeeUsdE8;
    long entryMidHalfUsdE8;

    /** Funding paid less received since the entry. */
    long fundingUsdE8;

    /** The newest funding booked, and what it cost; time 0 before the first. */
    long fundedTimeMs;

    long fundedUsdE8;

    /** Lots that entries bought, and how many of them are closed again: their difference is open. */
    long enteredLots;

    long closedLots;

    /** What the closed part of the position made: after all costs, and twice the result from mid to mid. */
    long closedNetUsdE8;

    long closedGrossHalfUsdE8;

    long stopTicks;
    long targetTicks;

    /** Market ticks times num over den are position ticks; 1 and 1 unless the tick has changed since the entry. */
    private long tickNum;

    private long tickDen;

    boolean isOpen() {
        return lots > 0;
    }

    boolean isWaiting() {
        return orderId != 0;
    }

    /** Whether the waiting order would open the position or add to it. */
    boolean isEntry() {
        return exitReason == null;
    }

    /** Whether what a stop could not sell at once waits to be sold. */
    boolean isStoppedOut() {
        return isWaiting() && exitReason == ExitReason.STOP;
    }

    /** Whether the waiting order goes on until the position is closed: a stop's or the sale of the dead. */
    boolean isForced() {
        return isWaiting() && deadlineMs == Long.MAX_VALUE;
    }

    /** Which way the waiting order trades. */
    Side side() {
        return isEntry() ? direction.entrySide() : direction.exitSide();
    }

    /** What ticks and lots are counted in. */
    Instrument units() {
        return isOpen() ? units : market.instrument;
    }

    boolean isLong() {
        return direction == Direction.LONG;
    }

    int sign() {
        return isLong() ? 1 : -1;
    }

    /** Value of the open quantity at the side at which it could be closed now, above 0 also for a short. */
    long closingValueUsdE8() {
        return units.notionalUsdE8(isLong() ? bidTicks() : askTicks(), lots);
    }

    /** Margin of a value: what one part of so many as the leverage is, rounded up. */
    private long marginUsdE8(long valueUsdE8) {
        return market.leverage == 1 ? valueUsdE8 : UsdE8.ceilDiv(valueUsdE8, market.leverage);
    }

    /** Cash that the waiting entry binds: the margin of what it may still buy. */
    long boundUsdE8() {
        return marginUsdE8(grantedUsdE8);
    }

    /**
     * By how much the open quantity makes free cash differ from cash: a short binds what it brought in and its margin. A
     * long was paid for whole, so it frees what it cost, less its margin, or less the margin of its value now and its
     * loss.
     */
    long freesUsdE8() {
        if (isLong() && market.leverage == 1) {
            return 0;
        }
        final long valueUsdE8 = closingValueUsdE8();
        if (!isLong()) {
            return Math.negateExact(Math.addExact(valueUsdE8, marginUsdE8(valueUsdE8)));
        }
        final long lostUsdE8 = Math.subtractExact(entryNotionalUsdE8, valueUsdE8);
        final long boundUsdE8 =
                Math.max(marginUsdE8(entryNotionalUsdE8), Math.addExact(marginUsdE8(valueUsdE8), lostUsdE8));
        return Math.subtractExact(entryNotionalUsdE8, boundUsdE8);
    }

    /** What the open quantity cost (a long) or brought in (a short) before fees. */
    long entryValueUsdE8() {
        return Math.addExact(entryNotionalUsdE8, sign() * entrySlippageUsdE8);
    }

    /** The market's bid in the position's ticks, rounded down. */
    long bidTicks() {
        return tickNum == tickDen
                ? market.bidTicks
                : Math.floorDiv(Math.multiplyExact(market.bidTicks, tickNum), tickDen);
    }

    /** The market's ask in the position's ticks, rounded up. */
    long askTicks() {
        return inUnits(market.askTicks);
    }

    /** A number of the market's ticks in the order's, rounded up. */
    long inUnits(long marketTicks) {
        return tickNum == tickDen ? marketTicks : -Math.floorDiv(-Math.multiplyExact(marketTicks, tickNum), tickDen);
    }

    /** The position is opened in the units in which the market counts. */
    void keepIn(Instrument instrument) {
        units = instrument;
        tickNum = 1;
        tickDen = 1;
    }

    /** Keeps the position's units while the market counts in those of {@code instrument}. */
    void convertFrom(Instrument instrument) {
        final BigDecimal theirs = instrument.rules().tickSize();
        final BigDecimal own = units.rules().tickSize();
        final int scale = Math.max(theirs.scale(), own.scale());
        final BigInteger num = theirs.setScale(scale).unscaledValue();
        final BigInteger den = own.setScale(scale).unscaledValue();
        final BigInteger common = num.gcd(den);
        tickNum = num.divide(common).longValueExact();
        tickDen = den.divide(common).longValueExact();
    }

    /** The waiting order is over. */
    void clearOrder() {
        orderId = 0;
        exitReason = null;
        decidedTimeMs = 0;
        latencyMs = 0;
        readyMs = 0;
        deadlineMs = 0;
        kind = OrderKind.MARKET;
        timeInForce = TimeInForce.GTC;
        price = 0;
        priceTicks = 0;
        arrived = false;
        leftLots = 0;
        grantedUsdE8 = 0;
    }

    /** Ready for another agent. */
    void clear() {
        clearOrder();
        account = null;
        market = null;
        instrumentId = 0;
        timeframe = null;
        direction = null;
        stopDistance = 0;
        targetDistance = 0;
        trailing = false;
        windowOpenMs = 0;
        windowLots = 0;
        lots = 0;
        units = null;
        entryOrderId = 0;
        entryTimeMs = 0;
        lastEntryTimeMs = 0;
        entryNotionalUsdE8 = 0;
        entrySlippageUsdE8 = 0;
        entryFeeUsdE8 = 0;
        fundingUsdE8 = 0;
        fundedTimeMs = 0;
        fundedUsdE8 = 0;
        entryMidHalfUsdE8 = 0;
        enteredLots = 0;
        closedLots = 0;
        closedNetUsdE8 = 0;
        closedGrossHalfUsdE8 = 0;
        stopTicks = 0;
        targetTicks = 0;
        tickNum = 0;
        tickDen = 0;
    }

    /** A restored holding gets back what it belongs to. */
    void rejoin(Account newAccount, Market newMarket) {
        account = newAccount;
        market = newMarket;
        if (isOpen() && units == null) {
            units = newMarket.instrument;
        }
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("holding", 3);
        instrumentId = sink.field("instrument", instrumentId);
        timeframe = sink.field("timeframe", Timeframe.class, timeframe);
        direction = sink.field("direction", Direction.class, direction);
        stopDistance = sink.field("stopDistance", stopDistance);
        targetDistance = sink.field("targetDistance", targetDistance);
        trailing = sink.field("trailing", trailing);
        windowOpenMs = sink.field("windowOpenMs", windowOpenMs);
        windowLots = sink.field("windowLots", windowLots);
        orderId = sink.field("orderId", orderId);
        if (isWaiting()) {
            visitOrder(sink);
        }
        lots = sink.field("lots", lots);
        if (isOpen()) {
            visitPosition(sink);
        }
        sink.end();
    }

    private void visitOrder(StateSink sink) {
        exitReason = sink.field("exitReason", ExitReason.class, exitReason);
        decidedTimeMs = sink.field("decidedTimeMs", decidedTimeMs);
        latencyMs = sink.field("latencyMs", latencyMs);
        readyMs = sink.field("readyMs", readyMs);
        deadlineMs = sink.field("deadlineMs", deadlineMs);
        kind = sink.field("kind", OrderKind.class, kind);
        timeInForce = sink.field("timeInForce", TimeInForce.class, timeInForce);
        price = sink.field("price", price);
        priceTicks = sink.field("priceTicks", priceTicks);
        arrived = sink.field("arrived", arrived);
        leftLots = sink.field("leftLots", leftLots);
        grantedUsdE8 = sink.field("grantedUsdE8", grantedUsdE8);
    }

    private void visitPosition(StateSink sink) {
        final boolean inMarketUnits = market != null && units == market.instrument;
        units = sink.field("ownUnits", Instrument.FORM, inMarketUnits ? null : units);
        if (inMarketUnits) {
            units = market.instrument;
        }
        tickNum = sink.field("tickNum", tickNum);
        tickDen = sink.field("tickDen", tickDen);
        entryOrderId = sink.field("entryOrderId", entryOrderId);
        entryTimeMs = sink.field("entryTimeMs", entryTimeMs);
        lastEntryTimeMs = sink.field("lastEntryTimeMs", lastEntryTimeMs);
        entryNotionalUsdE8 = sink.field("entryNotionalUsdE8", entryNotionalUsdE8);
        entrySlippageUsdE8 = sink.field("entrySlippageUsdE8", entrySlippageUsdE8);
        entryFeeUsdE8 = sink.field("entryFeeUsdE8", entryFeeUsdE8);
        fundingUsdE8 = sink.field("fundingUsdE8", fundingUsdE8);
        fundedTimeMs = sink.field("fundedTimeMs", fundedTimeMs);
        fundedUsdE8 = sink.field("fundedUsdE8", fundedUsdE8);
        entryMidHalfUsdE8 = sink.field("entryMidHalfUsdE8", entryMidHalfUsdE8);
        enteredLots = sink.field("enteredLots", enteredLots);
        closedLots = sink.field("closedLots", closedLots);
        closedNetUsdE8 = sink.field("closedNetUsdE8", closedNetUsdE8);
        closedGrossHalfUsdE8 = sink.field("closedGrossHalfUsdE8", closedGrossHalfUsdE8);
        stopTicks = sink.field("stopTicks", stopTicks);
        targetTicks = sink.field("targetTicks", targetTicks);
    }
}
