package crucible.exchange.feed;

import crucible.exchange.connection.ConnectionRules;
import java.util.List;

/** What is special about a venue's streams. Immutable. */
public interface StreamDialect {
    /** The socket's path and query, after the base address. */
    String socketPath();

    /** What the venue allows and asks of connections. */
    ConnectionRules rules();

    /** How many symbols one socket carries, at that many streams each; at least 1. */
    int symbolsPerSocket(int streamsPerSymbol);

    /** The messages that ask for all of that, at least one for at least one symbol. */
    List<Subscription> subscriptions(List<Wanted> wanted);

    /** A reader for a new socket. */
    FrameReader reader();

    /**
     * Whether the stream calls candles final. Where it does not, a candle is over when the venue's time has passed its
     * end, and its values are those of REST.
     */
    boolean callsCandlesFinal();
}
