package crucible.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.exchange.Listing;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinanceSpotSettingsTest {
    private static final List<Listing> BTC = List.of(new Listing(0, "BTCUSDT"));

    @Test
    void defaultsToTheExchangesDataHosts() {
        final BinanceSpotSettings settings = BinanceSpotSettings.of(BTC);
        assertThat(settings.wsUrl()).isEqualTo("wss://data-stream.binance.vision");
        assertThat(settings.restUrl()).isEqualTo("https://data-api.binance.vision");
        assertThat(settings.timeframes()).containsExactly(Timeframe.M5, Timeframe.M15);
        assertThat(settings.withUrls("ws://h:1/", "http://h:1/").restUrl()).isEqualTo("http://h:1");
    }

    @Test
    void refusesWhatOneConnectionCannotCarry() {
        assertThatThrownBy(() -> BinanceSpotSettings.of(List.of())).hasMessageContaining("at least one listing");
        assertThatThrownBy(() -> BinanceSpotSettings.of(List.of(new Listing(0, "A"), new Listing(1, "A"))))
                .hasMessageContaining("symbols are distinct");
        assertThatThrownBy(() -> BinanceSpotSettings.of(List.of(new Listing(0, "A"), new Listing(0, "B"))))
                .hasMessageContaining("ids are distinct");
        assertThatThrownBy(() -> BinanceSpotSettings.of(BTC).withUrls("http://h", "http://h"))
                .hasMessageContaining("wsUrl");
        assertThatThrownBy(() -> BinanceSpotSettings.of(BTC).withWarmUpBars(5_001))
                .hasMessageContaining("warmUpBars");
        final List<Listing> many = new ArrayList<>();
        for (int id = 0; id < 342; id++) {
            many.add(new Listing(id, "A" + id));
        }
        assertThatThrownBy(() -> BinanceSpotSettings.of(many)).hasMessageContaining("1024 streams");
    }
}
