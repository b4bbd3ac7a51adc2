package crucible.exchange;

import crucible.model.Timeframe;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How the venue's closed bars of one instrument and timeframe agree with the trades that the venue told of. One feed
 * counts; any thread reads.
 */
public final class BarAgreement {
    /** What of a bar is compared. */
    public enum Field {
        OPEN("open"),
        HIGH("high"),
        LOW("low"),
        CLOSE("close"),
        VOLUME("volume");

        private final String label;

        Field(String label) {
            this.label = label;
        }

        /** As it stands in metrics and answers. */
        public String label() {
            return label;
        }
    }

    /**
     * A field in which a bar differs from its trades.
     *
     * @param venueSays the venue's candle; prices in quote currency, volume in base currency
     * @param tradesSay the same, made of trades
     */
    public record Disagreement(long openTimeMs, Field field, double venueSays, double tradesSay) {}

    private final int instrumentId;
    private final String symbol;
    private final Timeframe timeframe;
    private final AtomicLong agreed = new AtomicLong();
    private final AtomicLong disagreed = new AtomicLong();
    private final AtomicLong notCompared = new AtomicLong();
    private final AtomicLongArray byField = new AtomicLongArray(Field.values().length);
    private volatile Disagreement newest;

    /** Nothing is compared yet. */
    public BarAgreement(int instrumentId, String symbol, Timeframe timeframe) {
        this.instrumentId = instrumentId;
        this.symbol = symbol;
        this.timeframe = timeframe;
    }

    /** Whose bars. */
    public int instrumentId() {
        return instrumentId;
    }

    /** The venue's symbol. */
    public String symbol() {
        return symbol;
    }

    /** Which bars. */
    public Timeframe timeframe() {
        return timeframe;
    }

    /** A bar is what its trades say. */
    public void onAgreed() {
        agreed.incrementAndGet();
    }

    /** A field of a bar is not what its trades say. */
    public void onField(Disagreement found) {
        byField.incrementAndGet(found.field().ordinal());
        newest = found;
    }

    /** A bar differs from its trades, in one field or several. */
    public void onDisagreed() {
        disagreed.incrementAndGet();
    }

    /** Of a bar not all trades are known. */
    public void onNotCompared() {
        notCompared.incrementAndGet();
    }

    /** Bars that are what their trades say. */
    public long agreed() {
        return agreed.get();
    }

    /** Bars that differ from their trades. */
    public long disagreed() {
        return disagreed.get();
    }

    /** Bars that differ in a field. */
    public long disagreed(Field field) {
        return byField.get(field.ordinal());
    }

    /**
     * Bars that could not be compared: the connection was not there from their beginning to their end, or trades were
     * lost.
     */
    public long notCompared() {
        return notCompared.get();
    }

    /** The newest difference; empty where there was none. */
    public Optional<Disagreement> newest() {
        return Optional.ofNullable(newest);
    }
}
