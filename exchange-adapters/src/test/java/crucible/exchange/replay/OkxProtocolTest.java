package crucible.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What OKX's clients may rely on, on the wire. */
class OkxProtocolTest {
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

    private static String subscribe(String channel, String instrument) {
        return "{\"id\":\"1\",\"op\":\"subscribe\",\"args\":[{\"channel\":\"" + channel + "\",\"instId\":\""
                + instrument + "\"}]}";
    }

    @Test
    void hasCandlesOnTheBusinessSocketAlone() {
        client.connect(venue, "/ws/v5/public");
        final JsonNode refused = client.send(subscribe("candle5m", "BTC-USDT")).nextJson();
        assertThat(refused.path("event").asString()).isEqualTo("error");
        assertThat(refused.path("code").asString()).isEqualTo("60018");
        assertThat(refused.path("msg").asString()).contains("candle5m,instId:BTC-USDT");
        assertThat(client.send("ping").next()).isEqualTo("pong");
        assertThat(client.send("{\"op\":1}").nextJson().path("code").asString()).isEqualTo("60012");
        assertThat(venue.statistics().boundaries()).isZero();
    }

    @Test
    void acknowledgesEachArgumentByItself() {
        client.connect(venue, "/ws/v5/business/2");
        client.send(
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"},"
                        + "{\"channel\":\"candle5m\",\"instId\":\"NO-USDT\"},{\"channel\":\"candle5m\",\"instId\":\"BTC-USDT-SWAP\"}]}");
        assertThat(client.next())
                .isEqualTo("{\"event\":\"subscribe\",\"arg\":{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"},"
                        + "\"connId\":\"replay\"}");
        assertThat(client.nextJson().path("code").asString()).isEqualTo("60018");
        assertThat(client.nextJson().path("event").asString()).isEqualTo("subscribe");
        final JsonNode row = client.nextJson().path("data").path(0);
        assertThat(row).hasSize(9);
        assertThat(row.path(8).asString()).isEqualTo("0");
    }

    @Test
    void givesCandlesNewestFirstBetweenExclusiveTimes() {
        final String call = "/api/v5/market/candles?instId=BTC-USDT&bar=5m";
        final JsonNode newest = client.get(call + "&limit=3").path("data");
        assertThat(newest).hasSize(3);
        final long lastMs = Long.parseLong(newest.path(0).path(0).asString());
        final long firstMs = lastMs - 3 * SampleFiles.BAR_MS;
        final JsonNode between =
                client.get(call + "&before=" + firstMs + "&after=" + lastMs).path("data");
        assertThat(between).hasSize(2);
        assertThat(between.path(0).path(0).asString()).isEqualTo(Long.toString(lastMs - SampleFiles.BAR_MS));
        assertThat(between.path(1).path(8).asString()).isEqualTo("1");
        assertThat(client.get("/api/v5/market/candles?instId=NO-USDT")
                        .path("code")
                        .asString())
                .isEqualTo("51001");
    }

    @Test
    void listsEachSymbolAsSpotAndAsASwap() {
        final JsonNode spot =
                client.get("/api/v5/public/instruments?instType=SPOT").path("data");
        assertThat(spot.path(0).path("instId").asString()).isEqualTo("BTC-USDT");
        final JsonNode swap = client.get("/api/v5/public/instruments?instType=SWAP&instId=BTC-USDT-SWAP")
                .path("data")
                .path(0);
        assertThat(swap.path("ctType").asString()).isEqualTo("linear");
        assertThat(swap.path("lotSz").asString()).isEqualTo("1");
        assertThat(client.get("/api/v5/public/instruments").path("code").asString())
                .isEqualTo("50014");
        assertThat(client.get("/api/v5/public/time")
                        .path("data")
                        .path(0)
                        .path("ts")
                        .asString())
                .hasSize(13);
    }

    @Test
    void tellsASwapsMarkPriceAndPredictedRate() {
        final JsonNode mark = client.get("/api/v5/public/mark-price?instType=SWAP&instId=BTC-USDT-SWAP")
                .path("data")
                .path(0);
        assertThat(mark.path("markPx").asDouble()).isPositive();
        final JsonNode funding = client.get("/api/v5/public/funding-rate?instId=BTC-USDT-SWAP")
                .path("data")
                .path(0);
        assertThat(funding.path("fundingTime").asString()).hasSize(13);
        assertThat(client.get("/api/v5/public/funding-rate?instId=BTC-USDT")
                        .path("code")
                        .asString())
                .isEqualTo("51001");
    }

    @Test
    void saysInItsOwnShapeThatItWasAskedTooOften() {
        client.post("/__fault", "{\"http429\":1}");
        try (Response response = client.call("/api/v5/public/time")) {
            assertThat(response.code()).isEqualTo(429);
        }
        assertThat(client.get("/api/v5/public/time").path("code").asString()).isEqualTo("0");
    }
}
