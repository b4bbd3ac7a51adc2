package crucible.fill;

import crucible.model.Direction;
import crucible.model.Instrument;
import crucible.model.Side;
import crucible.model.Timeframe;
import java.math.BigDecimal;

/** An open position of the judge. */
final class NaivePosition {
    int agentId;
    int instrumentId;

    /** Ticks and lots in which it is kept, whatever the rules become. */
    Instrument units;

    Timeframe timeframe;
    Direction direction;
    long entryOrderId;
    long lots;

    /** What the open lots cost, and what they were worth at the mid prices of their entries. */
    BigDecimal value = BigDecimal.ZERO;

    BigDecimal slippage = BigDecimal.ZERO;
    BigDecimal fee = BigDecimal.ZERO;

    /** Twice the value at mid prices, which is a whole number of 1e-8 dollars. */
    BigDecimal twiceMid = BigDecimal.ZERO;

    /** Funding paid less received. */
    BigDecimal funding = BigDecimal.ZERO;

    /** The funding booked last, and what it cost. */
    long fundedMs;

    BigDecimal funded = BigDecimal.ZERO;
    BigDecimal stop;
    BigDecimal target;
    double stopDistance;
    boolean trailing;
    long sinceMs;
    long lastMs;
    BigDecimal closedNet = BigDecimal.ZERO;
    BigDecimal closedTwiceGross = BigDecimal.ZERO;

    boolean isLong() {
        return direction == Direction.LONG;
    }

    BigDecimal sign() {
        return isLong() ? BigDecimal.ONE : BigDecimal.ONE.negate();
    }

    Side exitSide() {
        return isLong() ? Side.SELL : Side.BUY;
    }
}
