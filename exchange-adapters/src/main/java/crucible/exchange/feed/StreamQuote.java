package crucible.exchange.feed;

import crucible.exchange.DecimalText;
import crucible.exchange.FrameRefused;

/** Best bid and ask as a venue tells them, checked. Reused. */
public final class StreamQuote {
    private String symbol = "";
    private long timeMs;
    private String bid = "";
    private String ask = "";
    private double bidSize;
    private double askSize;
    private boolean crossed;

    /**
     * Takes a quote in.
     *
     * @param timeMs the venue's event time, 0 where it gives none
     */
    public void set(String symbol, long timeMs, String bid, String bidSize, String ask, String askSize)
            throws FrameRefused {
        if (timeMs != 0) {
            EpochMs.require("the event time", timeMs);
        }
        crossed = DecimalText.price("bid", bid) >= DecimalText.price("ask", ask);
        this.bidSize = DecimalText.quantity("bid size", bidSize);
        this.askSize = DecimalText.quantity("ask size", askSize);
        this.symbol = symbol;
        this.timeMs = timeMs;
        this.bid = bid;
        this.ask = ask;
    }

    /** The venue's symbol. */
    public String symbol() {
        return symbol;
    }

    /** Event time, epoch milliseconds; 0 where the venue gives none. */
    public long timeMs() {
        return timeMs;
    }

    /** Best bid as the venue wrote it, a plain decimal above 0. */
    public String bid() {
        return bid;
    }

    /** Best ask as the venue wrote it, a plain decimal above 0. */
    public String ask() {
        return ask;
    }

    /** Whether the bid is not below the ask. */
    public boolean isCrossed() {
        return crossed;
    }

    /** Size at the bid in the venue's unit: base currency, or contracts. */
    public double bidSize() {
        return bidSize;
    }

    /** Size at the ask in the venue's unit. */
    public double askSize() {
        return askSize;
    }
}
