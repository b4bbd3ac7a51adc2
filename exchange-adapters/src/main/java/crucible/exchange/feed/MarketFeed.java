package crucible.exchange.feed;

import crucible.exchange.BarSeries;
import crucible.exchange.FeedCounters;
import crucible.exchange.FrameRefused;
import crucible.exchange.Listing;
import crucible.exchange.connection.Signal;
import crucible.exchange.connection.VenueProtocol;
import crucible.exchange.connection.VenueSession;
import crucible.exchange.rules.ListedInstrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The feed of any venue. What it hands on depends on the sequence of frames and REST answers alone, never on a clock.
 *
 * <p>A bar's successor shows that the bar has closed, and so does the venue's time in any frame of the connection. So
 * the feed asks REST for what the stream has not shown to be final, before anything newer is handed on.
 */
public final class MarketFeed implements VenueProtocol {
    /** A venue's time that runs ahead of all that was known by more is not believed. */
    private static final long MAX_LEAP_MS = 30 * 86_400_000L;

    /** Event time between two looks at which bars can be compared with trades. */
    private static final long TRADES_LOOK_EVERY_MS = 1_000;

    private final FeedSettings settings;
    private final StreamDialect dialect;
    private final FeedCounters counters;
    private final Backfill backfill;
    private final VenueRest looking;
    private final Markets markets;
    private final long graceMs;

    private List<SocketPlan> plans = List.of();
    private long knownTimeMs;
    private long newestEventMs;
    private long candleTimeMs;
    private long overdueAtMs;
    private long marksTimeMs;
    private long tradesTimeMs;
    private long newestTradeMs;
    private long tradesLookAtMs;
    private boolean prepared;

    /** @param looking REST of its own, for looks at the order rules beside the stream */
    MarketFeed(
            FeedSettings settings,
            StreamDialect dialect,
            FeedCounters counters,
            Markets markets,
            Backfill backfill,
            VenueRest looking) {
        this.settings = settings;
        this.dialect = dialect;
        this.counters = counters;
        this.markets = markets;
        this.backfill = backfill;
        this.looking = looking;
        this.graceMs = dialect.finality().graceMs();
    }

    @Override
    public void prepare(boolean feedWasLive) throws IOException {
        newestEventMs = 0;
        candleTimeMs = 0;
        overdueAtMs = 0;
        marksTimeMs = 0;
        tradesTimeMs = 0;
        newestTradeMs = 0;
        tradesLookAtMs = 0;
        final long serverTimeMs = markets.refresh();
        knownTimeMs = Math.max(knownTimeMs, serverTimeMs);
        backfill.begin(feedWasLive);
        backfill.catchUp(markets.all(), serverTimeMs);
        for (Market market : markets.all()) {
            market.onDisconnected();
            market.series().forEach(BarStream::onOpen);
        }
        plan();
        prepared = true;
    }

    private void plan() {
        final List<Wanted> wanted = new ArrayList<>();
        for (Market market : markets.all()) {
            wanted.add(new Wanted(
                    market.instrument().symbol(), settings.timeframes(), settings.quotes(), settings.trades()));
        }
        plans = dialect.sockets(wanted);
    }

    /**
     * Takes in another symbol: its rules and its history are handed on now, sockets opened from now on ask for it. Between
     * two frames; may block.
     *
     * @throws IOException where the venue cannot be asked now; the symbol is asked for at the next connection all the same
     */
    public void add(Listing listing) throws IOException {
        markets.add(listing);
        if (prepared) {
            final long serverTimeMs = markets.serverTimeMs();
            final Optional<Market> market = markets.join(listing, serverTimeMs);
            if (market.isPresent()) {
                backfill.catchUp(List.of(market.get()), serverTimeMs);
            }
            plan();
            // The next frame looks what the new series lacks.
            overdueAtMs = 0;
        }
    }

    /**
     * Takes out a symbol: what still comes of it is left alone, sockets opened from now on do not ask for it. Between
     * two frames.
     */
    public void remove(String symbol) {
        markets.remove(symbol);
        if (prepared) {
            plan();
        }
    }

    @Override
    public Runnable look() throws IOException {
        final Map<String, ListedInstrument> listed = markets.listed(looking, looking.serverTimeMs());
        return () -> markets.update(listed);
    }

