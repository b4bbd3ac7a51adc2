package crucible.server.arena;

import crucible.fill.volatility.FitSchedule;
import crucible.fill.volatility.InstrumentVolatility;
import crucible.model.FeedStatus;
import crucible.model.Instrument;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ListingChange;
import crucible.runtime.event.StoredForms;
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

    private static final long UNKNOWN = Long.MIN_VALUE;

    private static final class Entry {
        private Instrument instrument;
        private InstrumentView.Rules rules;
        private final ArenaEvent[] lastBars = new ArenaEvent[Timeframe.count()];
        private final ArenaEvent quote = new ArenaEvent();
        private boolean quoted;
        private long sinceMs = UNKNOWN;
        private ListingChange listing;
    }

    private static final class Feed {
        private final String venue;
        private FeedStatus status;
        private long lastEventMs;
        private long reconnects;
        private boolean wasLive;
        /** Why it was given up for its silence; null unless it was and has not been live since. */
        private String silence;

        Feed(FeedStatus status) {
            this.venue = status.venue();
            this.status = status;
            this.wasLive = status.state() == FeedStatus.State.LIVE;
        }

        void listen(FeedStatus next) {
            status = next;
            if (next.state() == FeedStatus.State.STALE) {
                silence = next.detail();
            } else if (next.state() == FeedStatus.State.LIVE) {
                silence = null;
            }
        }

        /** What fell silent is stale until it is live again, however the attempts in between end. */
        FeedStatus.State state() {
            return silence == null ? status.state() : FeedStatus.State.STALE;
        }

        String detail() {
            if (silence == null
                    || status.state() == FeedStatus.State.STALE
                    || status.detail().isEmpty()) {
                return silence == null ? status.detail() : silence;
            }
            return silence + "; " + status.detail();
        }
    }

    /** Whether no operator took it out. */
    boolean isFollowed(int instrumentId) {
        final ListingChange change = entries.get(instrumentId).listing;
        return change == null || !change.removes();
    }

    Instrument instrument(int instrumentId) {
        return entries.get(instrumentId).instrument;
    }

    int size() {
        return entries.size();
    }

    /** An operator took an instrument in, perhaps one that is not known yet, or out. */
    void onListing(ListingChange change, long timeMs) {
        final Entry entry = room(change.instrumentId());
        entry.listing = change;
        entry.sinceMs = timeMs;
    }

    private Entry room(int instrumentId) {
        while (entries.size() <= instrumentId) {
            entries.add(new Entry());
        }
        return entries.get(instrumentId);
    }

    /** It was there before a start from a snapshot. */
    void onRestored(Instrument instrument) {
        onInstrument(instrument, UNKNOWN);
    }

    /** An instrument is there from that time on, or its rules changed. */
    void onInstrument(Instrument instrument, long timeMs) {
        final Entry entry = room(instrument.id());
        if (entry.instrument == null && entry.sinceMs == UNKNOWN) {
            entry.sinceMs = timeMs;
        }
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
                feed.listen(status);
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
                        volumeUse.of(entry.instrument.id()),
                        following(entry)));
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

    private static InstrumentView.Following following(Entry entry) {
        final Optional<ListingChange> change = Optional.ofNullable(entry.listing);
        return new InstrumentView.Following(
                change.map(one -> one.removes()
                                ? InstrumentView.Following.State.REMOVED
                                : InstrumentView.Following.State.ADDED)
                        .orElse(InstrumentView.Following.State.CONFIGURED),
                entry.sinceMs == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(entry.sinceMs),
                change.map(ListingChange::actor),
                change.map(ListingChange::reason));
    }

    /** Since when each instrument is there, and by whose will: what a start from a snapshot could not know otherwise. */
    void visitFollowing(StateSink sink) {
        final int count = sink.field("entries", entries.size());
        for (int id = 0; id < count; id++) {
            final Entry entry = room(id);
            entry.sinceMs = sink.field("sinceMs", entry.sinceMs);
            entry.listing = sink.field("listing", StoredForms.LISTING, entry.listing);
        }
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
                    feed.state(),
                    feed.detail(),
                    feed.lastEventMs == 0 ? OptionalLong.empty() : OptionalLong.of(feed.lastEventMs),
                    feed.reconnects,
                    framesRejected.applyAsLong(feed.venue)));
        }
        return views;
    }
}
