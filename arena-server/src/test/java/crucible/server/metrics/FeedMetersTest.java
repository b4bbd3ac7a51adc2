package crucible.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.fault.FaultScript;
import crucible.exchange.replay.market.GeneratedMarket;
import crucible.exchange.replay.market.PlantedEdge;
import crucible.exchange.venue.Venue;
import crucible.exchange.venue.VenueAdapter;
import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Provenance;
import crucible.model.Quote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FeedMetersTest {
    @Test
    void tellWhatAFeedHadToPutRight() {
        final ArenaMetrics metrics = new ArenaMetrics(0);
        final CompletableFuture<Bar> repaired = new CompletableFuture<>();
        final VenueOptions options = VenueOptions.of(new GeneratedMarket(1, 5, PlantedEdge.none()))
                .withSpeed(VenueOptions.MAX_SPEED)
                .withMaxBoundaries(200)
                .withFaults(FaultScript.parse("late", List.of("every 50m drop 100% for 20m")));
        try (ReplayVenue replay = ReplayVenue.start(options);
                VenueAdapter feed = new VenueAdapter(
                        Venue.BINANCE_SPOT
                                .settings(List.of(new Listing(0, "BTCUSDT")))
                                .withUrls(replay.wsUrl(), replay.restUrl())
                                .withTrades(true),
                        new WaitsForARepair(repaired),
                        (venue, reason, detail) -> {})) {
            metrics.watchFeed("binance-spot", feed);
            feed.start();
            assertThat(repaired.orTimeout(1, TimeUnit.MINUTES).join().instrumentId())
                    .isZero();
            assertThat(new String(metrics.scrape(), StandardCharsets.UTF_8))
                    .contains("crucible_feed_clock_offset_seconds{venue=\"binance-spot\"} -")
                    .contains("crucible_feed_frames_total{venue=\"binance-spot\"}")
                    .contains("crucible_feed_bars_total{kind=\"repaired\",venue=\"binance-spot\"}")
                    .contains("crucible_bars_compared_total{instrument=\"BTCUSDT\",result=\"agreed\",timeframe=\"5m\"")
                    .contains(
                            "crucible_bar_disagreements_total{field=\"high\",instrument=\"BTCUSDT\",timeframe=\"15m\",venue=\"binance-spot\"} 0.0")
                    .contains("crucible_feed_bars_total{kind=\"revised\",venue=\"binance-spot\"} 0.0");
        }
    }

    private record WaitsForARepair(CompletableFuture<Bar> repaired) implements FeedSink {
        @Override
        public void onBar(Bar bar, long eventTimeMs) {
            if (bar.provenance() == Provenance.REPAIRED) {
                repaired.complete(bar);
            }
        }

        @Override
        public void onQuote(Quote quote) {}

        @Override
        public void onGap(Gap gap) {}

        @Override
        public void onFeedStatus(FeedStatus status) {}

        @Override
        public void onInstrument(Instrument instrument) {}
    }
}
