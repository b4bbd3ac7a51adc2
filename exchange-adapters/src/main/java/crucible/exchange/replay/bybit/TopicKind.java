package crucible.exchange.replay.bybit;

/** The topics that play, in the order in which a symbol's frames of one instant are sent. */
enum TopicKind {
    TRADE("publicTrade."),
    KLINE_5("kline.5."),
    KLINE_15("kline.15."),
    BOOK("orderbook.1."),
    TICKERS("tickers.");

    private final String prefix;

    TopicKind(String prefix) {
        this.prefix = prefix;
    }

    /** What stands before the symbol. */
    String prefix() {
        return prefix;
    }
}
