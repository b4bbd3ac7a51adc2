package crucible.exchange.feed;

import crucible.exchange.FrameRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What one frame of a venue says. Reused: {@link #clear} forgets the last one. A frame's elements are refused one by
 * one; what is wrong with the frame as a whole is an exception of its reader. For one thread at a time.
 */
public final class Frame {
    /** What a frame is. */
    public enum Kind {
        /** Candles, quotes or trades. */
        DATA,
        /** Subscriptions were accepted. */
        ACKNOWLEDGEMENT,
        /** The venue refuses something. */
        REFUSAL,
        /** The connection lives: a pong, a heartbeat. */
        ALIVE,
        /** The venue will end the connection. */
        SHUTDOWN,
        /** Well formed, and of no interest. */
        OTHER
    }

    private static final int MAX_ELEMENTS = 4_096;

    /** Elements of one kind, kept to be used again. */
    private static final class Pool<T> {
        private final List<T> items = new ArrayList<>();
        private final Supplier<T> maker;
        private int used;

        Pool(Supplier<T> maker) {
            this.maker = maker;
        }

        /** The next free one; it counts only when it is kept. */
        T next() throws FrameRefused {
            if (used == MAX_ELEMENTS) {
                throw new FrameRefused("oversized", "a frame has at most " + MAX_ELEMENTS + " elements");
            }
            if (used == items.size()) {
                items.add(maker.get());
            }
            return items.get(used);
        }
    }

    private final Pool<Candle> candles = new Pool<>(Candle::new);
    private final Pool<StreamQuote> quotes = new Pool<>(StreamQuote::new);
    private final Pool<StreamMark> marks = new Pool<>(StreamMark::new);
    private final Pool<StreamTrade> trades = new Pool<>(StreamTrade::new);
    private final List<String> acknowledged = new ArrayList<>();
    private final List<FrameRefused> refused = new ArrayList<>();
    private Kind kind = Kind.OTHER;
    private String refusal = "";
    private long timeMs;
    private String loss = "";

    /** Forgets the last frame. */
    public void clear() {
        candles.used = 0;
        quotes.used = 0;
        marks.used = 0;
        trades.used = 0;
        acknowledged.clear();
        refused.clear();
        kind = Kind.OTHER;
        refusal = "";
        timeMs = 0;
        loss = "";
    }

    /** Says what the frame is. */
    public void setKind(Kind is) {
        kind = is;
    }

    /** The venue accepts what was asked for under {@code key}. */
    public void acknowledge(String key) {
        kind = Kind.ACKNOWLEDGEMENT;
        acknowledged.add(key);
    }

    /** The venue refuses something, in its own words. */
    public void refuse(String words) {
        kind = Kind.REFUSAL;
        refusal = words;
    }

    /** The venue's time in the frame, epoch milliseconds, where its elements do not carry it. */
    public void setTimeMs(long venueTimeMs) throws FrameRefused {
        timeMs = EpochMs.require("the frame's time", venueTimeMs);
    }

    /** Frames of the socket before this one were lost. */
    public void setLoss(String detail) {
        loss = detail;
    }

    /** A candle to fill; {@link #keepCandle} adds it. */
    public Candle nextCandle() throws FrameRefused {
        return candles.next();
    }

    /** Adds the candle filled last. */
    public void keepCandle() {
        kind = Kind.DATA;
        candles.used++;
    }

    /** A quote to fill; {@link #keepQuote} adds it. */
    public StreamQuote nextQuote() throws FrameRefused {
        return quotes.next();
    }

    /** Adds the quote filled last. */
    public void keepQuote() {
        kind = Kind.DATA;
        quotes.used++;
    }

    /** A mark price to fill; {@link #keepMark} adds it. */
    public StreamMark nextMark() throws FrameRefused {
        return marks.next();
    }

    /** Adds the mark price filled last. */
    public void keepMark() {
        kind = Kind.DATA;
        marks.used++;
    }

    /** A trade to fill; {@link #keepTrade} adds it. */
    public StreamTrade nextTrade() throws FrameRefused {
        return trades.next();
    }

    /** Adds the trade filled last. */
    public void keepTrade() {
        kind = Kind.DATA;
        trades.used++;
    }

    /** One element breaks its format; the others stand. */
    public void refuseElement(FrameRefused reason) {
        kind = Kind.DATA;
        refused.add(reason);
    }

    /** What the frame is. */
    public Kind kind() {
        return kind;
    }

    /** Number of candles. */
    public int candles() {
        return candles.used;
    }

    /** A candle; valid until the next frame. */
    public Candle candle(int i) {
        return candles.items.get(i);
    }

    /** Number of quotes. */
    public int quotes() {
        return quotes.used;
    }

    /** A quote; valid until the next frame. */
    public StreamQuote quote(int i) {
        return quotes.items.get(i);
    }

    /** Number of mark prices. */
    public int marks() {
        return marks.used;
    }

    /** A mark price; valid until the next frame. */
    public StreamMark mark(int i) {
        return marks.items.get(i);
    }

    /** Number of trades. */
    public int trades() {
        return trades.used;
    }

    /** A trade; valid until the next frame. */
    public StreamTrade trade(int i) {
        return trades.items.get(i);
    }

    /** Keys of the subscriptions accepted; valid until the next frame. */
    public List<String> acknowledged() {
        return acknowledged;
    }

    /** Elements that break their format; valid until the next frame. */
    public List<FrameRefused> refused() {
        return refused;
    }

    /** The venue's time in the frame, 0 where it has none of its own. */
    public long timeMs() {
        return timeMs;
    }

    /** What is known of frames lost before this one, empty where none were. */
    public String loss() {
        return loss;
    }

    /** The venue's words of a refusal. */
    public String refusal() {
        return refusal;
    }
}
