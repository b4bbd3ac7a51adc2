package crucible.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BinanceProtocolTest {
    /** End of the history: ten bars, and on to the quarter of an hour. */
    private static final long START_MS = SampleFiles.START_MS + 12 * SampleFiles.BAR_MS;

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
    void acknowledgesUnderTheIdOfTheRequest() {
        client.connect(venue, "/ws");
        client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"nothing@here\"],\"id\":7}");
        assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":7}");
        client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"nothing@there\"],\"id\":\"abc\"}");
        assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":\"abc\"}");
        client.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"nothing@here\"],\"id\":null}");
        assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":null}");
        client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
        assertThat(client.next()).isEqualTo("{\"result\":[\"nothing@there\"],\"id\":3}");
    }

    @Test
    void keepsTheClockStandingWhileNobodyListensToAnythingThatPlays() {
        client.connect(venue, "/ws");
        client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@kline_1h\",\"foousdt@kline_5m\"],\"id\":1}");
        assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(client.get("/api/v3/time").path("serverTime").asLong()).isEqualTo(START_MS);
        assertThat(venue.statistics().boundaries()).isZero();
    }

    @Test
    void wrapsEventsOnlyOnCombinedConnections() {
        client.connect(venue, "/stream?streams=btcusdt%40kline_5m%2Fethusdt@bookTicker");
        final JsonNode first = client.nextJson();
        assertThat(first.path("stream").asString()).isEqualTo("btcusdt@kline_5m");
        assertThat(first.path("data").path("e").asString()).isEqualTo("kline");
        assertThat(client.nextJson().path("stream").asString()).isEqualTo("ethusdt@bookTicker");
    }

    @Test
    void sendsPlainEventsOnRawConnections() {
        client.connect(venue, "/ws/0/btcusdt@bookTicker/btcusdt@aggTrade");
        final JsonNode trade = client.nextJson();
        assertThat(trade.propertyNames()).containsExactly("e", "E", "s", "a", "p", "q", "f", "l", "T", "m", "M");
        assertThat(trade.path("E").asLong()).isEqualTo(START_MS + 1_000);
        assertThat(client.nextJson().propertyNames()).containsExactly("u", "s", "b", "B", "a", "A");
    }

    @Test
    void wrapsAfterTheCombinedPropertyIsSet() {
        client.connect(venue, "/ws");
        client.send("{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":1}");
        assertThat(client.next()).isEqualTo("{\"result\":false,\"id\":1}");
        client.send("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":2}");
        assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":2}");
        client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@kline_15m\"],\"id\":3}");
        assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":3}");
        assertThat(client.nextJson().path("stream").asString()).isEqualTo("btcusdt@kline_15m");
    }

    @Test
    void candleFramesHaveTheExchangesFields() {
        client.connect(venue, "/ws/btcusdt@kline_5m");
        final JsonNode frame = client.nextJson();
        assertThat(frame.propertyNames()).containsExactly("e", "E", "s", "k");
        assertThat(frame.path("k").propertyNames())
                .containsExactly("t", "T", "s", "i", "f", "L", "o", "c", "h", "l", "v", "n", "x", "q", "V", "Q", "B");
        assertThat(frame.path("k").path("t").asLong()).isEqualTo(START_MS);
        assertThat(frame.path("k").path("T").asLong()).isEqualTo(START_MS + 299_999);
        assertThat(frame.path("k").path("x").asBoolean()).isFalse();
    }

    @Test
    void answersWhatItDoesNotUnderstand() {
        client.connect(venue, "/ws");
        final List<String[]> cases = List.of(
                new String[] {"{\"method\":", "3"},
                new String[] {"[1]", "3"},
                new String[] {"{\"id\":1}", "2"},
                new String[] {"{\"method\":\"DANCE\",\"id\":1}", "2"},
                new String[] {"{\"method\":\"SUBSCRIBE\",\"id\":1}", "2"},
                new String[] {"{\"method\":\"SUBSCRIBE\",\"params\":[5],\"id\":1}", "2"},
                new String[] {"{\"method\":\"SUBSCRIBE\",\"params\":[\"a@b\"],\"id\":{}}", "2"},
                new String[] {"{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",3],\"id\":1}", "1"},
                new String[] {"{\"method\":\"SET_PROPERTY\",\"params\":[\"colour\",true],\"id\":1}", "0"},
                new String[] {"{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\",1],\"id\":1}", "2"});
        for (String[] one : cases) {
            client.send(one[0]);
            final JsonNode answer = client.nextJson();
            assertThat(answer.path("error").path("code").asString()).as(one[0]).isEqualTo(one[1]);
            assertThat(answer.path("error").path("msg").asString()).isNotBlank();
        }
        client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
        assertThat(client.next()).isEqualTo("{\"result\":[],\"id\":3}");
    }

    @Test
    void refusesMoreThan1024Streams() {
        client.connect(venue, "/ws");
        final StringBuilder names = new StringBuilder("\"s0@x\"");
        for (int i = 1; i <= 1024; i++) {
            names.append(",\"s").append(i).append("@x\"");
        }
        client.send("{\"method\":\"SUBSCRIBE\",\"params\":[" + names + "],\"id\":1}");
        assertThat(client.nextJson().path("error").path("code").asInt()).isEqualTo(2);
    }

    @Test
    void servesClosedCandlesInAscendingOrderAndWithinTheLimit() {
        final JsonNode newest = client.get("/api/v3/klines?symbol=BTCUSDT&interval=5m&limit=4");
        assertThat(openTimes(newest))
                .containsExactly(
                        START_MS - 4 * SampleFiles.BAR_MS,
                        START_MS - 3 * SampleFiles.BAR_MS,
                        START_MS - 2 * SampleFiles.BAR_MS,
                        START_MS - SampleFiles.BAR_MS);
        final JsonNode oldest =
                client.get("/api/v3/klines?symbol=BTCUSDT&interval=5m&limit=2&startTime=" + (SampleFiles.START_MS + 1));
        assertThat(openTimes(oldest))
                .containsExactly(
                        SampleFiles.START_MS + SampleFiles.BAR_MS, SampleFiles.START_MS + 2 * SampleFiles.BAR_MS);
        final JsonNode until = client.get("/api/v3/klines?symbol=BTCUSDT&interval=15m&endTime=" + (START_MS - 900_001));
        assertThat(openTimes(until))
                .containsExactly(
                        SampleFiles.START_MS, SampleFiles.START_MS + 900_000, SampleFiles.START_MS + 1_800_000);
        assertThat(until.path(0)).hasSize(12);
        assertThat(until.path(0).path(6).asLong()).isEqualTo(SampleFiles.START_MS + 899_999);
        assertThat(client.body("/api/v3/klines?symbol=BTCUSDT&interval=1h")).isEqualTo("[]");
        assertThat(client.body("/api/v3/klines?symbol=LTCUSDT&interval=5m")).isEqualTo("[]");
    }

    @Test
    void showsTheRunningCandleLast() {
        client.close();
        venue.close();
        venue = ReplayVenue.start(VenueOptions.of(SampleFiles.market(folder))
                .withHistoryBars(10)
                .withSettleMillis(0)
                .withSpeed(100));
        client = new WireClient(venue).connect(venue, "/ws/btcusdt@bookTicker");
        client.next();
        final JsonNode rows = client.get("/api/v3/klines?symbol=BTCUSDT&interval=5m&limit=2");
        final long now = client.get("/api/v3/time").path("serverTime").asLong();
        assertThat(rows).hasSize(2);
        final long runningOpen = rows.path(1).path(0).asLong();
        assertThat(runningOpen).isGreaterThanOrEqualTo(START_MS);
        assertThat(rows.path(0).path(0).asLong()).isEqualTo(runningOpen - SampleFiles.BAR_MS);
        assertThat(now).isGreaterThan(START_MS);
    }

    private static List<Long> openTimes(JsonNode rows) {
        final List<Long> times = new ArrayList<>();
        rows.forEach(row -> times.add(row.path(0).asLong()));
        return times;
    }

    @Test
    void describesItsSymbols() {
        final JsonNode all = client.get("/api/v3/exchangeInfo");
        assertThat(all.path("symbols")).hasSize(3);
        assertThat(all.path("rateLimits").path(0).path("limit").asInt()).isEqualTo(6000);
        final JsonNode btc = all.path("symbols").path(0);
        assertThat(btc.path("symbol").asString()).isEqualTo("BTCUSDT");
        assertThat(btc.path("status").asString()).isEqualTo("TRADING");
        assertThat(btc.path("filters").path(0).path("tickSize").asString()).isEqualTo("0.01000000");
        assertThat(btc.path("filters").path(1).path("stepSize").asString()).isEqualTo("0.00001000");
        final JsonNode ltc =
                client.get("/api/v3/exchangeInfo?symbols=%5B%22LTCUSDT%22%5D").path("symbols");
        assertThat(ltc).hasSize(1);
        assertThat(ltc.path(0).path("status").asString()).isEqualTo("BREAK");
    }

    @Test
    void showsPricesAndQuotes() {
        final JsonNode quotes = client.get("/api/v3/ticker/bookTicker?symbol=BTCUSDT");
        final JsonNode price = client.get("/api/v3/ticker/price?symbol=BTCUSDT");
        assertThat(quotes.path("bidPrice").asString())
                .isNotEqualTo(quotes.path("askPrice").asString());
        assertThat(Double.parseDouble(price.path("price").asString()))
                .isBetween(
                        Double.parseDouble(quotes.path("bidPrice").asString()),
                        Double.parseDouble(quotes.path("askPrice").asString()));
        assertThat(client.get("/api/v3/ticker/bookTicker")).hasSize(3);
        assertThat(client.body("/api/v3/ping")).isEqualTo("{}");
    }

    @Test
    void refusesInTheExchangesShapes() {
        assertThat(code("/api/v3/klines?symbol=FOOUSDT&interval=5m", 400)).isEqualTo(-1121);
        assertThat(code("/api/v3/klines?symbol=BTCUSDT&interval=7m", 400)).isEqualTo(-1120);
        assertThat(code("/api/v3/klines?interval=5m", 400)).isEqualTo(-1102);
        assertThat(code("/api/v3/klines?symbol=BTCUSDT&interval=5m&limit=x", 400))
                .isEqualTo(-1100);
        assertThat(code("/api/v3/exchangeInfo?symbol=FOO", 400)).isEqualTo(-1121);
        assertThat(code("/api/v3/exchangeInfo?symbols=%5B", 400)).isEqualTo(-1100);
        assertThat(code("/api/v3/order", 404)).isEqualTo(-1000);
        assertThat(code("/elsewhere", 404)).isEqualTo(-1000);
        assertThat(code("/ws", 400)).isEqualTo(-1000);
        try (Response response = client.call("/api/v3/time")) {
            assertThat(Integer.parseInt(response.header("X-MBX-USED-WEIGHT-1M")))
                    .isPositive();
        }
    }

    private int code(String path, int status) {
        try (Response response = client.call(path)) {
            assertThat(response.code()).as(path).isEqualTo(status);
        }
        return client.get(path).path("code").asInt();
    }

    @Test
    void failsOnRequest() {
        client.connect(venue, "/ws");
        client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
        client.next();
        assertThat(client.post("/__fault", "{\"http429\":1}")).isEqualTo(200);
        try (Response response = client.call("/api/v3/time")) {
            assertThat(response.code()).isEqualTo(429);
            assertThat(response.header("Retry-After")).isEqualTo("1");
        }
        try (Response response = client.call("/api/v3/time")) {
            assertThat(response.code()).isEqualTo(200);
        }
        assertThat(client.post("/__fault", "{\"closeAll\":true}")).isEqualTo(200);
        assertThat(client.next()).isEqualTo(WireClient.CLOSED);
        assertThat(client.post("/__fault", "{\"dance\":1}")).isEqualTo(400);
        assertThat(client.post("/__fault", "{")).isEqualTo(400);
    }
}
