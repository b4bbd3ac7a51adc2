package crucible.exchange.replay.market;

/**
 * A bar as the venue shows it: forming, closed, or copied out of the history. Mutable and reused; belongs to the
 * player's thread. Volumes are in base or quote currency; trade ids are -1 where nothing traded.
 */
public final class PlayedBar {
    private boolean begun;
    private long openTimeMs;
    private double open;
    private double high;
    private double low;
    private double close;
    double volumeBase;
    double volumeQuote;
    double takerBuyBase;
    double takerBuyQuote;
    long firstTradeId = -1;
    long lastTradeId = -1;
    int trades;

    /** Empties it: nothing has happened in the bar yet. */
    void clear() {
        begun = false;
        volumeBase = 0;
        volumeQuote = 0;
        takerBuyBase = 0;
        takerBuyQuote = 0;
        firstTradeId = -1;
        lastTradeId = -1;
        trades = 0;
    }

    /** The price is now {@code price}; the first price opens the bar at {@code openTimeMs}. */
    void move(long openTimeMs, double price) {
        if (!begun) {
            begun = true;
            this.openTimeMs = openTimeMs;
            open = price;
            high = price;
            low = price;
        }
        high = Math.max(high, price);
        low = Math.min(low, price);
        close = price;
    }

    /** Counts a trade; the volume in base currency is set apart from it, so that it ends exactly at the bar's. */
    void trade(double price, double quantity, boolean takerBuys, long tradeId) {
        volumeQuote += price * quantity;
        if (takerBuys) {
            takerBuyBase += quantity;
            takerBuyQuote += price * quantity;
        }
        firstTradeId = firstTradeId < 0 ? tradeId : firstTradeId;
        lastTradeId = tradeId;
        trades++;
    }

    /** Becomes {@code earlier} followed by {@code later}, opening at {@code openTimeMs}. */
    void join(long openTimeMs, PlayedBar earlier, PlayedBar later) {
        clear();
        add(openTimeMs, earlier);
        add(openTimeMs, later);
    }

    private void add(long openTimeMs, PlayedBar part) {
        if (!part.begun) {
            return;
        }
        move(openTimeMs, part.open);
        high = Math.max(high, part.high);
        low = Math.min(low, part.low);
        close = part.close;
        volumeBase += part.volumeBase;
        volumeQuote += part.volumeQuote;
        takerBuyBase += part.takerBuyBase;
        takerBuyQuote += part.takerBuyQuote;
        firstTradeId = firstTradeId < 0 ? part.firstTradeId : firstTradeId;
        lastTradeId = part.lastTradeId < 0 ? lastTradeId : part.lastTradeId;
        trades += part.trades;
    }

    /** Takes everything from {@code other}. */
    void copy(PlayedBar other) {
        clear();
        add(other.openTimeMs, other);
    }

    /** Takes prices from a row of a history; the rest is set by the caller. */
    void restore(long openTimeMs, double open, double high, double low, double close) {
        clear();
        move(openTimeMs, open);
        this.high = high;
        this.low = low;
        this.close = close;
    }

    /** Whether the bar has a first price. */
    public boolean begun() {
        return begun;
    }

    /** Start of the bar, epoch milliseconds. */
    public long openTimeMs() {
        return openTimeMs;
    }

    /** First price. */
    public double open() {
        return open;
    }

    /** Highest price so far. */
    public double high() {
        return high;
    }

    /** Lowest price so far. */
    public double low() {
        return low;
    }

    /** Latest price. */
    public double close() {
        return close;
    }

    /** Volume in base currency. */
    public double volumeBase() {
        return volumeBase;
    }

    /** Volume in quote currency. */
    public double volumeQuote() {
        return volumeQuote;
    }

    /** Base volume that takers bought. */
    public double takerBuyBase() {
        return takerBuyBase;
    }

    /** Quote volume that takers bought. */
    public double takerBuyQuote() {
        return takerBuyQuote;
    }

    /** Id of the first trade, -1 where there is none. */
    public long firstTradeId() {
        return firstTradeId;
    }

    /** Id of the last trade, -1 where there is none. */
    public long lastTradeId() {
        return lastTradeId;
    }

    /** Number of trades. */
    public int trades() {
        return trades;
    }
}
