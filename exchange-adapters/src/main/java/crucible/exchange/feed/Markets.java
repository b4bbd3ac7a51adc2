package crucible.exchange.feed;

import crucible.exchange.BarAgreement;
import crucible.exchange.BarSeries;
import crucible.exchange.FeedCounters;
import crucible.exchange.FrameRefused;
import crucible.exchange.Listing;
import crucible.exchange.MarkConflation;
import crucible.exchange.QuoteConflation;
import crucible.exchange.connection.ConnectionTimer;
import crucible.exchange.rules.ListedInstrument;
import crucible.exchange.rules.ListedInstrument.Terms;
import crucible.model.FeedSink;
import crucible.model.Instrument;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The symbols that are asked for, with the instruments that the venue makes of them. */
final class Markets {
    private static final Logger LOG = LoggerFactory.getLogger(Markets.class);

    private final FeedSettings settings;
    private final VenueRest rest;
    private final FeedSink sink;
    private final FeedCounters counters;
    private final ConnectionTimer timer;
    private final Map<String, Market> bySymbol = new HashMap<>();
    private final List<Listing> listings;
    private List<Market> inListingOrder = List.of();

    Markets(FeedSettings settings, VenueRest rest, FeedSink sink, FeedCounters counters, ConnectionTimer timer) {
        this.settings = settings;
        this.rest = rest;
        this.sink = sink;
        this.counters = counters;
        this.timer = timer;
        this.listings = new ArrayList<>(settings.listings());
    }

    /** Those that can be traded, in listing order. */
    List<Market> all() {
        return inListingOrder;
    }

    /** The market of a symbol in a frame. */
    Market require(String symbol) throws FrameRefused {
        final Market market = bySymbol.get(symbol);
        if (market == null) {
            throw new FrameRefused("unknown-symbol", "a frame is of a symbol asked for, but was " + symbol);
        }
        return market;
    }

    /** The venue's time. */
    long serverTimeMs() throws IOException {
        return rest.serverTimeMs();
    }

    /** Reads clock and instruments anew, hands on new or changed instruments, and returns the venue's time. */
    long refresh() throws IOException {
        final long beforeMs = timer.wallTimeMs();
        final long serverTimeMs = rest.serverTimeMs();
        counters.onClockOffset(serverTimeMs - (beforeMs + timer.wallTimeMs()) / 2);
        final Map<String, ListedInstrument> listed = listed(rest, serverTimeMs);
        bySymbol.values().removeIf(Market::hasLeft);
        for (Listing listing : listings) {
            terms(listing, listed.get(listing.symbol())).ifPresent(terms -> update(listing, terms));
        }
        order();
        if (inListingOrder.isEmpty()) {
            throw new IOException("none of the symbols asked for can be traded at " + settings.venue());
        }
        return serverTimeMs;
    }

    private void order() {
        inListingOrder = listings.stream()
                .map(listing -> bySymbol.get(listing.symbol()))
                .filter(market -> market != null && !market.hasLeft())
                .toList();
    }

    /** From now on another symbol is asked for; once is enough. */
    void add(Listing listing) {
        if (!listings.contains(listing)) {
            listings.add(listing);
            bySymbol.computeIfPresent(listing.symbol(), (symbol, known) -> known.hasLeft() ? null : known);
        }
    }

    /** Reads the rules of a symbol that was added, and hands on its instrument; empty where it cannot be traded now. */
    Optional<Market> join(Listing listing, long serverTimeMs) throws IOException {
        final List<ListedInstrument> listed = rest.instruments(List.of(listing.symbol()), serverTimeMs);
        final ListedInstrument own = listed.stream()
                .filter(one -> one.symbol().equals(listing.symbol()))
                .findFirst()
                .orElse(null);
        terms(listing, own).ifPresent(terms -> update(listing, terms));
        order();
        final Market market = bySymbol.get(listing.symbol());
        if (market != null) {
            market.joinLate();
        }
        return Optional.ofNullable(market);
    }

