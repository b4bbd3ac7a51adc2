package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.RecordingSink;
import crucible.exchange.SharedFiles;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.market.FileMarket;
import crucible.model.Bar;
import crucible.model.Draw;
import crucible.model.Gap;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From candle files through the replay venue's socket and REST to the sink: what goes in comes out. */
class ReplayVenueFeedTest {
    private static final long START_MS = 1_735_689_600_000L;
    private static final int BARS = 3_000;
    /** Whole quarters of an hour: the venue ends its history at one. */
    private static final int HISTORY = 102;

    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");

    @TempDir
    Path folder;

    /** Bars of a wandering price, by symbol. */
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
        for (int i = 0; i < SYMBOLS.size(); i++) {
            final List<String> lines = new ArrayList<>(List.of("open_time_ms,open,high,low,close,volume"));
            for (Bar bar : market.get(i)) {
                lines.add(bar.openTimeMs() + "," + bar.open() + "," + bar.high() + "," + bar.low() + "," + bar.close()
                        + "," + bar.volumeBase());
            }
            Files.write(folder.resolve(SYMBOLS.get(i) + "-5m.csv"), lines);
        }
        return market;
    }

    private RecordingSink play(double speed) {
        final RecordingSink sink = new RecordingSink();
        final VenueOptions options =
                VenueOptions.of(FileMarket.open(folder)).withSpeed(speed).withHistoryBars(HISTORY);
        try (ReplayVenue venue = ReplayVenue.start(options)) {
            final FeedSettings settings = Venue.BINANCE_SPOT
                    .settings(List.of(new Listing(0, "BTCUSDT"), new Listing(1, "ETHUSDT")))
                    .withUrls(venue.wsUrl(), venue.restUrl())
                    .withWarmUpBars(50);
            try (VenueAdapter adapter = new VenueAdapter(settings, sink, sink)) {
                adapter.start();
                venue.finished().join();
                sink.await(s -> lastClose(s, Timeframe.M15) == 2, "the last 15m bar of both");
                assertThat(adapter.stats().reconnects()).isZero();
                assertThat(adapter.stats().rejected()).isZero();
                assertThat(adapter.stats().duplicateBars()).isZero();
            }
        }
        return sink;
    }

    private static long lastClose(RecordingSink sink, Timeframe timeframe) {
        return sink.all(Bar.class).stream()
                .filter(bar -> bar.timeframe() == timeframe
                        && bar.closeTimeMs() == START_MS + BARS * Timeframe.M5.intervalMs())
                .count();
    }

    @Test
    void handsOnAQuoteAfterEveryClosePlusLatency() throws IOException {
        writeMarket();
        final RecordingSink sink = play(VenueOptions.MAX_SPEED);
        for (int id = 0; id < SYMBOLS.size(); id++) {
            long owedFromMs = Long.MAX_VALUE;
            int answered = 0;
            for (RecordingSink.Event event : sink.events()) {
                if (event.what() instanceof Bar bar
                        && bar.instrumentId() == id
                        && bar.provenance() == Provenance.LIVE
                        && bar.timeframe() == Timeframe.M5) {
                    assertThat(owedFromMs).as("answered before the next close").isEqualTo(Long.MAX_VALUE);
                    owedFromMs = bar.closeTimeMs() + 250;
                } else if (event.what() instanceof Quote quote
                        && quote.instrumentId() == id
                        && quote.timeMs() >= owedFromMs) {
                    owedFromMs = Long.MAX_VALUE;
                    answered++;
                }
            }
            assertThat(answered).isGreaterThanOrEqualTo(BARS - HISTORY - 1);
        }
    }

    @Test
    void handsOnRecordedCandlesAsTheFileHasThem() throws IOException {
        final Path file = SharedFiles.find("market/ohlcv/binance-spot/KITEUSDT-5m.csv.gz");
        final List<String> rows = SharedFiles.gunzip(file).lines().skip(1).toList();
        final int history = 600;
        final RecordingSink sink = new RecordingSink();
        final VenueOptions options = VenueOptions.of(FileMarket.open(file))
                .withSpeed(VenueOptions.MAX_SPEED)
                .withHistoryBars(history);
        try (ReplayVenue venue = ReplayVenue.start(options)) {
            final FeedSettings settings = Venue.BINANCE_SPOT
                    .settings(List.of(new Listing(0, "KITEUSDT")))
                    .withUrls(venue.wsUrl(), venue.restUrl())
                    .withWarmUpBars(history);
            try (VenueAdapter adapter = new VenueAdapter(settings, sink, sink)) {
                adapter.start();
                sink.await(
                        s -> s.all(Bar.class).stream()
                                        .filter(ReplayVenueFeedTest::isM5)
                                        .count()
                                >= rows.size(),
                        "all");
            }
        }
        final List<String> out = sink.all(Bar.class).stream()
                .filter(ReplayVenueFeedTest::isM5)
                .map(bar -> bar.openTimeMs() + "," + bar.open() + "," + bar.high() + "," + bar.low() + "," + bar.close()
                        + "," + bar.volumeBase())
                .toList();
        final List<String> in = rows.stream()
                .map(row -> {
                    final String[] cells = row.split(",", -1);
                    for (int i = 1; i < cells.length; i++) {
                        cells[i] = Double.toString(Double.parseDouble(cells[i]));
                    }
                    return String.join(",", cells);
                })
                .toList();
        assertEqual(out, in);
        assertThat(sink.rejections()).isEmpty();
        assertThat(sink.all(Gap.class)).isEmpty();
    }

    private static boolean isM5(Bar bar) {
        return bar.timeframe() == Timeframe.M5;
    }

    /** Thousands of elements: only the first difference is shown. */
    private static void assertEqual(List<?> actual, List<?> expected) {
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(actual.get(i)).as("element " + i).isEqualTo(expected.get(i));
        }
        assertThat(actual.size()).isEqualTo(expected.size());
    }
}
