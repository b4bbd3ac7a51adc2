package crucible.exchange.replay.market;

import crucible.model.Draw;
import crucible.model.Timeframe;

/** One symbol while it is played: last trade, quote, forming bars and history. Player's thread only. */
public final class PlayedSymbol {
    private static final int HISTORY_BARS = 6_000;

    /** Spread in basis points where nothing moves, and per basis point of a usual five-minute move. */
    private static final double CALM_SPREAD_BPS = 0.05;

    private static final double SPREAD_PER_MOVE = 0.02;

    /** Weight of the newest bar in the usual move. */
    private static final double MOVE_WEIGHT = 0.1;

    private final int number;
    private final SymbolRules rules;
    private final long firstOpenTimeMs;
    private final long lastOpenTimeMs;
    private final PriceGrid ticks;
    private final PriceGrid lots;
    private final BarPath path = new BarPath();
    private final PlayedBar five = new PlayedBar();
    private final PlayedBar closedPart = new PlayedBar();
    private final PlayedBar fifteen = new PlayedBar();
    private final BarHistory fives = new BarHistory(HISTORY_BARS);
    private final BarHistory fifteens = new BarHistory(HISTORY_BARS / 3);
    private double usualMoveBps = 20;
    private double lastPrice = Double.NaN;
    private double lastQuantity;
    private boolean takerBuys = true;
    private boolean traded;
    private long tradeId;
    private long quoteId;
    private double bid;
    private double ask;
    private double bidQuantity;
    private double askQuantity;
    private long barsPlayed;
    private final PlayedFundings fundings;

    PlayedSymbol(int number, MarketSource source) {
        this.number = number;
        this.rules = source.symbols().get(number);
        this.firstOpenTimeMs = source.firstOpenTimeMs(number);
        this.lastOpenTimeMs = source.lastOpenTimeMs(number);
        this.ticks = new PriceGrid(rules.tickSize());
        this.lots = new PriceGrid(rules.stepSize());
        this.fundings = new PlayedFundings(source.fundings(number), firstOpenTimeMs - 1);
    }

    /** Begins a bar. */
    void begin(Candle candle) {
        five.clear();
        path.lay(candle, ticks, lots, number);
    }

    /** Moves to a point of the present bar's path. */
    void move(long openTimeMs, int point) {
        final double price = path.price[point];
        final double before = Double.isNaN(lastPrice) ? price : lastPrice;
        fundings.passTo(openTimeMs, before);
        final long slot = openTimeMs / Candle.INTERVAL_MS;
        if (price != before) {
            takerBuys = price > before;
        } else {
            takerBuys = Draw.uniform(1, "taker", slot, number, point) < 0.5;
        }
        five.move(openTimeMs, price);
        lastPrice = price;
        final double quantity = path.volumeSoFar[point] - five.volumeBase;
        traded = quantity > 1e-9;
        if (traded) {
            lastQuantity = quantity;
            five.trade(price, quantity, takerBuys, ++tradeId);
        }
        five.volumeBase = path.volumeSoFar[point];
        quote(price, Math.abs(StrictMath.log(price / before)) * 1e4, slot, point);
        fifteen.join(Timeframe.M15.openTimeOf(openTimeMs), closedPart, five);
    }

    private void quote(double price, double moveBps, long slot, int point) {
        final double usual = Math.max(usualMoveBps, moveBps / 2);
        final double spread = price * 1e-4 * (CALM_SPREAD_BPS + SPREAD_PER_MOVE * usual);
        final long at = ticks.nearest(price);
        final long width = Math.max(1, Math.round(spread / ticks.value(1)));
        final boolean atAsk = takerBuys && at > width;
        bid = ticks.value(atAsk ? at - width : at);
        ask = ticks.value(atAsk ? at : at + width);
        final double typical = path.volumeSoFar[BarPath.POINTS - 1] / 50;
        bidQuantity = size(typical * (0.2 + Draw.uniform(2, "bid-size", slot, number, point)));
        askQuantity = size(typical * (0.2 + Draw.uniform(3, "ask-size", slot, number, point)));
    }