    @Override
    public List<String> socketUrls() {
        return plans.stream().map(plan -> settings.wsUrl() + plan.path()).toList();
    }

    @Override
    public VenueSession onOpen(int socket) {
        return new Session(plans.get(socket), socket == 0);
    }

    @Override
    public void onBinary(int bytes) {
        counters.onRejected(settings.venue(), "binary-frame", "frames are text, but one has " + bytes + " bytes");
    }

    /** One socket's conversation. */
    private final class Session implements VenueSession {
        private final List<String> messages = new ArrayList<>();
        private final Set<String> unacknowledged = new HashSet<>();
        private final FrameReader reader = dialect.reader();
        private final Frame frame = new Frame();
        private final boolean hasCandles;
        private final boolean hasMarks;
        private final boolean hasTrades;
        /** What is asked for here; what joins later comes with the next socket. */
        private final List<Market> asked = markets.all();

        Session(SocketPlan plan, boolean hasCandles) {
            this.hasCandles = hasCandles;
            this.hasMarks = plan.hasMarks();
            this.hasTrades = plan.hasTrades();
            for (Subscription subscription : plan.subscriptions()) {
                messages.add(subscription.message());
                unacknowledged.addAll(subscription.keys());
            }
        }

        @Override
        public List<String> messages() {
            return messages;
        }

        @Override
        public Signal onText(String text) throws IOException {
            frame.clear();
            try {
                reader.read(text, frame);
            } catch (FrameRefused e) {
                refused(e);
                tradesLost();
                notUnderstood();
                return Signal.NONE;
            }
            if (!frame.loss().isEmpty()) {
                counters.onRejected(settings.venue(), "frames-lost", frame.loss());
                tradesLost();
            }
            if (!frame.refused().isEmpty()) {
                tradesLost();
                notUnderstood();
            }
            final Signal signal = signal();
            if (hasTrades && unacknowledged.isEmpty()) {
                onTradesTime(frame, asked);
            }
            return signal;
        }

        private void tradesLost() {
            if (hasTrades) {
                markets.all().forEach(Market::onTradesLost);
            }
        }

        private void notUnderstood() {
            if (hasCandles && !dialect.timesCandles()) {
                asked.forEach(market -> market.series().forEach(BarStream::suspect));
            }
        }

        private Signal signal() throws IOException {
            return switch (frame.kind()) {
                case DATA -> {
                    onData(frame, this);
                    yield Signal.DATA;
                }
                case ACKNOWLEDGEMENT -> acknowledged();
                case REFUSAL -> {
                    counters.onRejected(settings.venue(), "venue-error", frame.refusal());
                    yield Signal.REFUSED;
                }
                case SHUTDOWN -> Signal.RECONNECT;
                case ALIVE -> {
                    onTime(frame, this);
                    yield Signal.NONE;
                }
                case OTHER -> {
                    counters.onIgnoredEvent();
                    yield Signal.NONE;
                }
            };
        }

        private Signal acknowledged() {
            boolean isNew = false;
            for (String key : frame.acknowledged()) {
                isNew |= unacknowledged.remove(key);
            }
            if (!isNew) {
                counters.onIgnoredEvent();
                return Signal.NONE;
            }
            return unacknowledged.isEmpty() ? Signal.SUBSCRIBED : Signal.NONE;
        }
    }

    private void refused(FrameRefused e) {
        counters.onRejected(settings.venue(), e.reason(), e.getMessage());
    }

    private void onData(Frame frame, Session on) throws IOException {
        for (int i = 0; i < frame.refused().size(); i++) {
            refused(frame.refused().get(i));
        }
        for (int i = 0; i < frame.candles(); i++) {
            try {
                onCandle(frame.candle(i));
            } catch (FrameRefused e) {
                refused(e);
            }
        }
        for (int i = 0; i < frame.quotes(); i++) {
            try {
                onQuote(frame.quote(i));
            } catch (FrameRefused e) {
                refused(e);
            }
        }
        for (int i = 0; i < frame.marks(); i++) {
            try {
                onMark(frame.mark(i));
            } catch (FrameRefused e) {
                refused(e);
            }
        }
        for (int i = 0; i < frame.trades(); i++) {
            try {
                onTrade(frame.trade(i));
            } catch (FrameRefused e) {
                refused(e);
            }
        }
        onTime(frame, on);
    }

