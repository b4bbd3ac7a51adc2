package crucible.exchange.feed;

import crucible.exchange.connection.ConnectionRules;
import java.util.List;

/** What is special about a venue's streams. Immutable. */
public interface StreamDialect {
    /** What the venue allows and asks of connections. */
    ConnectionRules rules();

    /** How many symbols are asked for together, at that many streams each; at least 1. */
    int symbolsPerSocket(int streamsPerSymbol);

    /** The sockets on which all of that is asked for: one, or several where the venue parts its streams. */
    List<SocketPlan> sockets(List<Wanted> wanted);

    /** A reader for a new socket. */
    FrameReader reader();

    /**
     * Whether the stream calls candles final. Where it does not, a candle is over when the venue's time has passed its
     * end, and its values are those of REST.
     */
    boolean callsCandlesFinal();
}
