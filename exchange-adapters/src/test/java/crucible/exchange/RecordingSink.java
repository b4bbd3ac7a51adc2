package crucible.exchange;

import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.FrameRejections;
import crucible.model.Funding;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Mark;
import crucible.model.Quote;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Keeps everything that a feed hands on, in order, and lets a test wait for it. */
public final class RecordingSink implements FeedSink, FrameRejections {
    private static final long PATIENCE_MS = 60_000;

    /** One thing handed on, and the venue's event time of a bar. */
    public record Event(Object what, long eventTimeMs) {}

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Integer> rejections = new TreeMap<>();
    private OptionalLong knownFundingMs = OptionalLong.empty();
    private final Map<Timeframe, Long> known = new EnumMap<>(Timeframe.class);

    @Override
    public void onBar(Bar bar, long eventTimeMs) {
        add(bar, eventTimeMs);
    }

    @Override
    public void onQuote(Quote quote) {
        add(quote, quote.timeMs());
    }

    @Override
    public void onMark(Mark mark) {
        add(mark, mark.timeMs());
    }

    @Override
    public void onFunding(Funding funding) {
        add(funding, funding.fundingTimeMs());
    }

    @Override
    public void onGap(Gap gap) {
        add(gap, 0);
    }

    @Override
    public void onFeedStatus(FeedStatus status) {
        add(status, 0);
    }

    @Override
    public void onInstrument(Instrument instrument) {
        add(instrument, 0);
    }

    @Override
    public synchronized void onRejected(String venue, String reason, String detail) {
        rejections.merge(reason, 1, Integer::sum);
        notifyAll();
    }

    /** The arena has had the bars of instrument 0 that closed by {@code closeTimeMs}. */
    public synchronized void knows(Timeframe timeframe, long closeTimeMs) {
        known.put(timeframe, closeTimeMs);
    }

    @Override
    public synchronized OptionalLong lastCloseTimeMs(int instrumentId, Timeframe timeframe) {
        return instrumentId == 0 && known.containsKey(timeframe)
                ? OptionalLong.of(known.get(timeframe))
                : OptionalLong.empty();
    }

    /** The arena has had the funding of instrument 0 at {@code fundingTimeMs}. */
    public synchronized void knowsFunding(long fundingTimeMs) {
        knownFundingMs = OptionalLong.of(fundingTimeMs);
    }

    @Override
    public synchronized OptionalLong lastFundingTimeMs(int instrumentId) {
        return instrumentId == 0 ? knownFundingMs : OptionalLong.empty();
    }

    private synchronized void add(Object what, long eventTimeMs) {
        events.add(new Event(what, eventTimeMs));
        notifyAll();
    }

    /** A copy of all events until now. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** Rejections by reason. */
    public synchronized Map<String, Integer> rejections() {
        return Map.copyOf(rejections);
    }

    /** All events of a kind until now. */
    public synchronized <T> List<T> all(Class<T> kind) {
        final List<T> all = new ArrayList<>();
        for (Event event : events) {
            if (kind.isInstance(event.what())) {
                all.add(kind.cast(event.what()));
            }
        }
        return all;
    }

    /** Waits until {@code count} bars are there. */
    public void awaitBars(int count) {
        await(sink -> sink.all(Bar.class).size() >= count, count + " bars");
    }

    /** Waits until the state was reported {@code count} times. */
    public void awaitState(FeedStatus.State state, int count) {
        await(
                sink -> sink.all(FeedStatus.class).stream()
                                .filter(s -> s.state() == state)
                                .count()
                        >= count,
                state);
    }

    /** Waits until something holds, a minute at most. */
    public synchronized void await(Predicate<RecordingSink> holds, Object what) {
        final long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000L;
        while (!holds.test(this)) {
            final long leftMs = (deadline - System.nanoTime()) / 1_000_000L;
            if (leftMs <= 0) {
                throw new AssertionError("waited in vain for " + what + "; got " + events + ", rejected " + rejections);
            }
            try {
                wait(leftMs);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
