package crucible.model;

/**
 * What an agent asks of its desk: one order. Begin with {@link #entry} or {@link #reduce}, which forget what was asked
 * before; the order is a market order unless {@link #limit} or {@link #stop} is called. Reused by its owner, on the lane's
 * thread: the desk copies what it keeps.
 */
public final class OrderRequest {
    private int agentId;
    private int instrumentId;
    private Timeframe timeframe;
    private Direction direction;
    private ExitReason reduceReason;
    private OrderKind kind = OrderKind.MARKET;
    private TimeInForce timeInForce = TimeInForce.GTC;
    private double price = Double.NaN;
    private int expiryBars;
    private long budgetUsdE8;
    private long lots;
    private double stopDistance = Double.NaN;
    private double targetDistance = Double.NaN;
    private boolean trailing;
    private long decidedTimeMs;

    /** An order that opens a position, decided at an arena time by an agent that plays bars of {@code bars}. */
    public OrderRequest entry(int agent, int instrument, Timeframe bars, Direction way, long decidedMs) {
        begin(agent, instrument, decidedMs);
        timeframe = Require.present("timeframe", bars);
        direction = Require.present("direction", way);
        return this;
    }

    /** A reduce-only order: it closes what is open, all of it unless {@link #lots} says less, and never more. */
    public OrderRequest reduce(int agent, int instrument, ExitReason reason, long decidedMs) {
        begin(agent, instrument, decidedMs);
        reduceReason = Require.present("reason", reason);
        return this;
    }

    private void begin(int agent, int instrument, long decidedMs) {
        agentId = agent;
        instrumentId = instrument;
        timeframe = null;
        direction = null;
        reduceReason = null;
        kind = OrderKind.MARKET;
        timeInForce = TimeInForce.GTC;
        price = Double.NaN;
        expiryBars = 0;
        budgetUsdE8 = 0;
        lots = 0;
        stopDistance = Double.NaN;
        targetDistance = Double.NaN;
        trailing = false;
        decidedTimeMs = decidedMs;
    }

    /** Most that an entry may spend, with fees and slippage, in 1e-8 USD; not negative. */
    public OrderRequest budget(long mostUsdE8) {
        budgetUsdE8 = Require.notNegative("budgetUsdE8", mostUsdE8);
        return this;
    }

    /** How much a reduce-only order closes at most, in the position's lots; above 0. */
    public OrderRequest lots(long most) {
        lots = Require.positive("lots", most);
        return this;
    }

    /**
     * Stop and target of the position that an entry opens.
     *
     * @param stop distance of the stop from the touch of the fill in quote currency, above 0
     * @param target distance of the target, above 0; NaN for none
     * @param follows whether the stop follows the best price at its distance
     */
    public OrderRequest bracket(double stop, double target, boolean follows) {
        stopDistance = Require.positive("stopDistance", stop);
        targetDistance = Double.isNaN(target) ? target : Require.positive("targetDistance", target);
        trailing = follows;
        return this;
    }

    /**
     * Makes it a limit order.
     *
     * @param limit worst price, in quote currency, above 0; off the grid it is rounded away from the market
     * @param bars bars of the agent's timeframe after which it expires, at least 1
     */
    public OrderRequest limit(double limit, TimeInForce force, int bars) {
        kind = OrderKind.LIMIT;
        timeInForce = Require.present("timeInForce", force);
        return at(limit, bars);
    }

    /** Makes it a stop order: a market order once the market has come to {@code trigger}; arguments as {@link #limit}. */
    public OrderRequest stop(double trigger, int bars) {
        kind = OrderKind.STOP;
        return at(trigger, bars);
    }

    private OrderRequest at(double level, int bars) {
        price = Require.positive("price", level);
        Require.that(bars >= 1, "expiryBars is at least 1", bars);
        expiryBars = bars;
        return this;
    }

    /** Whose order it is. */
    public int agentId() {
        return agentId;
    }

    /** Dense id of the instrument. */
    public int instrumentId() {
        return instrumentId;
    }

    /** The agent's bars; null for a reduce-only order, which has its position's. */
    public Timeframe timeframe() {
        return timeframe;
    }

    /** Which way an entry goes; null for a reduce-only order. */
    public Direction direction() {
        return direction;
    }

    /** Why a reduce-only order closes; null for an entry. */
    public ExitReason reduceReason() {
        return reduceReason;
    }

    /** Whether it closes. */
    public boolean isReduceOnly() {
        return reduceReason != null;
    }

    /** What it waits for. */
    public OrderKind kind() {
        return kind;
    }

    /** How long a limit order works; GTC for others. */
    public TimeInForce timeInForce() {
        return timeInForce;
    }

    /** Limit or trigger in quote currency; NaN for a market order. */
    public double price() {
        return price;
    }

    /** Bars after which it expires; 0 for a market order, which waits for the desk's time to live. */
    public int expiryBars() {
        return expiryBars;
    }

    /** Budget of an entry. */
    public long budgetUsdE8() {
        return budgetUsdE8;
    }

    /** Quantity of a reduce-only order; 0 for all. */
    public long lots() {
        return lots;
    }

    /** Distance of the stop; NaN for a reduce-only order. */
    public double stopDistance() {
        return stopDistance;
    }

    /** Distance of the target; NaN for none. */
    public double targetDistance() {
        return targetDistance;
    }

    /** Whether the stop follows the best price. */
    public boolean trailing() {
        return trailing;
    }

    /** Arena time of the decision. */
    public long decidedTimeMs() {
        return decidedTimeMs;
    }
}
