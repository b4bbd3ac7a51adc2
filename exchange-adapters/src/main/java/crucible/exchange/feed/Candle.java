package crucible.exchange.feed;

import crucible.exchange.DecimalText;
import crucible.exchange.FrameRefused;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;

/**
 * A candle as a venue tells it, in a stream's frame or in a row of REST, checked on the way in. Reused: a dialect calls
 * {@link #span}, {@link #values} and, for a frame, {@link #said}. For one thread at a time.
 */
public final class Candle {
    /** How long after its close a final candle may come and still be believed. */
    private static final long MAX_FINAL_DELAY_MS = 86_400_000L;

    /** A forming candle never carries a time after its end; the slack is for what venues do not promise. */
    private static final long MAX_FORMING_DELAY_MS = 60_000L;

    private static final long MINUTE_MS = 60_000;
    private static final int MAX_MINUTE_DIGITS = 4;
    private static final long UNKNOWN = -1;

    private String symbol = "";
    private Timeframe timeframe;
    private long openTimeMs;
    private long intervalMs;
    private double open;
    private double high;
    private double low;
    private double close;
    private double volumeBase;
    private long trades;
    private boolean isFinal;
    private long eventTimeMs;

    /**
     * Begins a candle.
     *
     * @param timeframe null for an interval that the arena does not know
     * @param intervalMs length that the venue states
     */
    public void span(String symbol, Timeframe timeframe, long openTimeMs, long intervalMs) throws FrameRefused {
        EpochMs.require("the open time", openTimeMs);
        // Weeks and months, which the arena does not know, open at no multiple of their length.
        if (intervalMs <= 0 || timeframe != null && Math.floorMod(openTimeMs, intervalMs) != 0) {
            throw new FrameRefused(
                    "misaligned-bar",
                    "a candle opens at a multiple of its interval, but was " + openTimeMs + " of " + intervalMs);
        }
        if (timeframe != null && timeframe.intervalMs() != intervalMs) {
            throw new FrameRefused(
                    "misaligned-bar", "a candle of " + timeframe.label() + " spans it, but was " + intervalMs + " ms");
        }
        this.symbol = symbol;
        this.timeframe = timeframe;
        this.openTimeMs = openTimeMs;
        this.intervalMs = intervalMs;
        trades = UNKNOWN;
        isFinal = false;
        eventTimeMs = 0;
    }

    /** The timeframe of that length, null where the arena does not know it. */
    public static Timeframe timeframe(long intervalMs) {
        for (int i = 0; i < Timeframe.count(); i++) {
            if (Timeframe.at(i).intervalMs() == intervalMs) {
                return Timeframe.at(i);
            }
        }
        return null;
    }

    /** The length of an interval that is written as one to four digits of minutes; 0 for anything else. */
    public static long intervalMs(String minutes) {
        if (minutes.isEmpty() || minutes.length() > MAX_MINUTE_DIGITS) {
            return 0;
        }
        long count = 0;
        for (int i = 0; i < minutes.length(); i++) {
            final char digit = minutes.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            count = 10 * count + digit - '0';
        }
        return count * MINUTE_MS;
    }

    /** Prices above 0 and a volume of 0 or more, as plain decimals. */
    public void values(String openText, String highText, String lowText, String closeText, String volumeText)
            throws FrameRefused {
        open = DecimalText.price("open", openText);
        high = DecimalText.price("high", highText);
        low = DecimalText.price("low", lowText);
        close = DecimalText.price("close", closeText);
        volumeBase = DecimalText.quantity("volume", volumeText);
        if (low > Math.min(open, close) || high < Math.max(open, close)) {
            throw new FrameRefused(
                    "bad-ohlc",
                    "low <= open, close <= high, but was " + open + ", " + high + ", " + low + ", " + close);
        }
    }

    /** How many trades it holds, where the venue says so. */
    public void trades(long count) throws FrameRefused {
        if (count < 0) {
            throw new FrameRefused("bad-number", "the number of trades is not negative, but was " + count);
        }
        trades = count;
    }

    /** Whether the venue calls it final, and when it said so. */
    public void said(boolean calledFinal, long timeMs) throws FrameRefused {
        EpochMs.require("the event time", timeMs);
        final long delayMs = timeMs - (openTimeMs + intervalMs - 1);
        final boolean timely =
                calledFinal ? 0 <= delayMs && delayMs <= MAX_FINAL_DELAY_MS : delayMs <= MAX_FORMING_DELAY_MS;
        if (!timely || timeMs < openTimeMs) {
            throw new FrameRefused(
                    "bad-time",
                    "the event lies within a forming candle, and after a final one, but was " + delayMs
                            + " ms after its end");
        }
        isFinal = calledFinal;
        eventTimeMs = timeMs;
    }

    /** The venue's symbol. */
    public String symbol() {
        return symbol;
    }

    /** The interval, null where the arena does not know it. */
    public Timeframe timeframe() {
        return timeframe;
    }

    /** Start of the span, epoch milliseconds. */
    public long openTimeMs() {
        return openTimeMs;
    }

    /** Whether the venue calls it final. */
    public boolean isFinal() {
        return isFinal;
    }

    /** The venue's event time, epoch milliseconds. */
    public long eventTimeMs() {
        return eventTimeMs;
    }

    /**
     * The closed bar, of an origin that the caller knows. A bar in which nothing traded says so itself, unless it is
     * from a time when nobody listened.
     */
    public Bar toBar(int instrumentId, Provenance provenance) {
        final boolean nothingTraded = trades <= 0 && volumeBase == 0 && high == low;
        final Provenance origin = nothingTraded && provenance != Provenance.OFFLINE ? Provenance.SYNTHETIC : provenance;
        return new Bar(instrumentId, timeframe, openTimeMs, open, high, low, close, volumeBase, origin);
    }
}
