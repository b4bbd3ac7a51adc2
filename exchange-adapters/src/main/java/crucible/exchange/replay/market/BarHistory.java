package crucible.exchange.replay.market;

/** The newest closed bars of one symbol and interval, oldest first; older ones are forgotten. Player's thread. */
public final class BarHistory {
    private static final int COLUMNS = 9;

    private final int capacity;
    private final long[] openTimesMs;
    private final double[] values;
    private long appended;

    BarHistory(int capacity) {
        this.capacity = capacity;
        this.openTimesMs = new long[capacity];
        this.values = new double[capacity * COLUMNS];
    }

    void append(PlayedBar bar) {
        final int slot = (int) (appended++ % capacity);
        openTimesMs[slot] = bar.openTimeMs();
        final int at = slot * COLUMNS;
        values[at] = bar.open();
        values[at + 1] = bar.high();
        values[at + 2] = bar.low();
        values[at + 3] = bar.close();
        values[at + 4] = bar.volumeBase();
        values[at + 5] = bar.volumeQuote();
        values[at + 6] = bar.takerBuyBase();
        values[at + 7] = bar.takerBuyQuote();
        values[at + 8] = bar.trades();
    }

    /** Number of bars kept. */
    public int size() {
        return (int) Math.min(appended, capacity);
    }

    /** Position of the oldest kept bar that opens at {@code timeMs} or later; {@link #size()} where there is none. */
    public int from(long timeMs) {
        int low = 0;
        int high = size();
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (openTimesMs[slot(middle)] < timeMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Copies the bar at {@code position}, 0 being the oldest; its trade ids are not kept. */
    public void read(int position, PlayedBar into) {
        final int slot = slot(position);
        final int at = slot * COLUMNS;
        into.restore(openTimesMs[slot], values[at], values[at + 1], values[at + 2], values[at + 3]);
        into.volumeBase = values[at + 4];
        into.volumeQuote = values[at + 5];
        into.takerBuyBase = values[at + 6];
        into.takerBuyQuote = values[at + 7];
        into.trades = (int) values[at + 8];
    }

    private int slot(int position) {
        return (int) ((appended - size() + position) % capacity);
    }
}
