package crucible.exchange.binance;

import crucible.exchange.FeedCounters;
import crucible.exchange.FrameRefused;
import crucible.exchange.connection.Signal;
import crucible.exchange.connection.VenueProtocol;
import crucible.model.Bar;
import crucible.model.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Binance Spot's dialect. What it hands on depends on the sequence of frames and REST answers alone, never on a clock.
 *
 * <p>A bar's successor shows that the bar has closed. So a frame of a later candle makes the feed ask REST for what the
 * stream has not shown to be final, before anything newer is handed on.
 */
final class SpotFeed implements VenueProtocol {
    /** Keeps a subscription message well below the length at which the venue drops the connection. */
    private static final int STREAMS_PER_MESSAGE = 200;

    private final BinanceSpotSettings settings;
    private final FeedCounters counters;
    private final SpotBackfill backfill;
    private final SpotMarkets markets;
    private final SpotFrame frame = new SpotFrame();

    private final BitSet unacknowledged = new BitSet();
    private boolean wasLive;
    private long newestEventMs;

    SpotFeed(BinanceSpotSettings settings, FeedCounters counters, SpotMarkets markets, SpotBackfill backfill) {
        this.settings = settings;
        this.counters = counters;
        this.markets = markets;
        this.backfill = backfill;
    }

    @Override
    public void prepare(boolean feedWasLive) throws IOException {
        wasLive = feedWasLive;
        final long serverTimeMs = markets.refresh();
        backfill.catchUp(markets.all(), serverTimeMs, wasLive ? Provenance.REPAIRED : Provenance.OFFLINE);
    }

    @Override
    public String socketUrl() {
        return settings.wsUrl() + "/ws";
    }

    @Override
    public List<String> onOpen() {
        newestEventMs = 0;
        final List<String> streams = new ArrayList<>();
        for (Market market : markets.all()) {
            market.quotes().onDisconnected();
            final String symbol = market.instrument().symbol().toLowerCase(Locale.ROOT);
            for (SpotSeries series : market.series()) {
                series.onOpen();
                streams.add(symbol + "@kline_" + series.bars().timeframe().label());
            }
            if (settings.quotes()) {
                streams.add(symbol + "@bookTicker");
            }
        }
        final List<String> subscriptions = new ArrayList<>();
        for (int from = 0; from < streams.size(); from += STREAMS_PER_MESSAGE) {
            final List<String> some = streams.subList(from, Math.min(streams.size(), from + STREAMS_PER_MESSAGE));
            subscriptions.add("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + String.join("\",\"", some) + "\"],\"id\":"
                    + (subscriptions.size() + 1) + "}");
        }
        unacknowledged.clear();
        unacknowledged.set(0, subscriptions.size());
        return subscriptions;
    }

    @Override
    public Signal onText(String text) throws IOException {
        try {
            return switch (frame.read(text)) {
                case KLINE -> onKline();
                case BOOK_TICKER -> onBookTicker();
                case RESULT -> onResult();
                case ERROR -> onError();
                case SHUTDOWN -> Signal.RECONNECT;
                case OTHER_EVENT -> ignored();
            };
        } catch (FrameRefused e) {
            counters.onRejected(settings.venue(), e.reason(), e.getMessage());
            return Signal.NONE;
        }
    }

    @Override
    public void onBinary(int bytes) {
        counters.onRejected(settings.venue(), "binary-frame", "frames are text, but one has " + bytes + " bytes");
    }

    private Signal onResult() {
        final long id = frame.requestId();
        if (id < 1 || id > unacknowledged.length() || !unacknowledged.get((int) id - 1)) {
            return ignored();
        }
        unacknowledged.clear((int) id - 1);
        return Signal.ACKNOWLEDGED;
    }

    private Signal onError() {
        counters.onRejected(settings.venue(), "venue-error", frame.errorText());
        return Signal.REFUSED;
    }

    private Signal ignored() {
        counters.onIgnoredEvent();
        return Signal.NONE;
    }

    private Signal onKline() throws FrameRefused, IOException {
        final Market market = markets.require(frame.symbol());
        final SpotSeries series = market.series(frame.bar().interval());
        if (series == null) {
            return ignored();
        }
        final Bar bar =
                frame.bar().toBar(market.instrument().id(), series.bars().timeframe(), Provenance.LIVE);
        final boolean isFinal = frame.bar().isFinal();
        final long eventTimeMs = frame.eventTimeMs();
        newestEventMs = Math.max(newestEventMs, eventTimeMs);
        // The quote that was good until now precedes what happens now.
        market.quotes().onTime(newestEventMs);
        series.bars().startAt(bar.openTimeMs());
        if (series.bars().nextOpenTimeMs() < bar.openTimeMs()) {
            if (!series.isStreamedHere()) {
                // What closed between REST and the first frame is missing everywhere, and has one order.
                backfill.catchUpUnseen(markets.all(), bar.openTimeMs(), this::origin);
            }
            backfill.repair(market, series, bar.openTimeMs(), isFinal, origin(series));
        }
        series.setStreamed();
        if (isFinal) {
            market.offer(series, bar, eventTimeMs);
        }
        return Signal.NONE;
    }

    /** Of bars of the series that REST gives now. */
    private Provenance origin(SpotSeries series) {
        return wasLive || series.isStreamed() ? Provenance.REPAIRED : Provenance.OFFLINE;
    }

    private Signal onBookTicker() throws FrameRefused {
        final Market market = markets.require(frame.symbol());
        if (frame.isCrossed()) {
            throw new FrameRefused(
                    "crossed-quote",
                    frame.symbol() + ": the bid is below the ask, but was " + frame.bid() + ", " + frame.ask());
        }
        final long bidTicks = market.grid().down(frame.bid());
        final long askTicks = market.grid().up(frame.ask());
        if (bidTicks == 0) {
            throw new FrameRefused(
                    "bad-number", frame.symbol() + ": the bid is a tick or more, but was " + frame.bid());
        }
        // The venue gives quotes no time, so before the first event of a connection they have none.
        if (newestEventMs > 0) {
            market.quotes().onQuote(newestEventMs, bidTicks, askTicks, frame.bidSizeBase(), frame.askSizeBase());
        }
        return Signal.NONE;
    }
}
