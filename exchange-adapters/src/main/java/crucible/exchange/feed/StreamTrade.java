package crucible.exchange.feed;

import crucible.exchange.DecimalText;
import crucible.exchange.FrameRefused;

/** A public trade as a venue tells it, checked. Reused. */
public final class StreamTrade {
    /** No id. */
    public static final long NONE = -1;

    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private String symbol = "";
    private long timeMs;
    private double price;
    private double quantity;
    private boolean takerBuys;
    private boolean outside;
    private long id = NONE;
    private long numbers;

    /** Takes a trade in; it has no id until {@link #number} or {@link #name} gives it one. */
    public void set(String symbol, long timeMs, String price, String size, boolean takerBuys) throws FrameRefused {
        this.timeMs = EpochMs.require("the trade's time", timeMs);
        this.price = DecimalText.price("price", price);
        this.quantity = DecimalText.quantity("quantity", size);
        this.symbol = symbol;
        this.takerBuys = takerBuys;
        outside = false;
        id = NONE;
        numbers = 0;
    }

    /** One that is no trade of the market, such as a liquidation taken over: it has no price, but may have a number. */
    public void outside(String symbol, long timeMs) throws FrameRefused {
        this.timeMs = EpochMs.require("the trade's time", timeMs);
        this.symbol = symbol;
        price = 0;
        quantity = 0;
        takerBuys = false;
        outside = true;
        id = NONE;
        numbers = 0;
    }

    /** Whether it is no trade of the market, and in no candle. */
    public boolean isOutside() {
        return outside;
    }

    /**
     * It is one of those that the venue numbers, without leaving any out.
     *
     * @param last its number, or the highest of those that it joins
     * @param count how many it joins, at least 1
     */
    public void number(long last, long count) throws FrameRefused {
        if (last < 0 || count < 1 || count > last + 1) {
            throw new FrameRefused("bad-number", "a trade has a number, but was " + last + " of " + count);
        }
        id = last;
        numbers = count;
    }

    /** It has a name of its own. */
    public void name(String own) {
        long hash = FNV_START;
        for (int i = 0; i < own.length(); i++) {
            hash = (hash ^ own.charAt(i)) * FNV_PRIME;
        }
        id = hash == NONE ? 0 : hash;
        numbers = 0;
    }

    /** Number, or a hash of the name; {@link #NONE} where it has neither. */
    public long id() {
        return id;
    }

    /** Whether it has a number. */
    public boolean isNumbered() {
        return numbers > 0;
    }

    /** How many numbers it covers, itself the last; 0 where it has none. */
    public long numbers() {
        return numbers;
    }

    /** The venue's symbol. */
    public String symbol() {
        return symbol;
    }

    /** When it happened, epoch milliseconds. */
    public long timeMs() {
        return timeMs;
    }

    /** Price, quote currency. */
    public double price() {
        return price;
    }

    /** Quantity in the venue's unit: base currency, or contracts. */
    public double quantity() {
        return quantity;
    }

    /** Whether the taker bought. */
    public boolean takerBuys() {
        return takerBuys;
    }
}