    private void onTime(Frame frame, Session on) throws IOException {
        if (frame.timeMs() > 0) {
            try {
                passTo(frame.timeMs());
            } catch (FrameRefused e) {
                refused(e);
            }
        }
        if (on.hasMarks && newestEventMs > marksTimeMs) {
            marksTimeMs = newestHereMs(frame, marksTimeMs);
            for (Market market : markets.all()) {
                if (market.fundings() != null) {
                    market.fundings().onTime(marksTimeMs);
                }
            }
        }
        // Times of another socket don't count: it may be ahead of the one with the candles.
        if (on.hasCandles && newestEventMs > candleTimeMs) {
            candleTimeMs = newestHereMs(frame, candleTimeMs);
            if (candleTimeMs >= overdueAtMs) {
                fetchOverdue();
            }
        }
    }

    /** Trades move no time but their own: what is handed on is the same without them. */
    private void onTradesTime(Frame frame, List<Market> asked) {
        final long newestMs = Math.max(newestTradeMs, newestHereMs(frame, tradesTimeMs));
        if (newestMs == 0 || newestMs < tradesLookAtMs) {
            return;
        }
        tradesTimeMs = newestMs;
        tradesLookAtMs = newestMs + TRADES_LOOK_EVERY_MS;
        for (Market market : asked) {
            market.onTradesTime(newestMs);
        }
    }

    /** The newest time that a socket has shown, this frame included. */
    private long newestHereMs(Frame frame, long beforeMs) {
        long newestMs = Math.max(beforeMs, frame.timeMs());
        for (int i = 0; i < frame.candles(); i++) {
            newestMs = Math.max(newestMs, frame.candle(i).eventTimeMs());
        }
        for (int i = 0; i < frame.quotes(); i++) {
            newestMs = Math.max(newestMs, frame.quote(i).timeMs());
        }
        for (int i = 0; i < frame.marks(); i++) {
            newestMs = Math.max(newestMs, frame.mark(i).timeMs());
        }
        // A time that was refused has not moved the feed's.
        return Math.min(newestMs, newestEventMs);
    }

    private void onCandle(Candle candle) throws FrameRefused, IOException {
        final Market market = markets.require(candle.symbol());
        final BarStream series =
                candle.timeframe() == null || market.hasLeft() ? null : market.series(candle.timeframe());
        if (series == null) {
            counters.onIgnoredEvent();
            return;
        }
        passTo(candle.eventTimeMs());
        // The quote that was good until now precedes what happens now.
        market.onTime(newestEventMs);
        final long openTimeMs = candle.openTimeMs();
        series.bars().startAt(openTimeMs);
        if (series.bars().nextOpenTimeMs() < openTimeMs && dialect.finality() != Finality.BY_REST) {
            if (!series.isStreamedHere()) {
                // What closed between REST and the first frame is missing everywhere, and has one order.
                backfill.catchUpTo(markets.all(), one -> unseenBefore(one, openTimeMs), candle.eventTimeMs());
            }
            backfill.repair(market, series, openTimeMs, candle.eventTimeMs(), candle.isFinal());
        }
        series.onStreamed(openTimeMs);
        for (BarStream other : market.series()) {
            final Timeframe timeframe = other.bars().timeframe();
            if (!dialect.streams(timeframe)) {
                other.bars().startAt(timeframe.openTimeOf(openTimeMs));
                other.onStreamed(timeframe.openTimeOf(openTimeMs));
            }
        }
        lookAtDoubts(market, series, openTimeMs, candle.isFinal());
        if (candle.isFinal()) {
            market.offer(series, candle.toBar(market.instrument().id(), Provenance.LIVE), candle.eventTimeMs());
        }
    }

