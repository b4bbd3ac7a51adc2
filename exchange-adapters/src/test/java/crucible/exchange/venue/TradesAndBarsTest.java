package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.BarAgreement;
import crucible.exchange.RecordingSink;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.feed.Finality;
import crucible.exchange.feed.Wanted;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.fault.FaultScript;
import crucible.model.Bar;
import crucible.model.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bars beside the trades in them, through each venue's protocol. */
class TradesAndBarsTest {
    private static final int SYMBOLS = 2;
    private static final int BARS = 120;
    private static final int HISTORY = 30;
    /** Empty intervals of the market are bars too. */
    private static final SampleMarket MARKET = new SampleMarket(SYMBOLS, BARS, 11);

    @TempDir
    Path folder;

    private RecordingSink sink = new RecordingSink();

    private List<BarAgreement> play(Venue venue, boolean trades, String... script) throws IOException {
        sink = new RecordingSink();
        final Path files = Files.createDirectory(folder.resolve(trades ? "with" : "without"));
        final VenueOptions options = VenueOptions.of(MARKET.write(files))
                .withSpeed(trades ? speed(venue, script.length > 0) : VenueOptions.MAX_SPEED)
                .withHistoryBars(HISTORY)
                .withSettleMillis(150)
                .withFaults(FaultScript.parse("scenario", List.of(script)));
        final int left = venue.streams().finality() == Finality.CALLED ? 0 : 1;
        try (ReplayVenue replay = ReplayVenue.start(options);
                VenueAdapter adapter = new VenueAdapter(
                        settings(venue, replay, trades, script.length > 0), sink, sink, new HastyTimer(), 1_000_000)) {
            adapter.start();
            replay.finished().orTimeout(1, TimeUnit.MINUTES).join();
            sink.await(s -> MARKET.isHandedOn(s, left), "all bars");
            return adapter.agreements().all();
        }
    }

    /** Where trades have a socket of their own, the two must not run hours of the market apart. */
    private static double speed(Venue venue, boolean faults) {
        final int sockets = venue.streams()
                .sockets(List.of(new Wanted("X", List.of(Timeframe.M5), true, true)))
                .size();
        return sockets > 1 ? 30_000 : faults ? 150_000 : VenueOptions.MAX_SPEED;
    }

    private static FeedSettings settings(Venue venue, ReplayVenue replay, boolean trades, boolean faults) {
        final FeedSettings usual = venue.settings(MARKET.listings(venue));
        return new FeedSettings(
                usual.venue(),
                replay.wsUrl(),
                replay.restUrl(),
                usual.listings(),
                usual.timeframes(),
                true,
                trades,
                HISTORY,
                usual.quoteIntervalMs(),
                usual.latencyMs(),
                faults ? 400 : usual.staleAfterMs(),
                0);
    }

    private static String words(List<BarAgreement> all) {
        final StringBuilder words = new StringBuilder();
        for (BarAgreement one : all) {
            words.append(one.symbol() + " " + one.timeframe().label() + ": agreed " + one.agreed() + ", disagreed "
                    + one.disagreed() + ", not compared " + one.notCompared() + ", newest " + one.newest() + "\n");
        }
        return words.toString();
    }

    @ParameterizedTest
    @EnumSource(Venue.class)
    void agreeAndChangeNothing(Venue venue) throws IOException {
        play(venue, false);
        final List<Bar> without = sink.all(Bar.class);
        final List<BarAgreement> all = play(venue, true);
        assertThat(sink.all(Bar.class)).isEqualTo(without);
        assertThat(sink.rejections()).isEmpty();
        assertThat(all).hasSize(2 * SYMBOLS);
        for (BarAgreement one : all) {
            assertThat(one.disagreed()).as(words(all)).isZero();
            final int bars = (BARS - HISTORY) / (one.timeframe() == Timeframe.M5 ? 1 : 3);
            // The first ones began before anybody listened, the last ones have no trade behind them.
            assertThat(one.agreed()).as(words(all)).isBetween(bars - 8L, (long) bars);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "binance-spot, every 100m from 1h cut",
        "bybit-linear, every 100m from 1h cut",
        "binance-usdm, at 2h drop 10% for 9h",
        "kraken, at 2h drop 10% for 9h",
        "coinbase, at 2h drop 10% for 9h",
        "okx-spot, at 2h drop 10% for 9h",
        "bybit-spot, at 2h duplicate 50% for 9h",
        "kraken, at 2h reorder 10% for 9h",
        "binance-spot, at 2h rotate for 3h"
    })
    void areNotComparedWhereTradesMayBeMissing(String label, String line) throws IOException {
        final List<BarAgreement> all = play(Venue.of(label).orElseThrow(), true, "seed 3", line);
        for (BarAgreement one : all) {
            assertThat(one.disagreed()).as(words(all)).isZero();
        }
        if (!line.contains("cut")) {
            assertThat(all.stream().mapToLong(BarAgreement::agreed).sum())
                    .as(words(all))
                    .isPositive();
        }
        if (line.contains("cut") || line.contains("drop")) {
            assertThat(all.stream().mapToLong(BarAgreement::notCompared).sum())
                    .as(words(all))
                    .isPositive();
        }
    }

    @Test
    void showACandleThatWasCalledClosedTooEarly() throws IOException {
        final List<BarAgreement> all = play(Venue.OKX_SPOT, true, "seed 3", "at 1h early-close 5% for 11h");
        assertThat(all.stream().mapToLong(BarAgreement::disagreed).sum())
                .as(words(all))
                .isPositive();
        assertThat(all.stream()
                        .mapToLong(one -> one.disagreed(BarAgreement.Field.VOLUME))
                        .sum())
                .isPositive();
        assertThat(all).anyMatch(one -> one.newest().isPresent());
    }
}
