package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.FeedStats;
import crucible.exchange.RecordingSink;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.feed.Finality;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.fault.FaultScript;
import crucible.model.Bar;
import crucible.model.FeedStatus;
import crucible.model.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong at venues, one thing at a time, written as a user writes it. */
class FaultScenariosTest {
    private static final int BARS = 300;
    private static final int HISTORY = 30;

    @TempDir
    Path folder;

    private final RecordingSink sink = new RecordingSink();

    private FeedStats play(Venue venue, String... script) throws IOException {
        final SampleMarket market = new SampleMarket(3, BARS, 5);
        final VenueOptions options = VenueOptions.of(market.write(folder))
                .withSpeed(150_000)
                .withHistoryBars(HISTORY)
                .withSettleMillis(150)
                .withFaults(FaultScript.parse("scenario", List.of(script)));
        final int left = venue.streams().finality() == Finality.CALLED ? 0 : 1;
        try (ReplayVenue replay = ReplayVenue.start(options);
                VenueAdapter adapter =
                        new VenueAdapter(settings(venue, market, replay), sink, sink, new HastyTimer(), 1_000_000)) {
            adapter.start();
            replay.finished().orTimeout(1, TimeUnit.MINUTES).join();
            sink.await(s -> market.isHandedOn(s, left), "all bars");
            assertThat(replay.statistics().faults()).isPositive();
            market.verify(sink);
            return adapter.stats();
        }
    }

    private static FeedSettings settings(Venue venue, SampleMarket market, ReplayVenue replay) {
        final FeedSettings usual = venue.settings(market.listings(venue));
        return new FeedSettings(
                usual.venue(),
                replay.wsUrl(),
                replay.restUrl(),
                usual.listings(),
                usual.timeframes(),
                true,
                HISTORY,
                usual.quoteIntervalMs(),
                usual.latencyMs(),
                400);
    }

    @ParameterizedTest
    @CsvSource({
        "binance-spot, at 10h cut",
        "binance-usdm, every 5h from 1h until 16h cut",
        "bybit-spot, at 10h close 1012",
        "okx-swap, real at 150ms maintenance for 200ms",
        "binance-spot, real at 150ms outage for 600ms",
        "kraken, real at 100ms half-open for 700ms",
        "bybit-linear, at 3h refuse 429 for 9h"
    })
    void repairsWhatAnInterruptionSwallowed(String label, String line) throws IOException {
        // A refusal of REST is noticed where it is needed.
        final String cut = line.contains("refuse") ? "at 8h cut" : "# nothing else";
        final FeedStats stats = play(Venue.of(label).orElseThrow(), line, cut);
        assertThat(stats.repairedBars()).isPositive();
        if (line.contains("half-open") || line.contains("outage")) {
            assertThat(sink.all(FeedStatus.class)).extracting(FeedStatus::state).contains(FeedStatus.State.STALE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "binance-spot, at 2h drop 30% for 15h",
        "coinbase, at 2h drop 30% for 15h",
        "kraken, at 2h drop 30% for 15h",
        "bybit-spot, at 2h delay 4m for 10h",
        "binance-spot, at 2h reorder 30% for 15h",
        "kraken, at 2h reorder 30% for 15h",
        "binance-usdm, at 2h duplicate 50% for 15h",
        "bybit-linear, at 2h malformed 20% for 15h"
    })
    void losesNothingWhereFramesAreSpoilt(String label, String line) throws IOException {
        play(Venue.of(label).orElseThrow(), "seed 3", line);
    }

    @Test
    void correctsABarThatTheVenueHadCalledClosedTooEarly() throws IOException {
        final FeedStats stats = play(Venue.OKX_SPOT, "at 2h early-close 5% for 15h");
        assertThat(stats.revisedBars()).isPositive();
        assertThat(sink.all(Bar.class)).anyMatch(bar -> bar.provenance() == Provenance.REVISED);
    }

    @ParameterizedTest
    @CsvSource({"1, drop", "2, drop", "3, malformed", "4, malformed"})
    void correctsItAlsoWhereItsTrueEndIsLost(long seed, String loss) throws IOException {
        play(Venue.OKX_SPOT, "seed " + seed, "at 2h early-close 5% for 15h", "at 2h " + loss + " 30% for 15h");
        assertThat(sink.all(Bar.class)).anyMatch(bar -> bar.provenance() == Provenance.REVISED);
    }

    @Test
    void doesNotBelieveAClosedBarBeforeItsEnd() throws IOException {
        final FeedStats stats = play(Venue.BINANCE_SPOT, "at 2h early-close 50% for 15h");
        assertThat(stats.revisedBars()).isZero();
        assertThat(sink.rejections().toString()).contains("bad-time");
    }

    @Test
    void comesBackWhereTheVenueTakesItForASlowConsumer() throws IOException {
        final FeedStats stats = play(Venue.BYBIT_SPOT, "at 5h slow-consumer for 3h");
        assertThat(stats.reconnects()).isPositive();
    }

    @Test
    void goesOverToASuccessorWhereTheVenueAnnouncesTheEnd() throws IOException {
        final FeedStats stats = play(Venue.BINANCE_SPOT, "at 2h rotate for 20h");
        assertThat(stats.rotations() + stats.reconnects()).isPositive();
    }

    @Test
    void measuresAVenuesClockThatIsOff() throws IOException {
        play(Venue.BINANCE_SPOT, "at 1h clock +1500ms for 20h", "at 5h cut");
    }
}
