package crucible.fill;

import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Instrument;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.Timeframe;
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

    long deadlineMs;
    long grantedUsdE8;
    double stopDistance;
    double targetDistance;

    /** Open quantity, 0 while the entry waits. */
    long lots;

    /** The units of ticks and lots in which the position is kept, whatever the instrument's rules become. */
    Instrument units;

    long entryOrderId;
    long entryTimeMs;
    long entryNotionalUsdE8;
    long entrySlippageUsdE8;
    long entryFeeUsdE8;

    /** Funding paid less received since the entry. */
    long fundingUsdE8;

    /** The newest funding booked, and what it cost; time 0 before the first. */
    long fundedTimeMs;

    long fundedUsdE8;

    /** Bid plus ask at the entry: the mid price in half ticks, exact. */
    long entryMidHalfTicks;

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
        return tickNum == tickDen
                ? market.askTicks
                : -Math.floorDiv(-Math.multiplyExact(market.askTicks, tickNum), tickDen);
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
        deadlineMs = 0;
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
        lots = 0;
        units = null;
        entryOrderId = 0;
        entryTimeMs = 0;
        entryNotionalUsdE8 = 0;
        entrySlippageUsdE8 = 0;
        entryFeeUsdE8 = 0;
        fundingUsdE8 = 0;
        fundedTimeMs = 0;
        fundedUsdE8 = 0;
        entryMidHalfTicks = 0;
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
        sink.begin("holding", 2);
        instrumentId = sink.field("instrument", instrumentId);
        timeframe = sink.field("timeframe", Timeframe.class, timeframe);
        direction = sink.field("direction", Direction.class, direction);
        stopDistance = sink.field("stopDistance", stopDistance);
        targetDistance = sink.field("targetDistance", targetDistance);
        orderId = sink.field("orderId", orderId);
        if (isWaiting()) {
            exitReason = sink.field("exitReason", ExitReason.class, exitReason);
            decidedTimeMs = sink.field("decidedTimeMs", decidedTimeMs);
            latencyMs = sink.field("latencyMs", latencyMs);
            deadlineMs = sink.field("deadlineMs", deadlineMs);
            grantedUsdE8 = sink.field("grantedUsdE8", grantedUsdE8);
        }
        lots = sink.field("lots", lots);
        if (isOpen()) {
            visitPosition(sink);
        }
        sink.end();
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
        entryNotionalUsdE8 = sink.field("entryNotionalUsdE8", entryNotionalUsdE8);
        entrySlippageUsdE8 = sink.field("entrySlippageUsdE8", entrySlippageUsdE8);
        entryFeeUsdE8 = sink.field("entryFeeUsdE8", entryFeeUsdE8);
        fundingUsdE8 = sink.field("fundingUsdE8", fundingUsdE8);
        fundedTimeMs = sink.field("fundedTimeMs", fundedTimeMs);
        fundedUsdE8 = sink.field("fundedUsdE8", fundedUsdE8);
        entryMidHalfTicks = sink.field("entryMidHalfTicks", entryMidHalfTicks);
        stopTicks = sink.field("stopTicks", stopTicks);
        targetTicks = sink.field("targetTicks", targetTicks);
    }
}
