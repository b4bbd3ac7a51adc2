package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.FeedStats;
import crucible.exchange.Listing;
import crucible.exchange.RecordingSink;
import crucible.exchange.SharedFiles;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.feed.Finality;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.market.FileMarket;
import crucible.model.Bar;
import crucible.model.Draw;
import crucible.model.FeedStatus;
import crucible.model.Funding;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Mark;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From candle files through each venue's protocol, socket and REST, to the sink: what goes in comes out. */
class EveryVenueTest {
    private static final long START_MS = 1_735_689_600_000L;
    private static final int BARS = 900;
    /** Whole quarters of an hour: the venue ends its history at one. */
    private static final int HISTORY = 102;

    /** Venues with quotes on another socket than bars. */
    private static final Set<Venue> PARTED = EnumSet.of(Venue.BINANCE_USDM, Venue.OKX_SPOT, Venue.OKX_SWAP);

    private static final int WARM_UP = 60;
    private static final List<String> BASES = List.of("BTC", "ETH");

    @TempDir
    Path folder;

    private final RecordingSink sink = new RecordingSink();

    private static List<Bar> bars(int instrumentId, long firstCents) {
        final List<Bar> bars = new ArrayList<>();
        long open = firstCents;
        for (int i = 0; i < BARS; i++) {
            final long close = open + Draw.below(2_001, 7, "close", instrumentId, i, 0) - 1_000;
            final long high = Math.max(open, close) + Draw.below(500, 7, "high", instrumentId, i, 0);
            final long low = Math.min(open, close) - Draw.below(500, 7, "low", instrumentId, i, 0);
            bars.add(new Bar(
                    instrumentId,
                    Timeframe.M5,
                    START_MS + i * Timeframe.M5.intervalMs(),
                    open / 100.0,
                    high / 100.0,
                    low / 100.0,
                    close / 100.0,
                    (1 + Draw.below(1_000_000, 7, "volume", instrumentId, i, 0)) / 1000.0,
                    Provenance.LIVE));
            open = close;
        }
        return bars;
    }

    private List<List<Bar>> writeMarket() throws IOException {
        final List<List<Bar>> market = List.of(bars(0, 9_500_000), bars(1, 340_000));
        for (int i = 0; i < BASES.size(); i++) {
            final List<String> lines = new ArrayList<>(List.of("open_time_ms,open,high,low,close,volume"));
            for (Bar bar : market.get(i)) {
                lines.add(bar.openTimeMs() + "," + bar.open() + "," + bar.high() + "," + bar.low() + "," + bar.close()
                        + "," + bar.volumeBase());
            }
            Files.write(folder.resolve(BASES.get(i) + "USDT-5m.csv"), lines);
        }
        return market;
    }

    private static FeedSettings settings(Venue venue, ReplayVenue replay, List<String> bases, int warmUp) {
        final List<Listing> listings = new ArrayList<>();
        for (String base : bases) {
            listings.add(new Listing(listings.size(), venue.symbol(base, "USDT")));
        }
        return venue.settings(listings)
                .withUrls(replay.wsUrl(), replay.restUrl())
                .withWarmUpBars(warmUp);
    }

    private static List<Bar> of(RecordingSink sink, int instrumentId, Timeframe timeframe) {
        return sink.all(Bar.class).stream()
                .filter(bar -> bar.instrumentId() == instrumentId && bar.timeframe() == timeframe)
                .toList();
    }

