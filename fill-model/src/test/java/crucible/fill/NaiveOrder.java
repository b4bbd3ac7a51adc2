package crucible.fill;

import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.OrderKind;
import crucible.model.Side;
import crucible.model.TimeInForce;
import crucible.model.Timeframe;
import java.math.BigDecimal;

/** A waiting order of the judge; {@code exit} is null for an entry. */
final class NaiveOrder {
    int agentId;
    long id;
    int instrumentId;
    Timeframe timeframe;
    Direction direction;
    ExitReason exit;
    OrderKind kind = OrderKind.MARKET;
    TimeInForce force = TimeInForce.GTC;
    /** As it was asked for, and on the grid. */
    double wish;

    BigDecimal price;
    boolean looked;

    /** Lots that are not filled; null while nobody knows how many there are, or for all of the position. */
    Long left;

    BigDecimal granted = BigDecimal.ZERO;
    double stop;
    double target;
    boolean trailing;
    long decidedTimeMs;
    long latencyMs;
    long readyMs;
    long deadlineMs;

    boolean isEntry() {
        return exit == null;
    }

    boolean buys() {
        return (direction == Direction.LONG) == isEntry();
    }

    Side side() {
        return buys() ? Side.BUY : Side.SELL;
    }

    boolean isForced() {
        return deadlineMs == Long.MAX_VALUE;
    }

    boolean goesOn() {
        return isForced() || kind == OrderKind.LIMIT && force != TimeInForce.IOC;
    }

    /** Whether a price is as good as the order's own. */
    boolean accepts(BigDecimal offered) {
        return buys() ? offered.compareTo(price) <= 0 : offered.compareTo(price) >= 0;
    }

    /** Whether a price sets a stop order off. */
    boolean isSetOffBy(BigDecimal seen) {
        return buys() ? seen.compareTo(price) >= 0 : seen.compareTo(price) <= 0;
    }
}
