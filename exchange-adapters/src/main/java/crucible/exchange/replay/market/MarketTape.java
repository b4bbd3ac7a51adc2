package crucible.exchange.replay.market;

/** One reading of a market, five minutes at a time. Used by one thread at a time. */
public interface MarketTape extends AutoCloseable {
    /** Moves to the next five minutes; false at the end of the market, and from then on. */
    boolean advance();

    /** Start of the present five minutes. */
    long openTimeMs();

    /** The symbol's bar of the present five minutes, valid until the next advance; null where it has none. */
    Candle candle(int symbol);

    @Override
    void close();
}
