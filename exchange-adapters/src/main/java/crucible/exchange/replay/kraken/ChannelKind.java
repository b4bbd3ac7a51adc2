package crucible.exchange.replay.kraken;

/** The channels that play, in the order in which a pair's frames of one instant are sent. */
enum ChannelKind {
    TRADE("trade"),
    OHLC_5("ohlc-5"),
    OHLC_15("ohlc-15"),
    TICKER("ticker");

    private final String stream;

    ChannelKind(String stream) {
        this.stream = stream;
    }

    /** Name of the stream: the channel, and the interval in minutes where it has one. */
    String stream() {
        return stream;
    }
}
