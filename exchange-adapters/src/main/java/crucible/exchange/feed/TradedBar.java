package crucible.exchange.feed;

import crucible.model.Bar;

/** What the trades of one bar make of it, and what the venue says of it. Reused. For one thread at a time. */
final class TradedBar {
    static final long NONE = Long.MIN_VALUE;

    long openTimeMs = NONE;
    private long firstTimeMs;
    private long firstOrder;
    private long lastTimeMs;
    private long lastOrder;
    double open;
    double high;
    double low;
    double close;
    double volumeBase;
    long trades;
    /** Lowest and highest number, and how many numbers there are; none where trades are not numbered. */
    long lowestId;

    long highestId;
    long ids;
    boolean isKnown;
    boolean isSettled;
    double venueOpen;
    double venueHigh;
    double venueLow;
    double venueClose;
    double venueVolumeBase;

    /** Begins a bar of which nothing is known. */
    void begin(long openMs) {
        openTimeMs = openMs;
        volumeBase = 0;
        trades = 0;
        lowestId = Long.MAX_VALUE;
        highestId = StreamTrade.NONE;
        ids = 0;
        isKnown = false;
        isSettled = false;
    }

    /** Adds a trade; {@code order} tells those of one instant apart. */
    void add(StreamTrade trade, double quantityBase, long order) {
        if (trade.isNumbered()) {
            lowestId = Math.min(lowestId, trade.id() - trade.numbers() + 1);
            highestId = Math.max(highestId, trade.id());
            ids += trade.numbers();
        }
        if (!trade.isOutside()) {
            addToPrices(trade, quantityBase, order);
        }
    }

    private void addToPrices(StreamTrade trade, double quantityBase, long order) {
        final double price = trade.price();
        if (trades == 0) {
            high = price;
            low = price;
        }
        if (trades == 0 || isBefore(trade.timeMs(), order, firstTimeMs, firstOrder)) {
            open = price;
            firstTimeMs = trade.timeMs();
            firstOrder = order;
        }
        if (trades == 0 || !isBefore(trade.timeMs(), order, lastTimeMs, lastOrder)) {
            close = price;
            lastTimeMs = trade.timeMs();
            lastOrder = order;
        }
        high = Math.max(high, price);
        low = Math.min(low, price);
        volumeBase += quantityBase;
        trades++;
    }

    private static boolean isBefore(long timeMs, long order, long otherTimeMs, long otherOrder) {
        return timeMs < otherTimeMs || timeMs == otherTimeMs && order < otherOrder;
    }

    /** What the venue says; only the first time counts. */
    void venueSays(Bar bar) {
        if (isKnown) {
            return;
        }
        isKnown = true;
        venueOpen = bar.open();
        venueHigh = bar.high();
        venueLow = bar.low();
        venueClose = bar.close();
        venueVolumeBase = bar.volumeBase();
    }
}
