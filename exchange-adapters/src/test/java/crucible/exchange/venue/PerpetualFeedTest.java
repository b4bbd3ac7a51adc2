package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.RecordingSink;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.market.FileMarket;
import crucible.model.Bar;
import crucible.model.FeedStatus;
import crucible.model.Funding;
import crucible.model.Mark;
import crucible.model.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mark prices and settled funding through each venue's protocol, from recorded files to the sink. */
class PerpetualFeedTest {
    /** 2025-01-01T00:00:00Z. */
    private static final long START_MS = 1_735_689_600_000L;

    private static final long HOUR_MS = 3_600_000;
    private static final int BARS = 36 * 12;
    private static final List<String> RATES = List.of("0.00012345", "-0.00020000", "1.5e-05", "0.00010000");

    @TempDir
    Path folder;

    private final RecordingSink sink = new RecordingSink();

    /** Price is 100 plus the number of the bar; fundings every eight hours from 08:00 on. */
    private void writeMarket() throws IOException {
        final List<String> candles = new ArrayList<>(List.of("open_time_ms,open,high,low,close,volume"));
        for (int i = 0; i < BARS; i++) {
            final int price = 1_000 + i;
            candles.add(START_MS + i * Timeframe.M5.intervalMs() + "," + price + "," + (price + 1) + "," + price + ","
                    + (price + 1) + ",10");
        }
        Files.write(folder.resolve("BTCUSDT-5m.csv"), candles);
        final List<String> fundings = new ArrayList<>(List.of("funding_time_ms,funding_rate"));
        for (int i = 0; i < RATES.size(); i++) {
            fundings.add(START_MS + (i + 1) * 8 * HOUR_MS + "," + RATES.get(i));
        }
        Files.write(folder.resolve("BTCUSDT-funding.csv"), fundings);
    }

    private static Funding funding(Venue venue, int number, long rateE12) {
        final long timeMs = START_MS + number * 8 * HOUR_MS;
        final long lastPriceE12 = (1_000 + number * 96L) * 1_000_000_000_000L;
        return new Funding(0, timeMs, rateE12, venue == Venue.BINANCE_USDM ? lastPriceE12 : 0);
    }

    private static List<Funding> all(Venue venue) {
        return List.of(
                funding(venue, 1, 123_450_000),
                funding(venue, 2, -200_000_000),
                funding(venue, 3, 15_000_000),
                funding(venue, 4, 100_000_000));
    }

    private VenueAdapter adapter(Venue venue, ReplayVenue replay) {
        return new VenueAdapter(
                venue.settings(List.of(new Listing(0, venue.symbol("BTC", "USDT"))))
                        .withUrls(replay.wsUrl(), replay.restUrl())
                        .withWarmUpBars(0),
                sink,
                sink);
    }

    @ParameterizedTest
    @EnumSource(
            value = Venue.class,
            names = {"BINANCE_USDM", "BYBIT_LINEAR", "OKX_SWAP"})
    void everySettledRateComesOnceAndBehindTheMarkThatAnnouncedIt(Venue venue) throws IOException {
        writeMarket();
        final VenueOptions options =
                VenueOptions.of(FileMarket.open(folder)).withSpeed(3_000_000).withHistoryBars(12);
        try (ReplayVenue replay = ReplayVenue.start(options);
                VenueAdapter adapter = adapter(venue, replay)) {
            adapter.start();
            sink.await(s -> s.all(Funding.class).size() >= RATES.size(), "the last funding");
        }
        assertThat(sink.rejections()).isEmpty();
        assertThat(sink.all(Funding.class)).isEqualTo(all(venue));
        final List<RecordingSink.Event> events = sink.events();
        for (Funding funding : all(venue)) {
            final List<RecordingSink.Event> before =
                    events.subList(0, events.indexOf(new RecordingSink.Event(funding, funding.fundingTimeMs())));
            final Mark last = before.stream()
                    .map(RecordingSink.Event::what)
                    .filter(what -> what instanceof Mark mark && mark.timeMs() < funding.fundingTimeMs())
                    .map(Mark.class::cast)
                    .reduce((one, later) -> later)
                    .orElseThrow();
            assertThat(last.nextFundingTimeMs()).isEqualTo(funding.fundingTimeMs());
            assertThat(funding.fundingTimeMs() - last.timeMs()).isLessThan(Timeframe.M5.intervalMs());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Venue.class,
            names = {"BINANCE_USDM", "BYBIT_LINEAR", "OKX_SWAP"})
    void whatWasSettledWhileNobodyListenedComesBehindTheBarsOfItsTime(Venue venue) throws IOException {
        writeMarket();
        sink.knows(Timeframe.M5, START_MS + 9 * HOUR_MS);
        sink.knows(Timeframe.M15, START_MS + 9 * HOUR_MS);
        sink.knowsFunding(START_MS + 8 * HOUR_MS);
        final VenueOptions options = VenueOptions.of(FileMarket.open(folder))
                .withHistoryBars(BARS / 2)
                .withSpeed(1);
        try (ReplayVenue replay = ReplayVenue.start(options);
                VenueAdapter adapter = adapter(venue, replay)) {
            adapter.start();
            sink.awaitState(FeedStatus.State.LIVE, 1);
        }
        assertThat(sink.all(Funding.class)).containsExactly(all(venue).get(1));
        final long fundingMs = all(venue).get(1).fundingTimeMs();
        boolean after = false;
        for (RecordingSink.Event event : sink.events()) {
            after |= event.what() instanceof Funding;
            if (event.what() instanceof Bar bar) {
                assertThat(bar.closeTimeMs() > fundingMs).isEqualTo(after);
            }
        }
    }
}
