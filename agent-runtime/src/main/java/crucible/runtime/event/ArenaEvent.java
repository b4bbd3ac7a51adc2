package crucible.runtime.event;

import crucible.model.AgentState;
import crucible.model.BarView;
import crucible.model.MarkView;
import crucible.model.Provenance;
import crucible.model.QuoteView;
import crucible.model.Timeframe;

/**
 * One slot of the ring, overwritten on every lap: readable only inside the callback that received it. The sequencer
 * fills it; each stage adds what later stages need (features, results) and nothing else.
 */
public final class ArenaEvent implements BarView, QuoteView, MarkView {
    private static final double[] NONE = {};

    private long sequence;
    private EventKind kind;
    private long eventTimeMs;
    private long arenaTimeMs;
    private long publishedNanos;

    private int instrumentId;
    private Timeframe timeframe;
    private long openTimeMs;
    private double open;
    private double high;
    private double low;
    private double close;
    private double volumeBase;
    private Provenance provenance;

    private long bidTicks;
    private long askTicks;
    private double bidSizeBase;
    private double askSizeBase;

    private long markPriceUsdE12;
    private long nextFundingTimeMs;

    private long boundaryTimeMs;
    private int dueTimeframes;
    private int missingBars;
    private boolean checkpoint;

    private Object payload;

    private double[] features = NONE;
    private double[] previousFeatures = NONE;
    private ArenaImage image;

    private CommandResult commandResult;
    private AgentState commandState;

    /** Starts a new event in this slot; what the last lap left is gone. */
    public ArenaEvent begin(EventKind newKind, long newEventTimeMs) {
        kind = newKind;
        eventTimeMs = newEventTimeMs;
        publishedNanos = 0;
        payload = null;
        image = null;
        commandResult = null;
        commandState = null;
        return this;
    }

    /** Gives the event its place in the total order. */
    public ArenaEvent place(long newSequence, long newArenaTimeMs, long newPublishedNanos) {
        sequence = newSequence;
        arenaTimeMs = newArenaTimeMs;
        publishedNanos = newPublishedNanos;
        return this;
    }

    /** Fills in a bar. */
    public ArenaEvent bar(BarView bar, Provenance origin) {
        instrumentId = bar.instrumentId();
        timeframe = bar.timeframe();
        openTimeMs = bar.openTimeMs();
        open = bar.open();
        high = bar.high();
        low = bar.low();
        close = bar.close();
        volumeBase = bar.volumeBase();
        provenance = origin;
        return this;
    }

    /** Fills in a quote; its time is the event time. */
    public ArenaEvent quote(QuoteView quote) {
        instrumentId = quote.instrumentId();
        bidTicks = quote.bidTicks();
        askTicks = quote.askTicks();
        bidSizeBase = quote.bidSizeBase();
        askSizeBase = quote.askSizeBase();
        return this;
    }

    /** Fills in a mark price; its time is the event time. */
    public ArenaEvent mark(int instrument, long priceUsdE12, long nextFundingMs) {
        instrumentId = instrument;
        markPriceUsdE12 = priceUsdE12;
        nextFundingTimeMs = nextFundingMs;
        return this;
    }

    /** Fills in a boundary. */
    public ArenaEvent boundary(long timeMs, int timeframeBits, int missing, boolean takeDigest) {
        boundaryTimeMs = timeMs;
        dueTimeframes = timeframeBits;
        missingBars = missing;
        checkpoint = takeDigest;
        return this;
    }

    /** Fills in the content of a rare kind. */
    public ArenaEvent payload(Object content) {
        payload = content;
        return this;
    }

    /**
     * Of a bar: whether a position may be opened on it. Not where it came late, was fetched later, or is more than one
     * interval old.
     */
    public boolean allowsEntry() {
        return provenance.allowsEntry() && arenaTimeMs - closeTimeMs() <= timeframe.intervalMs();
    }

    /** Position in the total order, from 0. */
    public long sequence() {
        return sequence;
    }

    /** What happened. */
    public EventKind kind() {
        return kind;
    }

    /** The event's own time, epoch milliseconds. */
    public long eventTimeMs() {
        return eventTimeMs;
    }

    /** Running maximum of event times up to and including this event. */
    public long arenaTimeMs() {
        return arenaTimeMs;
    }

    /** Monotonic time at which the sequencer published it, for latency only; 0 where no clock was given. */
    public long publishedNanos() {
        return publishedNanos;
    }

    @Override
    public int instrumentId() {
        return instrumentId;
    }

    @Override
    public Timeframe timeframe() {
        return timeframe;
    }

    @Override
    public long openTimeMs() {
        return openTimeMs;
    }

    @Override
    public double open() {
        return open;
    }

    @Override
    public double high() {
        return high;
    }

    @Override
    public double low() {
        return low;
    }

    @Override
    public double close() {
        return close;
    }

    @Override
    public double volumeBase() {
        return volumeBase;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public long timeMs() {
        return eventTimeMs;
    }

    @Override
    public long bidTicks() {
        return bidTicks;
    }

    @Override
    public long askTicks() {
        return askTicks;
    }

    @Override
    public double bidSizeBase() {
        return bidSizeBase;
    }

    @Override
    public double askSizeBase() {
        return askSizeBase;
    }

    @Override
    public long markPriceUsdE12() {
        return markPriceUsdE12;
    }

    @Override
    public long nextFundingTimeMs() {
        return nextFundingTimeMs;
    }

    /** The instant at which bars closed. */
    public long boundaryTimeMs() {
        return boundaryTimeMs;
    }

    /** Whether bars of {@code timeframe} closed at this boundary. */
    public boolean isDue(Timeframe due) {
        return (dueTimeframes & due.bit()) != 0;
    }

    /** How many bars that were due did not come within the grace. */
    public int missingBars() {
        return missingBars;
    }

    /** Whether state digest and snapshot are to be taken at this boundary. */
    public boolean isCheckpoint() {
        return checkpoint;
    }

    /** Whether bars of any timeframe closed; the boundary that ends a run has none. */
    public boolean isDueAtAll() {
        return dueTimeframes != 0;
    }

    /** Bits of the timeframes whose bars closed at this boundary. */
    public int dueTimeframes() {
        return dueTimeframes;
    }

    /** Where every stage copies its state at this boundary; null where no copy is wanted. */
    public ArenaImage image() {
        return image;
    }

    /** Asks every stage after the first for a copy of its state. */
    public void image(ArenaImage newImage) {
        image = newImage;
    }

    /** The rare kinds' content; its type is told by {@link #kind()}. */
    public <T> T payload(Class<T> type) {
        return type.cast(payload);
    }

    /** What became of a command; null until its lane has seen it. */
    public CommandResult commandResult() {
        return commandResult == null ? CommandResult.UNKNOWN_AGENT : commandResult;
    }

    /** State of the agent after a command; null where there is no such agent. */
    public AgentState commandState() {
        return commandState;
    }

    /** Records what became of a command; called by the one lane that owns the agent. */
    public void commandOutcome(CommandResult result, AgentState state) {
        commandResult = result;
        commandState = state;
    }

    /** Feature values of the bar, by dense index; NaN until complete. */
    public double[] features() {
        return features;
    }

    /** Feature values of the bar before. */
    public double[] previousFeatures() {
        return previousFeatures;
    }

    /** Makes room for {@code count} features; grows only when a feature was registered. */
    public void roomForFeatures(int count) {
        if (features.length < count) {
            final int capacity = Math.max(16, Integer.highestOneBit(count) << 1);
            features = new double[capacity];
            previousFeatures = new double[capacity];
        }
    }
}
