package crucible.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What Kraken's clients may rely on, on the wire. */
class KrakenProtocolTest {
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
    void greetsWithItsStatusAndAnswersForEachPair() {
        client.connect(venue, "/v2");
        assertThat(client.nextJson().path("channel").asString()).isEqualTo("status");
        assertThat(client.send("{\"method\":\"ping\",\"req_id\":7}")
                        .nextJson()
                        .path("req_id")
                        .asInt())
                .isEqualTo(7);
        client.send("{\"method\":\"subscribe\",\"params\":{\"channel\":\"ohlc\",\"symbol\":[\"XBT/USDT\",\"BTC/USDT\"],"
                + "\"interval\":5}}");
        final JsonNode refused = client.nextJson();
        assertThat(refused.path("success").asBoolean()).isFalse();
        assertThat(refused.path("error").asString()).isEqualTo("Currency pair not supported XBT/USDT");
        final JsonNode accepted = client.nextJson();
        assertThat(accepted.path("result").path("symbol").asString()).isEqualTo("BTC/USDT");
        final JsonNode snapshot = client.nextJson();
        assertThat(snapshot.path("type").asString()).isEqualTo("snapshot");
        assertThat(snapshot.path("data")).isNotEmpty();
        final JsonNode row = client.nextJson().path("data").path(0);
        assertThat(row.path("open").isNumber()).isTrue();
        assertThat(row.path("interval_begin").asString()).endsWith("Z");
    }

    @Test
    void givesTheNewestCandlesAscendingAndTheRunningOneLast() {
        final JsonNode all =
                client.get("/0/public/OHLC?pair=BTC/USDT&interval=5").path("result");
        final JsonNode rows = all.path("BTC/USDT");
        assertThat(rows.size()).isGreaterThan(5);
        final long firstSeconds = rows.path(0).path(0).asLong();
        assertThat(rows.path(1).path(0).asLong()).isEqualTo(firstSeconds + 300);
        assertThat(rows.path(0)).hasSize(8);
        final JsonNode later = client.get("/0/public/OHLC?pair=BTC/USDT&interval=5&since=" + firstSeconds)
                .path("result");
        assertThat(later.path("BTC/USDT").path(0).path(0).asLong()).isEqualTo(firstSeconds + 300);
        assertThat(client.get("/0/public/OHLC?pair=NO/USDT")
                        .path("error")
                        .path(0)
                        .asString())
                .isEqualTo("EQuery:Unknown asset pair");
    }

    @Test
    void listsPairsUnderTheirOldNames() {
        final JsonNode pair =
                client.get("/0/public/AssetPairs?pair=BTC/USDT").path("result").path("XBTUSDT");
        assertThat(pair.path("wsname").asString()).isEqualTo("XBT/USDT");
        assertThat(client.get("/kraken/0/public/Time")
                        .path("result")
                        .path("unixtime")
                        .asLong())
                .isPositive();
        assertThat(client.get("/0/public/Assets")
                        .path("result")
                        .path("XBT")
                        .path("status")
                        .asString())
                .isEqualTo("enabled");
        client.post("/__fault", "{\"http429\":2}");
        assertThat(client.get("/0/public/Time").path("error").path(0).asString())
                .isEqualTo("EAPI:Rate limit exceeded");
        try (Response response = client.call("/0/public/Time")) {
            assertThat(response.code()).isEqualTo(429);
        }
    }

    @Test
    void beatsEachSecondOnceNothingElseIsSaid() {
        client.connect(venue, "/v2");
        client.send("{\"method\":\"subscribe\",\"params\":{\"channel\":\"ticker\",\"symbol\":[\"BTC/USDT\"]}}");
        JsonNode ticker = client.nextJson();
        while (!ticker.path("channel").asString("").equals("ticker")) {
            ticker = client.nextJson();
        }
        final JsonNode row = ticker.path("data").path(0);
        assertThat(row.path("low").asDouble())
                .isLessThanOrEqualTo(row.path("last").asDouble());
        assertThat(row.path("change_pct").isNumber()).isTrue();
        // The market ends; the socket stays open, and lives.
        while (!ticker.path("channel").asString("").equals("heartbeat")) {
            ticker = client.nextJson();
        }
        assertThat(ticker).hasToString("{\"channel\":\"heartbeat\"}");
    }
}
