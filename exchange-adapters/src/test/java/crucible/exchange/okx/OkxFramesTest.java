package crucible.exchange.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import crucible.exchange.FrameRefused;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.Frame.Kind;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import org.junit.jupiter.api.Test;

class OkxFramesTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final String ROW = "[\"" + T0 + "\",\"103\",\"108\",\"102\",\"104\",\"300\",\"3\",\"312000\",\"1\"]";

    private final OkxFrames reader = new OkxFrames();
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

    private static String candle(String instrument, String row) {
        return "{\"arg\":{\"channel\":\"candle5m\",\"instId\":\"" + instrument + "\"},\"data\":[" + row + "]}";
    }

    @Test
    void takesTheVolumeInBaseCurrencyOfSpotAndOfSwaps() throws FrameRefused {
        assertThat(read(candle("BTC-USDT-SWAP", ROW))).isEqualTo(Kind.DATA);
        assertThat(frame.candle(0).isFinal()).isTrue();
        assertThat(frame.candle(0).eventTimeMs()).isEqualTo(T0 + 300_000);
        assertThat(frame.candle(0).toBar(1, Provenance.LIVE))
                .isEqualTo(new Bar(1, Timeframe.M5, T0, 103, 108, 102, 104, 3, Provenance.LIVE));
        read(candle("BTC-USDT", ROW));
        assertThat(frame.candle(0).toBar(1, Provenance.LIVE).volumeBase()).isEqualTo(300);
        read("{\"data\":[" + ROW.replace(",\"1\"]", ",\"0\"]")
                + "],\"arg\":{\"instId\":\"BTC-USDT\",\"channel\":\"candle5m\"}}");
        assertThat(frame.candle(0).isFinal()).isFalse();
        assertThat(frame.candle(0).eventTimeMs()).isEqualTo(T0);
    }

    @Test
    void refusesRowsOneByOne() throws FrameRefused {
        final String seven = "[\"" + T0 + "\",\"103\",\"108\",\"102\",\"104\",\"300\",\"3\"]";
        read(candle(
                "BTC-USDT",
                seven + "," + ROW + "," + ROW.replace(",\"1\"]", ",\"true\"]") + "," + ROW.replace("\"108\"", "\"100\"")
                        + "," + ROW.replace("\"" + T0 + "\"", "" + T0)));
        assertThat(frame.candles()).isEqualTo(1);
        assertThat(frame.refused())
                .extracting(FrameRefused::reason)
                .containsExactly("missing-field", "wrong-type", "bad-ohlc", "wrong-type");
        read(candle("BTC-USDT", "5," + ROW));
        assertThat(frame.candles()).isEqualTo(1);
        assertThat(frame.refused()).extracting(FrameRefused::reason).containsExactly("wrong-type");
        assertThat(reason("{}")).isEqualTo("missing-field");
        assertThat(reason("pong ")).isEqualTo("malformed-json");
    }

    @Test
    void tellsNoticesErrorsAndPongsApart() throws FrameRefused {
        assertThat(read("pong")).isEqualTo(Kind.ALIVE);
        assertThat(
                        read(
                                "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"connId\":\"a\"}"))
                .isEqualTo(Kind.ACKNOWLEDGEMENT);
        assertThat(frame.acknowledged()).containsExactly("bbo-tbt:BTC-USDT");
        assertThat(read("{\"event\":\"error\",\"msg\":\"x\",\"code\":\"60018\"}"))
                .isEqualTo(Kind.REFUSAL);
        assertThat(frame.refusal()).isEqualTo("code 60018: x");
        assertThat(read("{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"upgrade\"}"))
                .isEqualTo(Kind.SHUTDOWN);
        assertThat(read("{\"arg\":{\"channel\":\"candle1D\",\"instId\":\"BTC-USDT\"},\"data\":[" + ROW + "]}"))
                .isEqualTo(Kind.OTHER);
    }

    @Test
    void passesASideWithoutOrdersBy() throws FrameRefused {
        final String book = "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"data\":[{\"asks\":"
                + "[[\"111.06\",\"55154\",\"0\",\"2\"]],\"bids\":[[\"111.05\",\"57745\",\"0\",\"2\"]],\"ts\":\"" + T0
                + "\"}]}";
        read(book);
        assertThat(frame.quotes()).isEqualTo(1);
        assertThat(frame.quote(0).bidSize()).isEqualTo(57745);
        assertThat(read(book.replace("[[\"111.05\",\"57745\",\"0\",\"2\"]]", "[]")))
                .isEqualTo(Kind.DATA);
        assertThat(frame.quotes()).isZero();
    }

    @Test
    void tellsMarkPricesAndTheNextFunding() throws FrameRefused {
        final String head = "{\"arg\":{\"channel\":\"";
        final String swap =
                "\",\"instId\":\"BTC-USDT-SWAP\"},\"data\":[{\"instId\":\"BTC-USDT-SWAP\",\"ts\":\"" + T0 + "\",";
        assertThat(read(head + "mark-price" + swap + "\"markPx\":\"83679.8\"}]}"))
                .isEqualTo(Kind.DATA);
        assertThat(frame.mark(0).priceUsdE12()).isEqualTo(83_679_800_000_000_000L);
        assertThat(frame.mark(0).nextFundingTimeMs()).isZero();
        read(head + "funding-rate" + swap + "\"fundingRate\":\"0.00003\",\"fundingTime\":\"" + (T0 + 7)
                + "\",\"nextFundingTime\":\"" + (T0 + 9) + "\"}]}");
        assertThat(frame.mark(0).symbol()).isEqualTo("BTC-USDT-SWAP");
        assertThat(frame.mark(0).timeMs()).isEqualTo(T0);
        assertThat(frame.mark(0).priceUsdE12()).isZero();
        assertThat(frame.mark(0).nextFundingTimeMs()).isEqualTo(T0 + 7);
        read(head + "funding-rate" + swap + "\"fundingTime\":\"\"}]}");
        assertThat(frame.mark(0).nextFundingTimeMs()).isZero();
        read(head + "mark-price" + swap + "\"markPx\":\"-1\"}]}");
        assertThat(frame.refused()).extracting(FrameRefused::reason).containsExactly("negative-price");
    }

    @Test
    void takesTradesWithTheNumbersThatTheyJoin() throws FrameRefused {
        final String trade =
                "{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},\"data\":[{\"tradeId\":\"130639474\","
                        + "\"px\":\"42219.9\",\"sz\":\"0.12\",\"side\":\"sell\",\"ts\":\"" + T0
                        + "\",\"count\":\"3\"}]}";
        read(trade);
        assertThat(frame.trade(0).id()).isEqualTo(130_639_474);
        assertThat(frame.trade(0).numbers()).isEqualTo(3);
        assertThat(frame.trade(0).takerBuys()).isFalse();
        read(trade.replace(",\"count\":\"3\"", ""));
        assertThat(frame.trade(0).numbers()).isEqualTo(1);
        read(trade.replace("\"130639474\"", "\"1\""));
        assertThat(frame.refused()).extracting(FrameRefused::reason).containsExactly("bad-number");
    }
}
