package crucible.exchange.feed;

import crucible.exchange.DecimalText;
import crucible.exchange.FrameRefused;

/** Mark price and next funding time as a venue tells them, checked; either may be left out. Reused. */
public final class StreamMark {
    private String symbol = "";
    private long timeMs;
    private long priceUsdE12;
    private long nextFundingTimeMs;

    /**
     * Takes a mark in.
     *
     * @param timeMs the venue's event time
     * @param price as the venue writes it, empty where the frame leaves it out
     * @param nextFundingTimeMs 0 where the frame leaves it out
     */
    public void set(String symbol, long timeMs, String price, long nextFundingTimeMs) throws FrameRefused {
        this.timeMs = EpochMs.require("the event time", timeMs);
        this.priceUsdE12 = price.isEmpty() ? 0 : DecimalText.priceE12("mark price", price);
        this.nextFundingTimeMs =
                nextFundingTimeMs == 0 ? 0 : EpochMs.require("the next funding time", nextFundingTimeMs);
        this.symbol = symbol;
    }

    /** The venue's symbol. */
    public String symbol() {
        return symbol;
    }

    /** Event time, epoch milliseconds. */
    public long timeMs() {
        return timeMs;
    }

    /** Mark price in 1e-12 USD, 0 where the frame leaves it out. */
    public long priceUsdE12() {
        return priceUsdE12;
    }

    /** When funding is settled next, 0 where the frame leaves it out. */
    public long nextFundingTimeMs() {
        return nextFundingTimeMs;
    }
}
