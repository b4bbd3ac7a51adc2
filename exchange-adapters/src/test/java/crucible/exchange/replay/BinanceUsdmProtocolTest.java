package crucible.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Where futures differ from spot, on the wire. */
class BinanceUsdmProtocolTest {
    @TempDir
    Path folder;

    private ReplayVenue venue;
    private WireClient client;

    @BeforeEach
    void start() {
        venue = ReplayVenue.start(VenueOptions.of(SampleFiles.market(folder))
                .withHistoryBars(10)
                .withSettleMillis(0)
                .withSpeed(VenueOptions.MAX_SPEED));
        client = new WireClient(venue);
    }

    @AfterEach
    void stop() {
        client.close();
        venue.close();
    }

    @Test
    void acknowledgesWhatIsAskedForOnTheWrongRouteAndNeverSendsIt() {
        client.connect(venue, "/public/ws");
        client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@kline_5m\",\"ethusdt@markPrice\"],\"id\":1}");
        assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(venue.statistics().boundaries()).isZero();
        client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\"],\"id\":2}");
        assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":2}");
        venue.finished().join();
        for (int i = 0; i < 20; i++) {
            final JsonNode quote = client.nextJson();
            assertThat(quote.path("e").asString()).isEqualTo("bookTicker");
            assertThat(quote.path("E").asLong()).isGreaterThan(SampleFiles.START_MS);
        }
    }

    @Test
    void sendsCandlesTradesAndMarkPricesOnTheMarketRoute() {
        client.connect(venue, "/market/stream?streams=btcusdt@kline_5m/btcusdt@aggTrade/btcusdt@markPrice@1s");
        final Set<String> events = new TreeSet<>();
        for (int i = 0; i < 30; i++) {
            final JsonNode data = client.nextJson().path("data");
            events.add(data.path("e").asString());
            if (data.path("e").asString().equals("markPriceUpdate")) {
                assertThat(data.path("T").asLong() % 28_800_000L).isZero();
            }
        }
        assertThat(events).containsExactly("aggTrade", "kline", "markPriceUpdate");
    }

    @Test
    void describesPerpetuals() {
        final JsonNode info = client.get("/fapi/v1/exchangeInfo");
        final JsonNode symbol = info.path("symbols").path(0);
        assertThat(symbol.path("contractType").asString()).isEqualTo("PERPETUAL");
        assertThat(symbol.path("filters").path(2).path("filterType").asString()).isEqualTo("MIN_NOTIONAL");
        assertThat(symbol.path("filters").path(2).has("notional")).isTrue();
        assertThat(client.get("/fapi/v1/time").path("serverTime").asLong()).isPositive();
        assertThat(client.get("/fapi/v1/klines?symbol=BTCUSDT&interval=5m&limit=4"))
                .hasSize(4);
        assertThat(client.get("/fapi/v1/premiumIndex?symbol=BTCUSDT")
                        .path("lastFundingRate")
                        .asString())
                .isEqualTo("0.00010000");
        assertThat(client.get("/api/v3/premiumIndex").path("code").asInt()).isEqualTo(-1000);
    }
}
