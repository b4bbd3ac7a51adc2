package crucible.runtime.event;

import crucible.model.AgentCommand;
import crucible.model.BarView;
import crucible.model.Birth;
import crucible.model.Exposure;
import crucible.model.FeedStatus;
import crucible.model.Funding;
import crucible.model.Gap;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.PriceBand;
import crucible.model.Provenance;
import crucible.model.QuoteView;
import crucible.model.Timeframe;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.model.VolatilityFit;
import java.nio.ByteBuffer;

/**
 * Writes events to bytes and reads them back: a version, the kind, sequence, event time and arena time, then the kind's
 * own fields in a fixed order, big-endian. Belongs to one thread. Bars, quotes, marks, ticks and boundaries allocate
 * nothing.
 */
public final class EventCodec {
    /** Version of the encoding that is written; older ones stay readable. */
    public static final int VERSION = 1;

    /**
     * Version of an instrument with a price band, of a delayed clone's birth, and of a count of trials that tells
     * records and groups: band, delay and the two numbers stand behind the fields of version 1, and only such events
     * have it.
     */
    static final int LONGER_VERSION = 2;

    private final PayloadCodec payloads = new PayloadCodec();

    /** Appends {@code event} to {@code out}; {@link java.nio.BufferOverflowException} where it does not fit. */
    public void write(ArenaEvent event, ByteBuffer out) {
        out.put((byte) (isLonger(event) ? LONGER_VERSION : VERSION))
                .put(event.kind().code());
        out.putLong(event.sequence()).putLong(event.eventTimeMs()).putLong(event.arenaTimeMs());
        switch (event.kind()) {
            case BAR -> writeBar(event, out);
            case QUOTE -> writeQuote(event, out);
            case BOUNDARY ->
                out.putLong(event.boundaryTimeMs())
                        .putInt(event.dueTimeframes())
                        .putInt(event.missingBars())
                        .put((byte) (event.isCheckpoint() ? 1 : 0));
            case TICK -> {
                // its time is all there is
            }
            case GENESIS -> payloads.write(event.payload(Genesis.class), out);
            case INSTRUMENT -> payloads.write(event.payload(Instrument.class), out);
            case GAP -> payloads.write(event.payload(Gap.class), out);
            case FEED -> payloads.write(event.payload(FeedStatus.class), out);
            case COMMAND -> payloads.write(event.payload(AgentCommand.class), out);
            case BIRTH -> payloads.write(event.payload(Birth.class), out);
            case VERDICT -> payloads.write(event.payload(Verdict.class), out);
            case QUARANTINE -> payloads.write(event.payload(Quarantine.class), out);
            case MODE -> payloads.write(event.payload(ModeChange.class), out);
            case VOLATILITY -> FitCodec.write(event.payload(VolatilityFit.class), out);
            case MARK ->
                out.putInt(event.instrumentId())
                        .putLong(event.markPriceUsdE12())
                        .putLong(event.nextFundingTimeMs());
            case FUNDING -> payloads.write(event.payload(Funding.class), out);
            case TRIALS -> payloads.write(event.payload(TrialCount.class), out);
            case EXPOSURE -> payloads.write(event.payload(Exposure.class), out);
            case LISTING -> payloads.write(event.payload(ListingChange.class), out);
        }
    }

    /**
     * Reads one event into {@code event}.
     *
     * @throws IllegalArgumentException for an unknown version or kind, or content that no event can have
     * @throws java.nio.BufferUnderflowException for a record that is too short
     */
    public void read(ByteBuffer in, ArenaEvent event) {
        final int version = in.get();
        if (version != VERSION && version != LONGER_VERSION) {
            throw new IllegalArgumentException("required: event version is " + VERSION + ", but was " + version);
        }
        final EventKind kind = EventKind.of(in.get());
        if (version != VERSION && kind != EventKind.INSTRUMENT && kind != EventKind.BIRTH && kind != EventKind.TRIALS) {
            throw new IllegalArgumentException("required: event version of " + kind + " is 1, but was " + version);
        }
        final long sequence = in.getLong();
        event.begin(kind, in.getLong());
        event.place(sequence, in.getLong(), 0);
        switch (kind) {
            case BAR -> readBar(in, event);
            case QUOTE ->
                event.quote(new StoredQuote(
                        in.getInt(), event.eventTimeMs(), in.getLong(), in.getLong(), in.getDouble(), in.getDouble()));
            case BOUNDARY -> event.boundary(in.getLong(), in.getInt(), in.getInt(), in.get() != 0);
            case TICK -> {
                // its time is all there is
            }
            case GENESIS -> event.payload(payloads.readGenesis(in));
            case INSTRUMENT -> event.payload(payloads.readInstrument(in, version == LONGER_VERSION));
            case GAP -> event.payload(payloads.readGap(in));
            case FEED -> event.payload(payloads.readFeedStatus(in));
            case COMMAND -> event.payload(payloads.readCommand(in));
            case BIRTH -> event.payload(payloads.readBirth(in, version == LONGER_VERSION));
            case VERDICT -> event.payload(payloads.readVerdict(in));
            case QUARANTINE -> event.payload(payloads.readQuarantine(in));
            case MODE -> event.payload(payloads.readModeChange(in));
            case VOLATILITY -> event.payload(FitCodec.read(in));
            case MARK -> event.mark(in.getInt(), in.getLong(), in.getLong());
            case FUNDING -> event.payload(payloads.readFunding(in));
            case TRIALS -> event.payload(payloads.readTrialCount(in, version == LONGER_VERSION));
            case EXPOSURE -> event.payload(payloads.readExposure(in));
            case LISTING -> event.payload(payloads.readListingChange(in));
        }
    }

    private static boolean isLonger(ArenaEvent event) {
        return switch (event.kind()) {
            case INSTRUMENT -> !event.payload(Instrument.class).rules().band().equals(PriceBand.NONE);
            case BIRTH -> event.payload(Birth.class).delayBars() > 0;
            case TRIALS -> event.payload(TrialCount.class).isGrouped();
            default -> false;
        };
    }

    private static void writeBar(ArenaEvent bar, ByteBuffer out) {
        out.putInt(bar.instrumentId())
                .put((byte) bar.timeframe().ordinal())
                .put((byte) bar.provenance().ordinal())
                .putLong(bar.openTimeMs())
                .putDouble(bar.open())
                .putDouble(bar.high())
                .putDouble(bar.low())
                .putDouble(bar.close())
                .putDouble(bar.volumeBase());
    }

    private static void readBar(ByteBuffer in, ArenaEvent event) {
        final int instrumentId = in.getInt();
        final Timeframe timeframe = Timeframe.at(in.get());
        final Provenance provenance = Provenance.at(in.get());
        final BarView bar = new StoredBar(
                instrumentId,
                timeframe,
                in.getLong(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                provenance);
        event.bar(bar, provenance);
    }

    private static void writeQuote(ArenaEvent quote, ByteBuffer out) {
        out.putInt(quote.instrumentId())
                .putLong(quote.bidTicks())
                .putLong(quote.askTicks())
                .putDouble(quote.bidSizeBase())
                .putDouble(quote.askSizeBase());
    }

    private record StoredBar(
            int instrumentId,
            Timeframe timeframe,
            long openTimeMs,
            double open,
            double high,
            double low,
            double close,
            double volumeBase,
            Provenance provenance)
            implements BarView {}

    private record StoredQuote(
            int instrumentId, long timeMs, long bidTicks, long askTicks, double bidSizeBase, double askSizeBase)
            implements QuoteView {}
}
