package crucible.exchange.replay.coinbase;

/** The channels that play, in the order in which a product's frames of one instant are sent. */
enum ChannelKind {
    MARKET_TRADES("market_trades"),
    CANDLES("candles"),
    TICKER("ticker");

    private final String channel;

    ChannelKind(String channel) {
        this.channel = channel;
    }

    /** As clients write it. */
    String channel() {
        return channel;
    }
}
