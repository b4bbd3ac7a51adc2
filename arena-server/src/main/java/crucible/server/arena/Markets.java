package crucible.server.arena;

import crucible.fill.volatility.FitSchedule;
import crucible.fill.volatility.InstrumentVolatility;
import crucible.model.FeedStatus;
import crucible.model.Instrument;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.viability.ViabilityBook;
import crucible.server.view.InstrumentView;
import crucible.server.view.VenueView;
import crucible.server.view.ViabilityView;
import crucible.server.view.VolatilityView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** The market as the arbiter has last seen it: instruments, last bars and quotes, feeds. Arbiter's thread only. */
final class Markets {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Feed> feeds = new ArrayList<>();
    private final ToLongFunction<String> framesRejected;
    private FitSchedule fits;
    private final ViabilityBook viability = new ViabilityBook();
    private final VolumeUse volumeUse = new VolumeUse();

    Markets(ToLongFunction<String> framesRejected) {
        this.framesRejected = framesRejected;
    }

    /** What all agents together have had of the bars' volume. */
    VolumeUse volumeUse() {
        return volumeUse;
    }

    /** From now on the instruments' volatility is shown from here. */
    void volatility(FitSchedule newFits) {
        fits = newFits;
    }

    private Optional<VolatilityView> volatility(int instrumentId) {
        final InstrumentVolatility known = fits == null ? null : fits.of(instrumentId);
        return known == null ? Optional.empty() : Optional.of(VolatilityView.of(known, fits.late(instrumentId)));
    }

    private static final class Entry {
        private Instrument instrument;
        private InstrumentView.Rules rules;
        private final ArenaEvent[] lastBars = new ArenaEvent[Timeframe.count()];
        private final ArenaEvent quote = new ArenaEvent();
        private boolean quoted;
    }

    private static final class Feed {
        private final String venue;
        private FeedStatus status;
        private long lastEventMs;
        private long reconnects;
        private boolean wasLive;

        Feed(FeedStatus status) {
            this.venue = status.venue();
            this.status = status;
            this.wasLive = status.state() == FeedStatus.State.LIVE;
        }
    }

    Instrument instrument(int instrumentId) {
        return entries.get(instrumentId).instrument;
    }

    int size() {
        return entries.size();
    }

    void onInstrument(Instrument instrument) {
        while (entries.size() <= instrument.id()) {
            entries.add(new Entry());
        }
        final Entry entry = entries.get(instrument.id());
        entry.instrument = instrument;
        entry.rules = InstrumentView.Rules.of(instrument);
    }

    void onBar(ArenaEvent bar) {
        final Entry entry = entries.get(bar.instrumentId());
        final int index = bar.timeframe().ordinal();
        if (entry.lastBars[index] == null) {
            entry.lastBars[index] = new ArenaEvent();
        }
        entry.lastBars[index].bar(bar, bar.provenance());
        seen(entry.instrument.venue(), bar.eventTimeMs());
        viability.onBar(bar);
        volumeUse.onBar(bar);
    }

    void onQuote(ArenaEvent quote) {
        final Entry entry = entries.get(quote.instrumentId());
        entry.quote.begin(EventKind.QUOTE, quote.eventTimeMs()).quote(quote);
        entry.quoted = true;
        viability.onQuote(quote);
        seen(entry.instrument.venue(), quote.eventTimeMs());
    }

    void onFeed(FeedStatus status) {
        for (Feed feed : feeds) {
            if (feed.venue.equals(status.venue())) {
                if (status.state() == FeedStatus.State.LIVE) {
                    feed.reconnects += feed.wasLive ? 1 : 0;
                    feed.wasLive = true;
                }
                feed.status = status;
                return;
            }
        }
        feeds.add(new Feed(status));
    }

    private void seen(String venue, long eventMs) {
        for (Feed feed : feeds) {
            if (feed.venue.equals(venue)) {
                feed.lastEventMs = Math.max(feed.lastEventMs, eventMs);
            }
        }
    }

    List<InstrumentView> instruments() {
        final List<InstrumentView> views = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.instrument != null) {
                final List<InstrumentView.LastBar> bars = new ArrayList<>();
                for (ArenaEvent bar : entry.lastBars) {
                    if (bar != null) {
                        bars.add(InstrumentView.LastBar.of(bar));
                    }
                }
                views.add(new InstrumentView(
                        entry.rules,
                        bars,
                        entry.quoted
                                ? Optional.of(InstrumentView.LastQuote.of(entry.instrument, entry.quote))
                                : Optional.empty(),
                        volatility(entry.instrument.id()),
                        volumeUse.of(entry.instrument.id())));
            }
        }
        return views;
    }

    /** Moves and spreads of those series that have had a bar. */
    List<ViabilityView.Measured> measured() {
        final List<ViabilityView.Measured> measured = new ArrayList<>();
        for (Entry entry : entries) {
            for (int i = 0; entry.instrument != null && i < entry.lastBars.length; i++) {
                if (entry.lastBars[i] != null) {
                    final Instrument instrument = entry.instrument;
                    final Timeframe timeframe = Timeframe.at(i);
                    measured.add(new ViabilityView.Measured(
                            instrument.venue(),
                            instrument.symbol(),
                            timeframe,
                            viability.of(instrument.id(), timeframe, 0, 0)));
                }
            }
        }
        return measured;
    }

    /** What a start from a snapshot could not know otherwise. */
    void visit(StateSink sink) {
        viability.visit(sink);
    }

    List<VenueView> venues() {
        final List<VenueView> views = new ArrayList<>();
        for (Feed feed : feeds) {
            views.add(new VenueView(
                    feed.venue,
                    feed.status.state(),
                    feed.status.detail(),
                    feed.lastEventMs == 0 ? OptionalLong.empty() : OptionalLong.of(feed.lastEventMs),
                    feed.reconnects,
                    framesRejected.applyAsLong(feed.venue)));
        }
        return views;
    }
}
