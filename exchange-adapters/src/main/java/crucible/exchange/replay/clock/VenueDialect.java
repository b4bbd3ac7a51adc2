package crucible.exchange.replay.clock;

import crucible.exchange.replay.market.MarketAudience;
import io.netty.channel.ChannelPipeline;

/** The way in which the venue shows its market to clients. Everything runs on the venue's one thread. */
public interface VenueDialect extends MarketAudience {
    /** Prepares a new connection. */
    void accept(ChannelPipeline pipeline);

    /** Nothing has moved for a moment: says the forming bars again, as of the newest step, as exchanges do. */
    void repeatForming(long timeMs);

    /** Whether any client is subscribed to anything that is played. */
    boolean hasSubscribers();

    /** Whether every client has taken in what it was sent; while one has not, the market waits. */
    boolean keepsUp();

    /** The first client has subscribed: from now on time passes. */
    void started(long timeMs);

    /** The market's time is that now, or real time has passed. */
    void passed(long timeMs);

    /** The market has ended: time stands still. */
    void ended();

    /** Sends what has been said since the last call. */
    void flush();

    /** Calls {@code action} once all that was sent so far has left. */
    void whenSent(Runnable action);

    /** Frames of market data sent to all clients together. */
    long framesSent();
}
