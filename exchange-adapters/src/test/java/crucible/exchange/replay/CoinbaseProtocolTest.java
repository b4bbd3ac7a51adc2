package crucible.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What Coinbase's clients may rely on, on the wire. */
class CoinbaseProtocolTest {
    private static final String PRODUCTS = "/api/v3/brokerage/market/products";

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
    void listsAllSubscriptionsInEachAnswerAndNumbersItsFrames() {
        client.connect(venue, "/cb");
        final JsonNode beats = client.send("{\"type\":\"subscribe\",\"channel\":\"heartbeats\"}")
                .nextJson();
        assertThat(beats.path("sequence_num").asInt()).isZero();
        assertThat(client.send("{\"type\":\"subscribe\",\"channel\":\"level3\"}")
                        .nextJson()
                        .path("type")
                        .asString())
                .isEqualTo("error");
        final JsonNode both = client.send(
                        "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USDT\",\"ETH-USDT\"],\"channel\":\"candles\"}")
                .nextJson();
        final JsonNode list = both.path("events").path(0).path("subscriptions");
        assertThat(list.path("candles")).hasSize(2);
        assertThat(list.path("heartbeats")).hasSize(1);
        final JsonNode snapshot = client.nextJson();
        final JsonNode past = snapshot.path("events").path(0);
        assertThat(past.path("type").asString()).isEqualTo("snapshot");
        assertThat(past.path("candles").path(0).path("product_id").asString()).isEqualTo("BTC-USDT");
        assertThat(past.path("candles").path(0).path("start").asLong())
                .isGreaterThan(past.path("candles").path(1).path("start").asLong());
        long number = snapshot.path("sequence_num").asLong();
        assertThat(number).isEqualTo(both.path("sequence_num").asLong() + 1);
        for (int i = 0; i < 20; i++) {
            final JsonNode frame = client.nextJson();
            assertThat(frame.path("sequence_num").asLong()).isEqualTo(++number);
            if (frame.path("channel").asString().equals("candles")) {
                final JsonNode candle =
                        frame.path("events").path(0).path("candles").path(0);
                assertThat(candle.path("start").asString()).hasSize(10);
            }
        }
    }

    @Test
    void beatsEachSecondWhateverElseIsSaid() {
        client.connect(venue, "/coinbase");
        client.send("{\"type\":\"subscribe\",\"channel\":\"heartbeats\"}").nextJson();
        final JsonNode beat = client.nextJson();
        assertThat(beat.path("channel").asString()).isEqualTo("heartbeats");
        assertThat(beat.path("events").path(0).path("heartbeat_counter").asString())
                .isEqualTo("1");
    }

    @Test
    void givesCandlesNewestFirstAndAtMostThreeHundredAndFifty() {
        final long firstSeconds = SampleFiles.START_MS / 1_000;
        final String call = PRODUCTS + "/BTC-USDT/candles?granularity=FIVE_MINUTE&start=" + firstSeconds;
        final JsonNode rows = client.get(call + "&end=" + (firstSeconds + 600)).path("candles");
        assertThat(rows).hasSize(3);
        assertThat(rows.path(0).path("start").asString()).isEqualTo(Long.toString(firstSeconds + 600));
        try (Response refused = client.call(call + "&end=" + (firstSeconds + 350 * 300))) {
            assertThat(refused.code()).isEqualTo(400);
        }
        try (Response unknown = client.call(PRODUCTS + "/NO-USDT")) {
            assertThat(unknown.code()).isEqualTo(404);
        }
    }

    @Test
    void listsProductsAndItsTime() {
        final JsonNode product = client.get("/cb" + PRODUCTS).path("products").path(0);
        assertThat(product.path("product_id").asString()).isEqualTo("BTC-USDT");
        assertThat(product.path("product_type").asString()).isEqualTo("SPOT");
        assertThat(client.get("/api/v3/brokerage/time").path("epochMillis").asString())
                .hasSize(13);
        client.post("/__fault", "{\"http429\":1}");
        try (Response response = client.call("/api/v3/brokerage/time")) {
            assertThat(response.code()).isEqualTo(429);
        }
    }
}
