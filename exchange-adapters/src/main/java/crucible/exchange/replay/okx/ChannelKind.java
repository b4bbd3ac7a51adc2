package crucible.exchange.replay.okx;

/** The channels that play, in the order in which an instrument's frames of one instant are sent. */
enum ChannelKind {
    TRADES("trades", false),
    CANDLE_5M("candle5m", true),
    CANDLE_15M("candle15m", true),
    BBO("bbo-tbt", false),
    TICKERS("tickers", false),
    MARK_PRICE("mark-price", false),
    FUNDING_RATE("funding-rate", false);

    private final String channel;
    private final boolean business;

    ChannelKind(String channel, boolean business) {
        this.channel = channel;
        this.business = business;
    }

    /** As clients write it. */
    String channel() {
        return channel;
    }

    /** Whether it is on the business socket; the others are on the public one. */
    boolean isBusiness() {
        return business;
    }
}
