package crucible.exchange.replay.binance;

/** The streams that play, in the order in which a symbol's frames of one instant are sent. */
enum StreamKind {
    AGG_TRADE("aggTrade"),
    TRADE("trade"),
    KLINE_5M("kline_5m"),
    KLINE_15M("kline_15m"),
    BOOK_TICKER("bookTicker"),
    TICKER("ticker"),
    MINI_TICKER("miniTicker"),
    MARK_PRICE("markPrice"),
    MARK_PRICE_1S("markPrice@1s");

    private final String suffix;

    StreamKind(String suffix) {
        this.suffix = suffix;
    }

    /** The part of a stream's name after the {@code @}. */
    String suffix() {
        return suffix;
    }
}