    /** Thousands of elements: only the first difference is shown. */
    private static void assertEqual(List<?> actual, List<?> expected) {
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(actual.get(i)).as("element " + i).isEqualTo(expected.get(i));
        }
        assertThat(actual.size()).isEqualTo(expected.size());
    }

    private static List<Bar> asLive(List<Bar> bars) {
        return bars.stream().map(bar -> bar.withProvenance(Provenance.LIVE)).toList();
    }

    /** REST may be asked as often as the market is played. */
    private static VenueAdapter adapter(FeedSettings settings, RecordingSink sink) {
        return new VenueAdapter(settings, sink, sink, new HastyTimer(), 1_000_000);
    }

    /**
     * Bars at the end of the market that nothing shows to be final, where the venue does not say so and nothing follows;
     * at the end of the history it is no different.
     */
    private static int unfinished(Venue venue) {
        return venue.streams().finality() == Finality.CALLED ? 0 : 1;
    }

    private RecordingSink play(Venue venue, double speed) {
        final RecordingSink heard = new RecordingSink();
        final VenueOptions options =
                VenueOptions.of(FileMarket.open(folder)).withSpeed(speed).withHistoryBars(HISTORY);
        try (ReplayVenue replay = ReplayVenue.start(options);
                VenueAdapter adapter = adapter(settings(venue, replay, BASES, WARM_UP), heard)) {
            adapter.start();
            replay.finished().orTimeout(2, TimeUnit.MINUTES).join();
            heard.await(s -> of(s, 1, Timeframe.M15).size() >= lastFifteens() - unfinished(venue), "the last 15m bar");
            heard.await(s -> of(s, 1, Timeframe.M5).size() >= BARS - HISTORY + WARM_UP, "the last 5m bar");
            final FeedStats stats = adapter.stats();
            assertThat(stats.reconnects()).isZero();
            assertThat(stats.rejected()).isZero();
            assertThat(stats.duplicateBars()).isZero();
            assertThat(stats.repairedBars()).isZero();
        }
        return heard;
    }

    private static int lastFifteens() {
        return HISTORY / 3 + (BARS - HISTORY) / 3;
    }

    @ParameterizedTest
    @EnumSource(Venue.class)
    void handsOnEveryBarOnceBitForBitAndInTheSameOrderAtEverySpeed(Venue venue) throws IOException {
        final List<List<Bar>> market = writeMarket();
        final RecordingSink fastest = play(venue, VenueOptions.MAX_SPEED);
        assertThat(fastest.rejections()).isEmpty();
        assertThat(fastest.all(Gap.class)).isEmpty();
        assertThat(fastest.all(Instrument.class))
                .extracting(Instrument::key)
                .containsExactly(
                        venue.label() + ":" + venue.symbol("BTC", "USDT"),
                        venue.label() + ":" + venue.symbol("ETH", "USDT"));
        for (int id = 0; id < BASES.size(); id++) {
            final List<Bar> out = of(fastest, id, Timeframe.M5);
            assertEqual(
                    asLive(out),
                    market.get(id).subList(HISTORY - WARM_UP - unfinished(venue), BARS - unfinished(venue)));
            assertThat(out.subList(0, WARM_UP)).allMatch(bar -> bar.provenance() == Provenance.OFFLINE);
            assertThat(out.subList(WARM_UP + unfinished(venue), out.size()))
                    .allMatch(bar -> bar.provenance() == Provenance.LIVE);
        }
        // Where mark prices share the socket with the quotes, it lags hours behind that of the bars, and quotes are
        // thinned.
        assertThat(fastest.all(Quote.class)).hasSizeGreaterThan(venue == Venue.OKX_SWAP ? 10 : BARS);
        assertEqual(texts(venue, play(venue, 3_000_000)), texts(venue, fastest));
    }

    @ParameterizedTest
    @EnumSource(Venue.class)
    void aSymbolThatJoinsWhileTheMarketPlaysLacksNothingAndCostsTheOthersNothing(Venue venue) throws IOException {
        final List<List<Bar>> market = writeMarket();
        final VenueOptions options =
                VenueOptions.of(FileMarket.open(folder)).withSpeed(300_000).withHistoryBars(HISTORY);
        try (ReplayVenue replay = ReplayVenue.start(options);
                VenueAdapter adapter = adapter(settings(venue, replay, List.of("BTC"), WARM_UP), sink)) {
            adapter.start();
            sink.await(s -> of(s, 0, Timeframe.M5).size() > WARM_UP + 50, "some bars");
            adapter.add(new Listing(1, venue.symbol("ETH", "USDT")));
            replay.finished().orTimeout(2, TimeUnit.MINUTES).join();
            final long lastMs = START_MS + (BARS - 1 - unfinished(venue)) * Timeframe.M5.intervalMs();
            for (int id = 0; id < BASES.size(); id++) {
                final int number = id;
                sink.await(
                        s -> of(s, number, Timeframe.M5).stream().anyMatch(bar -> bar.openTimeMs() == lastMs),
                        "the last bar of " + number);
            }
            assertThat(adapter.stats().reconnects()).isZero();
        }
        assertThat(sink.all(Gap.class)).isEmpty();
        assertThat(sink.rejections()).isEmpty();
        assertEqual(
                asLive(of(sink, 0, Timeframe.M5)),
                market.get(0).subList(HISTORY - WARM_UP - unfinished(venue), BARS - unfinished(venue)));
        final List<Bar> joined = of(sink, 1, Timeframe.M5);
        final int first = (int) ((joined.get(0).openTimeMs() - START_MS) / Timeframe.M5.intervalMs());
        assertEqual(asLive(joined), market.get(1).subList(first, BARS - unfinished(venue)));
        assertThat(joined.subList(0, WARM_UP)).allMatch(bar -> bar.provenance() == Provenance.OFFLINE);
        assertThat(joined.get(joined.size() - 1).provenance()).isEqualTo(Provenance.LIVE);
    }

    private static boolean isOnTheBarsSocket(Venue venue, Object what) {
        final boolean quote = what instanceof Quote;
        final boolean mark = what instanceof Mark || what instanceof Funding;
        return !(PARTED.contains(venue) && quote) && !(venue == Venue.OKX_SWAP && mark);
    }

    /** All that was handed on up to the last bar; of the rest what shares a socket with the bars, and so one order. */
    private static List<String> texts(Venue venue, RecordingSink sink) {
        int bars = sink.all(Bar.class).size();
        int end = 0;
        while (bars > 0) {
            bars -= sink.events().get(end++).what() instanceof Bar ? 1 : 0;
        }
        return sink.events().subList(0, end).stream()
                .filter(event -> isOnTheBarsSocket(venue, event.what()))
                .map(event -> event.eventTimeMs() + " "
                        + (event.what() instanceof Instrument instrument
                                ? instrument + " " + instrument.rules()
                                : event.what()))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Venue.class)
    void losesNoBarWhereTheVenueCutsConnectionsAndRefusesRequests(Venue venue) throws IOException {
        final List<List<Bar>> market = writeMarket();
        final VenueOptions options =
                VenueOptions.of(FileMarket.open(folder)).withSpeed(250_000).withHistoryBars(HISTORY);
        try (ReplayVenue replay = ReplayVenue.start(options);
                VenueAdapter adapter = adapter(settings(venue, replay, BASES, HISTORY), sink)) {
            final int last = BARS - unfinished(venue);
            adapter.start();
            sink.awaitBars(400);
            fault(replay, "{\"closeAll\":true}");
            sink.awaitState(FeedStatus.State.LIVE, 2);
            fault(replay, "{\"http429\":1}");
            fault(replay, "{\"closeAll\":true}");
            sink.awaitState(FeedStatus.State.LIVE, 3);
            sink.await(s -> of(s, 1, Timeframe.M5).size() >= last, "the last bar");
            sink.await(s -> of(s, 0, Timeframe.M5).size() >= last, "the last bar");
            assertThat(adapter.stats().reconnects()).isGreaterThanOrEqualTo(2);
            assertThat(adapter.stats().repairedBars()).isPositive();
        }
        assertThat(sink.all(Gap.class)).isEmpty();
        for (int id = 0; id < BASES.size(); id++) {
            assertEqual(asLive(of(sink, id, Timeframe.M5)), market.get(id).subList(0, BARS - unfinished(venue)));
        }
    }

    private static void fault(ReplayVenue replay, String fault) throws IOException {
        final Request request = new Request.Builder()
                .url(replay.restUrl() + "/__fault")
                .post(RequestBody.create(fault, MediaType.get("application/json")))
                .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Venue.class)
    void handsOnRecordedCandlesAsTheFileHasThem(Venue venue) throws IOException {
        final Path file = SharedFiles.find("market/ohlcv/bybit-linear/AAVEUSDT-5m.csv.gz");
        final int history = 300;
        final int live = 1_200;
        final VenueOptions options = VenueOptions.of(FileMarket.open(file))
                .withSpeed(VenueOptions.MAX_SPEED)
                .withHistoryBars(history)
                .withMaxBoundaries(live);
        try (ReplayVenue replay = ReplayVenue.start(options);
                VenueAdapter adapter = adapter(settings(venue, replay, List.of("AAVE"), history), sink)) {
            adapter.start();
            sink.await(s -> of(s, 0, Timeframe.M5).size() >= history + live - unfinished(venue), "all");
        }
        final Function<Bar, String> text = bar -> bar.openTimeMs() + "," + bar.open() + "," + bar.high() + ","
                + bar.low() + "," + bar.close() + "," + bar.volumeBase();
        final List<String> in = SharedFiles.gunzip(file)
                .lines()
                .skip(1)
                .limit(history + live - unfinished(venue))
                .map(EveryVenueTest::asDoubles)
                .toList();
        assertEqual(of(sink, 0, Timeframe.M5).stream().map(text).toList(), in);
        assertThat(sink.rejections()).isEmpty();
        assertThat(sink.all(Gap.class)).isEmpty();
    }

    private static String asDoubles(String row) {
        final String[] cells = row.split(",", -1);
        for (int i = 1; i < cells.length; i++) {
            cells[i] = Double.toString(Double.parseDouble(cells[i]));
        }
        return String.join(",", cells);
    }
}
