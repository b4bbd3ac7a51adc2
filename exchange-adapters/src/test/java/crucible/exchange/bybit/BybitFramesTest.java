package crucible.exchange.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import crucible.exchange.FrameRefused;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.Frame.Kind;
import crucible.exchange.feed.Subscription;
import crucible.exchange.feed.Wanted;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BybitFramesTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final long M5 = Timeframe.M5.intervalMs();
    private static final String CLOSING = "{\"start\":" + T0 + ",\"end\":" + (T0 + M5 - 1)
            + ",\"interval\":\"5\",\"open\":\"16649.5\",\"close\":\"16677\",\"high\":\"16677\",\"low\":\"16608\","
            + "\"volume\":\"2.081\",\"turnover\":\"34666.4005\",\"confirm\":true,\"timestamp\":" + (T0 + M5) + "}";
    private static final String OPENING = "{\"start\":" + (T0 + M5) + ",\"end\":" + (T0 + 2 * M5 - 1)
            + ",\"interval\":\"5\",\"open\":\"16677\",\"close\":\"16678\",\"high\":\"16678\",\"low\":\"16677\","
            + "\"volume\":\"0\",\"turnover\":\"0\",\"confirm\":false,\"timestamp\":" + (T0 + M5) + "}";
    private static final String BOTH = "{\"topic\":\"kline.5.BTCUSDT\",\"data\":[" + CLOSING + "," + OPENING
            + "],\"ts\":" + (T0 + M5 + 12) + ",\"type\":\"snapshot\"}";

    private final BybitFrames reader = new BybitFrames();
    private final Frame frame = new Frame();

    private Kind read(String text) throws FrameRefused {
        frame.clear();
        reader.read(text, frame);
        return frame.kind();
    }

    private String reason(String text) {
        try {
            return fail("accepted as " + read(text) + ": " + text);
        } catch (FrameRefused e) {
            return e.reason();
        }
    }

    private List<String> elementReasons(String text) throws FrameRefused {
        assertThat(read(text)).isEqualTo(Kind.DATA);
        final List<String> reasons = new ArrayList<>();
        frame.refused().forEach(e -> reasons.add(e.reason()));
        return reasons;
    }

    @Test
    void readsTheClosingCandleAndItsSuccessorFromOneFrame() throws FrameRefused {
        final String dataLast = "{\"ts\":" + (T0 + M5 + 12) + ",\"topic\":\"kline.5.BTCUSDT\",\"data\":[" + CLOSING
                + "," + OPENING + "]}";
        for (String text : List.of(BOTH, dataLast)) {
            assertThat(read(text)).isEqualTo(Kind.DATA);
            assertThat(frame.candles()).isEqualTo(2);
            assertThat(frame.candle(0).symbol()).isEqualTo("BTCUSDT");
            assertThat(frame.candle(0).isFinal()).isTrue();
            assertThat(frame.candle(0).eventTimeMs()).isEqualTo(T0 + M5 + 12);
            assertThat(frame.candle(0).toBar(4, Provenance.LIVE))
                    .isEqualTo(new Bar(4, Timeframe.M5, T0, 16649.5, 16677, 16608, 16677, 2.081, Provenance.LIVE));
            assertThat(frame.candle(1).isFinal()).isFalse();
            assertThat(frame.candle(1).openTimeMs()).isEqualTo(T0 + M5);
            assertThat(frame.refused()).isEmpty();
        }
    }

    @Test
    void refusesOneElementAndTakesTheOther() throws FrameRefused {
        assertThat(elementReasons(BOTH.replace("\"low\":\"16608\"", "\"low\":\"16700\"")))
                .containsExactly("bad-ohlc");
        assertThat(frame.candles()).isEqualTo(1);
        assertThat(frame.candle(0).openTimeMs()).isEqualTo(T0 + M5);
        assertThat(elementReasons(BOTH.replace("\"confirm\":true", "\"confirm\":\"true\"")))
                .containsExactly("wrong-type");
        assertThat(elementReasons(BOTH.replace("\"open\":\"16649.5\",", ""))).containsExactly("missing-field");
        assertThat(elementReasons(BOTH.replace("\"open\":\"16649.5\"", "\"open\":\"1\",\"open\":[{\"end\":1}]")))
                .containsExactly("duplicate-field");
        assertThat(elementReasons(BOTH.replace("\"end\":" + (T0 + M5 - 1), "\"end\":" + (T0 + M5))))
                .containsExactly("misaligned-bar");
        assertThat(elementReasons(BOTH.replace("kline.5.BTCUSDT", "kline.5")))
                .containsExactly("wrong-type", "wrong-type");
        // A confirmed candle whose end lies ahead.
        assertThat(elementReasons(BOTH.replace("\"confirm\":false", "\"confirm\":true")))
                .containsExactly("bad-time");
    }

    @Test
    void refusesTheWholeFrameWhereItsShapeIsWrong() {
        assertThat(reason("")).isEqualTo("malformed-json");
        assertThat(reason("[]")).isEqualTo("wrong-type");
        assertThat(reason("{}")).isEqualTo("missing-field");
        assertThat(reason(BOTH.replace("\"ts\":" + (T0 + M5 + 12), "\"ts\":5"))).isEqualTo("bad-time");
        assertThat(reason(BOTH.replace("\"ts\"", "\"tx\""))).isEqualTo("missing-field");
        assertThat(reason(BOTH.replace("[{", "{\"a\":[{").replace("}]", "}]}"))).isEqualTo("wrong-type");
        assertThat(reason("{\"topic\":\"orderbook.1.X\",\"ts\":" + T0 + ",\"data\":{\"b\":[5]}}"))
                .isEqualTo("wrong-type");
    }

    @Test
    void readsTheBestPricesOfABookOfDepthOne() throws FrameRefused {
        final String book = "{\"topic\":\"orderbook.1.BTCUSDT\",\"type\":\"snapshot\",\"ts\":" + T0
                + ",\"data\":{\"s\":\"BTCUSDT\",\"b\":[[\"77256.80\",\"0.007\"]],\"a\":[[\"77257.10\",\"0.013\"]],"
                + "\"u\":18760,\"seq\":9685122321},\"cts\":" + T0 + "}";
        assertThat(read(book)).isEqualTo(Kind.DATA);
        assertThat(frame.quotes()).isEqualTo(1);
        assertThat(frame.quote(0).bid()).isEqualTo("77256.80");
        assertThat(frame.quote(0).askSize()).isEqualTo(0.013);
        assertThat(frame.quote(0).timeMs()).isEqualTo(T0);
        assertThat(read(book.replace("[[\"77257.10\",\"0.013\"]]", "[]"))).isEqualTo(Kind.DATA);
        assertThat(frame.quotes()).isZero();
        assertThat(read(book.replace("orderbook.1.", "orderbook.50."))).isEqualTo(Kind.OTHER);
    }

    @Test
    void tellsAnswersApart() throws FrameRefused {
        assertThat(
                        read(
                                "{\"success\":true,\"ret_msg\":\"subscribe\",\"conn_id\":\"c\",\"req_id\":\"3\",\"op\":\"subscribe\"}"))
                .isEqualTo(Kind.ACKNOWLEDGEMENT);
        assertThat(frame.acknowledged()).containsExactly("3");
        assertThat(
                        read(
                                "{\"success\":false,\"ret_msg\":\"error:handler not found,topic:x\",\"req_id\":\"\",\"op\":\"subscribe\"}"))
                .isEqualTo(Kind.REFUSAL);
        assertThat(frame.refusal()).isEqualTo("error:handler not found,topic:x");
        assertThat(read("{\"success\":true,\"ret_msg\":\"pong\",\"conn_id\":\"c\",\"op\":\"ping\"}"))
                .isEqualTo(Kind.ALIVE);
        assertThat(read("{\"topic\":\"kline.D.BTCUSDT\",\"ts\":" + T0 + ",\"data\":[" + CLOSING + "]}"))
                .isEqualTo(Kind.OTHER);
    }

    @Test
    void asksForTenTopicsInAMessage() {
        final List<Wanted> wanted = new ArrayList<>();
        for (String base : List.of("A", "B", "C", "D")) {
            wanted.add(new Wanted(base + "USDT", List.of(Timeframe.M5, Timeframe.M15), true, false));
        }
        final List<Subscription> subscriptions =
                BybitStreams.spot().sockets(wanted).get(0).subscriptions();
        assertThat(subscriptions).hasSize(2);
        assertThat(subscriptions.get(1).message())
                .isEqualTo(
                        "{\"req_id\":\"2\",\"op\":\"subscribe\",\"args\":[\"kline.15.DUSDT\",\"orderbook.1.DUSDT\"]}");
        assertThat(subscriptions.get(1).keys()).containsExactly("2");
    }
}