    private double size(double quantity) {
        return lots.value(Math.max(1, lots.floor(quantity)));
    }

    /** Ends the present 5m bar, where there is one. */
    boolean closeFive() {
        if (!five.begun()) {
            return false;
        }
        final double moveBps = Math.abs(StrictMath.log(five.close() / five.open())) * 1e4;
        usualMoveBps += MOVE_WEIGHT * (moveBps - usualMoveBps);
        fives.append(five);
        barsPlayed++;
        fifteen.join(Timeframe.M15.openTimeOf(five.openTimeMs()), closedPart, five);
        closedPart.copy(fifteen);
        return true;
    }

    /** Ends the present 15m bar, where there is one and the symbol was there from its beginning. */
    boolean closeFifteen() {
        final boolean whole = closedPart.begun() && hasWhole(closedPart.openTimeMs());
        if (whole) {
            fifteen.copy(closedPart);
            fifteens.append(fifteen);
        }
        closedPart.clear();
        return whole;
    }

    /** After the close nothing is forming. */
    void rest() {
        five.clear();
        fifteen.clear();
    }

    void nextQuoteId(long id) {
        quoteId = id;
    }

    private boolean hasWhole(long fifteenOpenTimeMs) {
        return fifteenOpenTimeMs >= firstOpenTimeMs;
    }

    /** Position in the market's list of symbols. */
    public int number() {
        return number;
    }

    /** Trading rules. */
    public SymbolRules rules() {
        return rules;
    }

    /** Whether {@code timeMs} lies between the symbol's first open and last close. */
    public boolean tradesAt(long timeMs) {
        return timeMs >= firstOpenTimeMs && timeMs - Candle.INTERVAL_MS <= lastOpenTimeMs;
    }

    /** The forming bar, or an empty one where nothing is forming. */
    public PlayedBar forming(Timeframe timeframe) {
        return timeframe == Timeframe.M5 ? five : fifteen;
    }

    /** Whether a 5m bar has begun and not closed. */
    public boolean isForming() {
        return five.begun();
    }

    /** Whether the forming 15m bar holds all that it should. */
    public boolean formsWhole(Timeframe timeframe) {
        return timeframe == Timeframe.M5 || fifteen.begun() && hasWhole(fifteen.openTimeMs());
    }

    /** Closed bars. */
    public BarHistory history(Timeframe timeframe) {
        return timeframe == Timeframe.M5 ? fives : fifteens;
    }

    /** Whether the newest movement was a trade; in a bar without volume it is not. */
    public boolean traded() {
        return traded;
    }

    /** Price of the newest movement; NaN before the first. */
    public double lastPrice() {
        return lastPrice;
    }

    /** Quantity of the newest trade, base currency. */
    public double lastQuantity() {
        return lastQuantity;
    }

    /** Whether the newest trade's taker bought. */
    public boolean takerBuys() {
        return takerBuys;
    }

    /** Id of the newest trade, 0 before the first; consecutive. */
    public long tradeId() {
        return tradeId;
    }

    /** Number of the newest quote, ascending over all symbols. */
    public long quoteId() {
        return quoteId;
    }

    /** Best bid, a multiple of the tick, at or below the last price; 0 before the first quote. */
    public double bid() {
        return bid;
    }

    /** Best ask, at least a tick above the bid; 0 before the first quote. */
    public double ask() {
        return ask;
    }

    /** Quantity at the bid, base currency. */
    public double bidQuantity() {
        return bidQuantity;
    }

    /** Quantity at the ask, base currency. */
    public double askQuantity() {
        return askQuantity;
    }

    /** Its fundings where it is played as a perpetual. */
    public PlayedFundings fundings() {
        return fundings;
    }

    /** 5m bars closed so far, history included. */
    public long barsPlayed() {
        return barsPlayed;
    }
}
