package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.exchange.Listing;
import crucible.exchange.feed.FeedSettings;
import crucible.model.Timeframe;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedSettingsTest {
    private static final List<Listing> BTC = List.of(new Listing(0, "BTCUSDT"));

    @Test
    void defaultsToTheExchangesDataHosts() {
        final FeedSettings settings = Venue.BINANCE_SPOT.settings(BTC);
        assertThat(settings.wsUrl()).isEqualTo("wss://data-stream.binance.vision");
        assertThat(settings.restUrl()).isEqualTo("https://data-api.binance.vision");
        assertThat(settings.timeframes()).containsExactly(Timeframe.M5, Timeframe.M15);
        assertThat(settings.withUrls("ws://h:1/", "http://h:1/").restUrl()).isEqualTo("http://h:1");
    }

    @Test
    void refusesWhatCannotBeAskedFor() {
        assertThatThrownBy(() -> Venue.BINANCE_SPOT.settings(List.of())).hasMessageContaining("at least one listing");
        assertThatThrownBy(() -> Venue.BINANCE_SPOT.settings(List.of(new Listing(0, "A"), new Listing(1, "A"))))
                .hasMessageContaining("symbols are distinct");
        assertThatThrownBy(() -> Venue.BINANCE_SPOT.settings(List.of(new Listing(0, "A"), new Listing(0, "B"))))
                .hasMessageContaining("ids are distinct");
        assertThatThrownBy(() -> Venue.BINANCE_SPOT.settings(BTC).withUrls("http://h", "http://h"))
                .hasMessageContaining("wsUrl");
        assertThatThrownBy(() -> Venue.BINANCE_SPOT.settings(BTC).withWarmUpBars(5_001))
                .hasMessageContaining("warmUpBars");
    }
}