    /** A symbol is asked for no more; what still comes of it is left alone. */
    void remove(String symbol) {
        listings.removeIf(listing -> listing.symbol().equals(symbol));
        final Market market = bySymbol.get(symbol);
        if (market != null) {
            market.onDisconnected();
            market.leave();
        }
        order();
    }

    /**
     * What the venue lists now. Beside the feed's own calls: any thread, with a REST that is its own.
     *
     * @param atMs the venue's time, from which changed rules hold
     */
    Map<String, ListedInstrument> listed(VenueRest asked, long atMs) throws IOException {
        final Map<String, ListedInstrument> listed = new HashMap<>();
        final List<String> symbols =
                List.copyOf(listings).stream().map(Listing::symbol).toList();
        for (ListedInstrument one : asked.instruments(symbols, atMs)) {
            listed.put(one.symbol(), one);
        }
        return listed;
    }

    /** Hands on those of the known instruments whose rules differ now. A new symbol waits for the next connection. */
    void update(Map<String, ListedInstrument> listed) {
        for (Listing listing : listings) {
            if (bySymbol.containsKey(listing.symbol()) && listed.containsKey(listing.symbol())) {
                terms(listing, listed.get(listing.symbol())).ifPresent(terms -> update(listing, terms));
            }
        }
    }

    private Optional<Terms> terms(Listing listing, ListedInstrument listed) {
        if (listed == null) {
            counters.onRejected(settings.venue(), "not-tradable", listing.symbol() + " is not listed");
            return Optional.empty();
        }
        return listed.visit(
                tradable -> Optional.of(tradable.terms()),
                halted -> {
                    LOG.info(
                            "{} at {} is {} now; it trades here as soon as it does there",
                            listing.symbol(),
                            settings.venue(),
                            halted.status());
                    return Optional.of(halted.terms());
                },
                refused -> {
                    counters.onRejected(
                            settings.venue(),
                            "not-tradable",
                            listing.symbol() + ": " + refused.reason() + ", " + refused.detail());
                    return Optional.empty();
                });
    }

    private void update(Listing listing, Terms terms) {
        final Market known = bySymbol.get(listing.symbol());
        if (known != null && known.instrument().rules().sayTheSameAs(terms.rules())) {
            return;
        }
        final Instrument instrument;
        try {
            instrument = terms.toInstrument(listing.instrumentId(), settings.venue());
        } catch (IllegalArgumentException | ArithmeticException e) {
            counters.onRejected(settings.venue(), "not-tradable", listing.symbol() + ": " + e.getMessage());
            return;
        }
        if (known == null) {
            bySymbol.put(listing.symbol(), market(instrument, terms.sizeUnit().doubleValue()));
        } else {
            known.setInstrument(instrument, terms.sizeUnit().doubleValue());
        }
        sink.onInstrument(instrument);
    }

    private Market market(Instrument instrument, double sizeUnitBase) {
        final List<BarStream> series = new ArrayList<>();
        for (Timeframe timeframe : settings.timeframes()) {
            final BarSeries bars = new BarSeries(instrument.id(), timeframe, sink, counters);
            sink.lastCloseTimeMs(instrument.id(), timeframe).ifPresent(bars::startAt);
            series.add(new BarStream(bars));
        }
        final QuoteConflation quotes =
                new QuoteConflation(sink, instrument.id(), settings.quoteIntervalMs(), settings.latencyMs());
        return new Market(
                instrument,
                sizeUnitBase,
                series,
                quotes,
                new MarkConflation(sink, instrument.id()),
                FundingRates.of(instrument, rest, sink),
                settings.trades() ? trades(instrument) : null);
    }

    private MarketTrades trades(Instrument instrument) {
        final List<BarAgreement> agreements = new ArrayList<>();
        for (Timeframe timeframe : settings.timeframes()) {
            agreements.add(counters.agreements().of(instrument.id(), instrument.symbol(), timeframe));
        }
        return new MarketTrades(settings.venue(), instrument.symbol(), agreements);
    }
}
