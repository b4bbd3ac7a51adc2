package crucible.fill;

import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Instrument;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What one agent has at one instrument: an entry that waits, or an open position with its bracket and perhaps an exit
 * that waits. Reused by the desk once both are over.
 */
final class Holding {
    /** No profit target. */
    static final long NO_TARGET = 0;

    /** Places in the market's lists, by {@link HoldingList} role; -1 where it is in none. */
    final int[] place = {-1, -1};

    Account account;
    Market market;
    Timeframe timeframe;
    Direction direction;

    /** Number of the waiting order, 0 if none waits. */
    long orderId;

    /** Why the waiting order closes the position; null for an entry. */
    ExitReason exitReason;

    long decidedTimeMs;
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
        deadlineMs = 0;
        grantedUsdE8 = 0;
    }

    /** Ready for another agent. */
    void clear() {
        clearOrder();
        account = null;
        market = null;
        units = null;
        lots = 0;
    }

    void visit(StateSink sink) {
        sink.begin("holding");
        sink.field("instrument", market.instrument.id());
        sink.field("timeframe", timeframe.ordinal());
        sink.field("direction", direction.ordinal());
        sink.field("orderId", orderId);
        if (isWaiting()) {
            sink.field("exitReason", exitReason == null ? -1 : exitReason.ordinal());
            sink.field("decidedTimeMs", decidedTimeMs);
            sink.field("deadlineMs", deadlineMs);
            sink.field("grantedUsdE8", grantedUsdE8);
        }
        sink.field("lots", lots);
        if (isOpen()) {
            sink.field("tickNum", tickNum);
            sink.field("tickDen", tickDen);
            sink.field("tickLotUsdE8", units.tickLotUsdE8());
            sink.field("entryOrderId", entryOrderId);
            sink.field("entryTimeMs", entryTimeMs);
            sink.field("entryNotionalUsdE8", entryNotionalUsdE8);
            sink.field("entrySlippageUsdE8", entrySlippageUsdE8);
            sink.field("entryFeeUsdE8", entryFeeUsdE8);
            sink.field("entryMidHalfTicks", entryMidHalfTicks);
            sink.field("stopTicks", stopTicks);
            sink.field("targetTicks", targetTicks);
        } else {
            sink.field("stopDistance", stopDistance);
            sink.field("targetDistance", targetDistance);
        }
        sink.end();
    }
}
