package crucible.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What Bybit's clients may rely on, on the wire. */
class BybitProtocolTest {
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

    private JsonNode ask(String request) {
        return client.send(request).nextJson();
    }

    @Test
    void acknowledgesAWholeRequestAndFailsItForOneBadTopic() {
        client.connect(venue, "/v5/public/linear");
        assertThat(
                        ask(
                                "{\"req_id\":\"a\",\"op\":\"subscribe\",\"args\":[\"kline.1.BTCUSDT\",\"orderbook.50.BTCUSDT\"]}"))
                .hasToString(
                        "{\"success\":true,\"ret_msg\":\"\",\"conn_id\":\"replay\",\"req_id\":\"a\",\"op\":\"subscribe\"}");
        final JsonNode refused =
                ask("{\"req_id\":\"b\",\"op\":\"subscribe\",\"args\":[\"kline.5.BTCUSDT\",\"liquidations:BTCUSDT\"]}");
        assertThat(refused.path("success").asBoolean()).isFalse();
        assertThat(refused.path("ret_msg").asString()).isEqualTo("error:handler not found,topic:liquidations:BTCUSDT");
        assertThat(refused.path("req_id").asString()).isEqualTo("b");
        assertThat(ask("{\"op\":\"ping\",\"req_id\":\"7\"}").path("req_id").asString())
                .isEqualTo("7");
        assertThat(ask("no json").path("success").asBoolean()).isFalse();
        assertThat(venue.statistics().boundaries()).isZero();
    }

    @Test
    void spotTakesTenTopicsAndAnswersInItsOwnWords() {
        client.connect(venue, "/v5/public/spot/3");
        assertThat(ask("{\"op\":\"ping\"}"))
                .hasToString("{\"success\":true,\"ret_msg\":\"pong\",\"conn_id\":\"replay\",\"op\":\"ping\"}");
        final String topic = "\"kline.5.BTCUSDT\",";
        assertThat(ask("{\"op\":\"subscribe\",\"args\":[" + topic.repeat(10) + "\"tickers.BTCUSDT\"]}")
                        .path("ret_msg")
                        .asString())
                .isEqualTo("args size >10");
        assertThat(ask("{\"op\":\"subscribe\",\"args\":[\"kline.5.BTCUSDT\"]}")
                        .path("ret_msg")
                        .asString())
                .isEqualTo("subscribe");
        final JsonNode first = client.nextJson();
        assertThat(first.path("topic").asString()).isEqualTo("kline.5.BTCUSDT");
        final JsonNode row = first.path("data").path(0);
        assertThat(row.path("confirm").asBoolean(true)).isFalse();
        assertThat(row.path("end").asLong()).isEqualTo(row.path("start").asLong() + 299_999);
    }

    @Test
    void givesCandlesNewestFirstTheRunningOneIncluded() {
        final String call = "/v5/market/kline?category=linear&symbol=BTCUSDT&interval=5";
        final JsonNode result = client.get(call + "&limit=3").path("result");
        assertThat(result.path("symbol").asString()).isEqualTo("BTCUSDT");
        final JsonNode list = result.path("list");
        assertThat(list).hasSize(3);
        assertThat(list.path(0)).hasSize(7);
        final long newest = Long.parseLong(list.path(0).path(0).asString());
        assertThat(Long.parseLong(list.path(2).path(0).asString())).isEqualTo(newest - 2 * SampleFiles.BAR_MS);
        final long from = newest - 5 * SampleFiles.BAR_MS;
        final JsonNode forward =
                client.get(call + "&limit=2&start=" + from).path("result").path("list");
        assertThat(forward.path(1).path(0).asString()).isEqualTo(Long.toString(from));
        // Without a category the venue means linear.
        assertThat(client.get("/v5/market/kline?symbol=BTCUSDT&interval=5")
                        .path("result")
                        .path("category")
                        .asString())
                .isEqualTo("linear");
        assertThat(client.get("/v5/market/kline?category=spot&symbol=NONE&interval=5")
                        .path("retCode")
                        .asInt())
                .isEqualTo(10_001);
    }

    @Test
    void describesItsSymbolsByCategory() {
        final JsonNode linear =
                client.get("/v5/market/instruments-info?category=linear").path("result");
        assertThat(linear.path("nextPageCursor").asString("?")).isEmpty();
        assertThat(linear.path("list").path(0).path("contractType").asString()).isEqualTo("LinearPerpetual");
        final JsonNode spot = client.get("/bybit-spot/v5/market/instruments-info?category=spot&symbol=BTCUSDT")
                .path("result");
        assertThat(spot.path("list")).hasSize(1);
        assertThat(spot.path("list").path(0).path("lotSizeFilter").has("basePrecision"))
                .isTrue();
        assertThat(client.get("/v5/market/instruments-info?category=inverse")
                        .path("result")
                        .path("list"))
                .isEmpty();
        final JsonNode time = client.get("/v5/market/time");
        assertThat(time.path("result").path("timeSecond").asString())
                .isEqualTo(Long.toString(time.path("time").asLong() / 1000));
    }

    @Test
    void tellsTheKindOfASymbolByItsTickerAlsoBeforeTheMarketMoves() {
        final JsonNode linear = client.get("/v5/market/tickers?category=linear&symbol=BTCUSDT")
                .path("result")
                .path("list")
                .path(0);
        assertThat(linear.path("symbol").asString()).isEqualTo("BTCUSDT");
        assertThat(linear.has("openInterestValue")).isTrue();
        assertThat(linear.path("markPrice")).isEqualTo(linear.path("lastPrice"));
        assertThat(linear.path("nextFundingTime").asString()).hasSize(13);
        final JsonNode spot = client.get("/v5/market/tickers?category=spot&symbol=BTCUSDT")
                .path("result")
                .path("list")
                .path(0);
        assertThat(spot.has("openInterestValue")).isFalse();
        assertThat(spot.has("usdIndexPrice")).isTrue();
        assertThat(spot.path("price24hPcnt").asDouble()).isBetween(-1.0, 1.0);
    }

    @Test
    void saysInItsOwnShapeThatItWasAskedTooOften() {
        client.post("/__fault", "{\"http429\":1}");
        assertThat(client.get("/v5/market/time").path("retCode").asInt()).isEqualTo(10_006);
        assertThat(client.get("/v5/market/time").path("retCode").asInt()).isZero();
    }
}
