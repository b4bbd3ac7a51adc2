package crucible.exchange.feed;

import crucible.exchange.DecimalText;
import crucible.exchange.FrameRefused;

/** A public trade as a venue tells it, checked. Reused. */
public final class StreamTrade {
    private String symbol = "";
    private long timeMs;
    private double price;
    private double quantity;
    private boolean takerBuys;

    /** Takes a trade in. */
    public void set(String symbol, long timeMs, String price, String size, boolean takerBuys) throws FrameRefused {
        this.timeMs = EpochMs.require("the trade's time", timeMs);
        this.price = DecimalText.price("price", price);
        this.quantity = DecimalText.quantity("quantity", size);
        this.symbol = symbol;
        this.takerBuys = takerBuys;
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
