package crucible.server.arena;

import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Funding;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Mark;
import crucible.model.Quote;
import java.util.HashMap;
import java.util.Map;

/** A spot market told on as one of perpetuals: mark prices with every quote, and every two hours a settled rate. */
final class PerpetualSink implements FeedSink {
    static final long INTERVAL_MS = 7_200_000L;
    /** Venues tell the rate a while after the funding. */
    private static final long LATE_MS = 100_000;

    private final FeedSink sink;
    private final Map<Integer, Instrument> instruments = new HashMap<>();
    private final Map<Integer, Long> next = new HashMap<>();

    PerpetualSink(FeedSink sink) {
        this.sink = sink;
    }

    @Override
    public void onInstrument(Instrument spot) {
        final Instrument perpetual = new Instrument(
                spot.id(),
                spot.venue(),
                spot.symbol(),
                spot.base(),
                spot.quote(),
                InstrumentKind.PERPETUAL,
                spot.rules());
        instruments.put(spot.id(), perpetual);
        sink.onInstrument(perpetual);
    }

    @Override
    public void onQuote(Quote quote) {
        final int id = quote.instrumentId();
        final long timeMs = quote.timeMs();
        final Long dueMs = next.get(id);
        if (dueMs != null && timeMs >= dueMs + LATE_MS) {
            // Rates of both signs, one of three large.
            final long step = dueMs / INTERVAL_MS + id;
            sink.onFunding(new Funding(id, dueMs, step % 3 == 0 ? 2_000_000_000L : -100_000_000L, 0));
            next.remove(id);
        }
        final long comingMs = (Math.floorDiv(timeMs, INTERVAL_MS) + 1) * INTERVAL_MS;
        next.putIfAbsent(id, comingMs);
        final double mid = instruments.get(id).price(quote.bidTicks() + quote.askTicks()) / 2;
        sink.onMark(new Mark(id, timeMs, Math.round(mid * 1e12), comingMs));
        sink.onQuote(quote);
    }

    @Override
    public void onBar(Bar bar, long eventTimeMs) {
        sink.onBar(bar, eventTimeMs);
    }

    @Override
    public void onGap(Gap gap) {
        sink.onGap(gap);
    }

    @Override
    public void onFeedStatus(FeedStatus status) {
        sink.onFeedStatus(status);
    }
}
