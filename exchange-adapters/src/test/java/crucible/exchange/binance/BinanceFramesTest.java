package crucible.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import crucible.exchange.FrameRefused;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.Frame.Kind;
import crucible.exchange.venue.SpotText;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinanceFramesTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final Bar BAR = SpotText.bar(3, Timeframe.M5, T0, 1);

    private final BinanceFrames reader = new BinanceFrames();
    private final Frame frame = new Frame();

    private Kind read(String text) throws FrameRefused {
        frame.clear();
        reader.read(text, frame);
        return frame.kind();
    }

    private String reason(String text) {
        try {
            final Kind kind = read(text);
            return fail("accepted as " + kind + ": " + text);
        } catch (FrameRefused e) {
            return e.reason();
        }
    }

    @Test
    void readsACandleRawAndCombined() throws FrameRefused {
        for (String text : List.of(
                SpotText.closed("BTCUSDT", BAR),
                SpotText.combined("btcusdt@kline_5m", SpotText.closed("BTCUSDT", BAR)))) {
            assertThat(read(text)).isEqualTo(Kind.DATA);
            assertThat(frame.candle(0).symbol()).isEqualTo("BTCUSDT");
            assertThat(frame.candle(0).eventTimeMs()).isEqualTo(BAR.closeTimeMs() + 7);
            assertThat(frame.candle(0).isFinal()).isTrue();
            assertThat(frame.candle(0).toBar(3, Provenance.LIVE)).isEqualTo(BAR);
        }
    }

    @Test
    void readsFieldsInAnyOrderAndSkipsUnknownOnes() throws FrameRefused {
        final String text =
                "{\"new\":{\"deep\":[1,{\"s\":\"NO\"}]},\"k\":{\"x\":false,\"z\":[[]],\"n\":1,\"v\":\"1\",\"c\":\"2\","
                        + "\"l\":\"1\",\"h\":\"2\",\"o\":\"1\",\"i\":\"5m\",\"s\":\"AUSDT\",\"T\":" + (T0 + 299_999)
                        + ",\"t\":" + T0
                        + "},\"s\":\"AUSDT\",\"E\":" + (T0 + 5) + ",\"e\":\"kline\"}";
        assertThat(read(text)).isEqualTo(Kind.DATA);
        assertThat(frame.candle(0).symbol()).isEqualTo("AUSDT");
    }

    @Test
    void saysThatABarWithoutTradesIsOne() throws FrameRefused {
        final String flat = "{\"e\":\"kline\",\"E\":" + (T0 + 300_003) + ",\"s\":\"A\",\"k\":{\"t\":" + T0 + ",\"T\":"
                + (T0 + 299_999)
                + ",\"s\":\"A\",\"i\":\"5m\",\"f\":-1,\"L\":-1,\"o\":\"2.5\",\"c\":\"2.5\",\"h\":\"2.5\","
                + "\"l\":\"2.5\",\"v\":\"0.00\",\"n\":0,\"x\":true}}";
        read(flat);
        assertThat(frame.candle(0).toBar(0, Provenance.LIVE).provenance()).isEqualTo(Provenance.SYNTHETIC);
        assertThat(frame.candle(0).toBar(0, Provenance.OFFLINE).provenance()).isEqualTo(Provenance.OFFLINE);
    }

    @Test
    void readsQuotesWithAndWithoutAType() throws FrameRefused {
        final String text = SpotText.bookTicker("BTCUSDT", "0.1", "0.2");
        assertThat(read(text)).isEqualTo(Kind.DATA);
        assertThat(read("{\"e\":\"bookTicker\"," + text.substring(1))).isEqualTo(Kind.DATA);
        assertThat(frame.quote(0).bid()).isEqualTo("0.1");
        assertThat(frame.quote(0).ask()).isEqualTo("0.2");
        assertThat(frame.quote(0).bidSize()).isEqualTo(31.21);
        assertThat(frame.quote(0).askSize()).isEqualTo(40.66);
        assertThat(frame.quote(0).isCrossed()).isFalse();
        read(SpotText.bookTicker("BTCUSDT", "0.2", "0.20"));
        assertThat(frame.quote(0).isCrossed()).isTrue();
    }

    @Test
    void readsAnswersAndErrorsInBothShapes() throws FrameRefused {
        assertThat(read("{\"result\":null,\"id\":12}")).isEqualTo(Kind.ACKNOWLEDGEMENT);
        assertThat(frame.acknowledged()).containsExactly("12");
        assertThat(read("{\"result\":[\"btcusdt@bookTicker\"],\"id\":\"abc\"}")).isEqualTo(Kind.ACKNOWLEDGEMENT);
        assertThat(frame.acknowledged()).containsExactly("-1");
        assertThat(read("{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":2}"))
                .isEqualTo(Kind.REFUSAL);
        assertThat(frame.refusal()).isEqualTo("code 2: Invalid request");
        assertThat(read("{\"code\": 3, \"msg\": \"Invalid JSON\",\"id\": 1}")).isEqualTo(Kind.REFUSAL);
        assertThat(frame.refusal()).isEqualTo("code 3: Invalid JSON");
        assertThat(read("{\"e\":\"serverShutdown\",\"E\":1}")).isEqualTo(Kind.SHUTDOWN);
        assertThat(read(SpotText.combined("!serverShutdown", "{\"e\":\"serverShutdown\",\"E\":1}")))
                .isEqualTo(Kind.SHUTDOWN);
        assertThat(read("{\"e\":\"24hrTicker\",\"a\":5,\"b\":7}")).isEqualTo(Kind.OTHER);
    }

    @Test
    void namesWhatIsWrong() {
        final String good = SpotText.closed("BTCUSDT", BAR);
        assertThat(reason("")).isEqualTo("malformed-json");
        assertThat(reason("pong")).isEqualTo("malformed-json");
        assertThat(reason("{}")).isEqualTo("missing-field");
        assertThat(reason("5")).isEqualTo("wrong-type");
        assertThat(reason(good + "{}")).isEqualTo("malformed-json");
        assertThat(reason(good.substring(0, good.length() - 1))).isEqualTo("malformed-json");
        assertThat(reason("{\"e\":5}")).isEqualTo("wrong-type");
        assertThat(reason("{\"e\":\"kline\",\"E\":" + T0 + ",\"s\":\"A\"}")).isEqualTo("missing-field");
        assertThat(reason("{\"e\":\"kline\",\"E\":" + T0 + ",\"s\":\"A\",\"k\":5}"))
                .isEqualTo("missing-field");
        assertThat(reason(good.replace("\"s\":\"BTCUSDT\",\"k\"", "\"s\":\"ETHUSDT\",\"k\"")))
                .isEqualTo("symbol-mismatch");
        assertThat(reason(good.replace("\"n\":2", "\"n\":2,\"n\":3"))).isEqualTo("duplicate-field");
        assertThat(reason(good.replace("\"n\":2", "\"n\":99999999999999999999")))
                .isEqualTo("wrong-type");
        assertThat(reason(good.replace("\"n\":2", "\"n\":-2"))).isEqualTo("bad-number");
        assertThat(reason(good.replace("\"v\":\"11.0\"", "\"v\":\"-11.0\""))).isEqualTo("negative-quantity");
        assertThat(reason(good.replace("\"v\":\"11.0\"", "\"v\":\"NaN\""))).isEqualTo("bad-number");
        assertThat(reason(good.replace("\"v\":\"11.0\"", "\"v\":11.0"))).isEqualTo("wrong-type");
        assertThat(reason(good.replace("\"l\":\"100.25\"", "\"l\":\"0.00\""))).isEqualTo("negative-price");
        assertThat(reason(good.replace("\"E\":1735689900007", "\"E\":1735689900")))
                .isEqualTo("bad-time");
        assertThat(reason(good.replace("\"E\":1735689900007", "\"E\":1735689899000")))
                .isEqualTo("bad-time");
        assertThat(reason(good.replace("\"T\":1735689899999", "\"T\":1735689900000")))
                .isEqualTo("misaligned-bar");
        assertThat(reason("[".repeat(5_000))).isEqualTo("wrong-type");
        assertThat(reason("{\"a\":" + "[".repeat(5_000))).isEqualTo("oversized");
        assertThat(reason("{\"" + "a".repeat(1_000) + "\":1}")).isEqualTo("oversized");
    }

    @Test
    void refusesABarOfAnotherSpanThanItsLabel() {
        assertThat(reason(SpotText.closed("BTCUSDT", BAR).replace("\"i\":\"5m\"", "\"i\":\"15m\"")))
                .isEqualTo("misaligned-bar");
    }

    @Test
    void countsWhatIsNoTradeOfTheMarketAsANumberAlone() throws FrameRefused {
        final String trade =
                "{\"e\":\"trade\",\"E\":1735689600123,\"s\":\"BTCUSDT\",\"t\":5933014,\"p\":\"0\",\"q\":\"0\","
                        + "\"T\":1735689600120,\"X\":\"NA\",\"m\":true}";
        read(trade);
        assertThat(frame.trade(0).isOutside()).isTrue();
        assertThat(frame.trade(0).id()).isEqualTo(5_933_014);
        read(trade.replace("\"NA\"", "\"MARKET\"").replace("\"p\":\"0\"", "\"p\":\"95000.1\""));
        assertThat(frame.trade(0).isOutside()).isFalse();
        assertThat(frame.trade(0).takerBuys()).isFalse();
    }
}