    /** A candle that goes on after it was called final was called so too early, or comes late: REST knows. */
    private void lookAtDoubts(Market market, BarStream series, long openTimeMs, boolean isFinal) throws IOException {
        if (!dialect.timesCandles() && !isFinal && openTimeMs < series.bars().nextOpenTimeMs()) {
            series.doubt(openTimeMs);
        }
        final long doubtedMs = series.takeDoubt(openTimeMs, isFinal);
        if (doubtedMs != BarStream.NONE) {
            final long untilMs = Math.min(openTimeMs, series.bars().nextOpenTimeMs());
            final long rememberedMs =
                    untilMs - BarSeries.REMEMBERED * series.bars().timeframe().intervalMs();
            backfill.lookAgain(market, series, Math.max(doubtedMs, rememberedMs), untilMs);
        }
    }

    private static long unseenBefore(BarStream series, long timeMs) {
        return series.isStreamedHere()
                ? Long.MIN_VALUE
                : series.bars().timeframe().openTimeOf(timeMs);
    }

    private void onQuote(StreamQuote quote) throws FrameRefused {
        final Market market = markets.require(quote.symbol());
        if (market.hasLeft()) {
            counters.onIgnoredEvent();
            return;
        }
        if (quote.isCrossed()) {
            throw new FrameRefused(
                    "crossed-quote",
                    quote.symbol() + ": the bid is below the ask, but was " + quote.bid() + ", " + quote.ask());
        }
        final long bidTicks = market.grid().down(quote.bid());
        final long askTicks = market.grid().up(quote.ask());
        if (bidTicks == 0) {
            throw new FrameRefused(
                    "bad-number", quote.symbol() + ": the bid is a tick or more, but was " + quote.bid());
        }
        if (quote.timeMs() > 0) {
            passTo(quote.timeMs());
        }
        // Where the venue gives quotes no time, they have none before the first event of a connection.
        if (newestEventMs > 0) {
            final double unit = market.sizeUnitBase();
            market.quotes().onQuote(newestEventMs, bidTicks, askTicks, quote.bidSize() * unit, quote.askSize() * unit);
        }
    }

    private void onMark(StreamMark mark) throws FrameRefused {
        final Market market = markets.require(mark.symbol());
        passTo(mark.timeMs());
        if (market.hasLeft() || market.instrument().kind() != InstrumentKind.PERPETUAL) {
            counters.onIgnoredEvent();
            return;
        }
        market.marks().onMark(mark.timeMs(), mark.priceUsdE12(), mark.nextFundingTimeMs());
        if (market.fundings() != null) {
            // The funding that has passed until now precedes the next one.
            market.fundings().onTime(mark.timeMs());
            market.fundings().onNext(mark.timeMs(), mark.nextFundingTimeMs());
        }
    }

    private void onTrade(StreamTrade trade) throws FrameRefused {
        final Market market = markets.require(trade.symbol());
        if (market.hasLeft()) {
            counters.onIgnoredEvent();
            return;
        }
        if (market.trades() == null) {
            counters.onIgnoredEvent();
            return;
        }
        requireBelievable(trade.timeMs());
        newestTradeMs = Math.max(newestTradeMs, trade.timeMs());
        market.trades().onTrade(trade, market.sizeUnitBase());
    }

    private void requireBelievable(long eventTimeMs) throws FrameRefused {
        if (knownTimeMs > 0 && eventTimeMs > knownTimeMs + MAX_LEAP_MS) {
            throw new FrameRefused(
                    "bad-time", "time goes on by less than 30 days, but from " + knownTimeMs + " to " + eventTimeMs);
        }
    }

    private void passTo(long eventTimeMs) throws FrameRefused {
        requireBelievable(eventTimeMs);
        newestEventMs = Math.max(newestEventMs, eventTimeMs);
        knownTimeMs = Math.max(knownTimeMs, eventTimeMs);
    }

    /** Asks REST for all bars whose end the venue's time has passed by the grace, and learns when to look again. */
    private void fetchOverdue() throws IOException {
        backfill.catchUpTo(markets.all(), this::overdueBefore, candleTimeMs);
        overdueAtMs = Long.MAX_VALUE;
        for (Market market : markets.all()) {
            for (BarStream series : market.series()) {
                overdueAtMs = Math.min(overdueAtMs, series.nextLookMs(candleTimeMs, graceMs));
            }
        }
    }

    private long overdueBefore(BarStream series) {
        return series.overdueAtMs(graceMs) <= candleTimeMs
                ? series.bars().timeframe().openTimeOf(candleTimeMs - graceMs)
                : Long.MIN_VALUE;
    }
}
