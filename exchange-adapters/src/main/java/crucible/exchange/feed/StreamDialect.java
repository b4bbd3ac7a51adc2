package crucible.exchange.feed;

import crucible.exchange.connection.ConnectionRules;
import crucible.model.Timeframe;
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

    /** How it is known that a candle of the stream will not change any more. */
    default Finality finality() {
        return Finality.CALLED;
    }

    /**
     * Whether candles tell when they were said. Where they do not, one that is called final before its end cannot be told
     * from a true one at once.
     */
    default boolean timesCandles() {
        return true;
    }

    /** Whether there is a stream of such candles. Where there is none, they are read by REST. */
    default boolean streams(Timeframe timeframe) {
        return true;
    }
}
