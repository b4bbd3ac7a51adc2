package crucible.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import crucible.exchange.FrameRefused;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.Frame.Kind;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import org.junit.jupiter.api.Test;

class KrakenFramesTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final String ROW =
            "{\"symbol\":\"BTC/USD\",\"open\":103.0,\"high\":1.08e2,\"low\":102,\"close\":104.5,"
                    + "\"trades\":7,\"volume\":1e-8,\"vwap\":104.1,\"interval_begin\":\"2025-01-01T00:00:00.000000000Z\","
                    + "\"interval\":5,\"timestamp\":\"2025-01-01T00:05:00.000000Z\"}";

    private final KrakenFrames reader = new KrakenFrames();
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

    private static String candles(String rows) {
        return "{\"channel\":\"ohlc\",\"type\":\"update\",\"timestamp\":\"2025-01-01T00:02:10.123456789Z\",\"data\":["
                + rows + "]}";
    }

    @Test
    void readsNumbersFromTheirDigitsAndTheTimeFromTheBeginning() throws FrameRefused {
        assertThat(read(candles(ROW))).isEqualTo(Kind.DATA);
        assertThat(frame.candle(0).isFinal()).isFalse();
        assertThat(frame.candle(0).eventTimeMs()).isEqualTo(T0 + 130_123);
        assertThat(frame.candle(0).toBar(1, Provenance.LIVE))
                .isEqualTo(new Bar(1, Timeframe.M5, T0, 103, 108, 102, 104.5, 1e-8, Provenance.LIVE));
        read("{\"data\":[" + ROW + "],\"timestamp\":\"2025-01-01T09:00:00Z\",\"channel\":\"ohlc\"}");
        assertThat(frame.candle(0).eventTimeMs())
                .as("of a row that ended long ago")
                .isEqualTo(T0 + 299_999);
    }

    @Test
    void refusesRowsOneByOne() throws FrameRefused {
        read(candles(ROW.replace("102,", "\"102\",") + "," + ROW + "," + ROW.replace("1e-8", "1e-80") + ","
                + ROW.replace("00:00:00.0", "00:01:00.0") + "," + ROW.replace("\"interval\":5", "\"interval\":0")));
        assertThat(frame.candles()).isEqualTo(1);
        assertThat(frame.refused())
                .extracting(FrameRefused::reason)
                .containsExactly("wrong-type", "bad-number", "misaligned-bar", "misaligned-bar");
        assertThat(reason("{\"channel\":\"ohlc\",\"data\":5}")).isEqualTo("wrong-type");
        assertThat(reason("{}")).isEqualTo("missing-field");
    }

    @Test
    void tellsAcknowledgementsRefusalsAndHeartbeatsApart() throws FrameRefused {
        assertThat(read("{\"channel\":\"heartbeat\"}")).isEqualTo(Kind.ALIVE);
        assertThat(read("{\"method\":\"pong\",\"req_id\":1}")).isEqualTo(Kind.ALIVE);
        assertThat(
                        read(
                                "{\"method\":\"subscribe\",\"result\":{\"channel\":\"ohlc\",\"interval\":5,\"symbol\":\"BTC/USD\"},\"success\":true}"))
                .isEqualTo(Kind.ACKNOWLEDGEMENT);
        assertThat(frame.acknowledged()).containsExactly("ohlc-5:BTC/USD");
        assertThat(
                        read(
                                "{\"error\":\"Currency pair not supported XBT/USD\",\"method\":\"subscribe\",\"success\":false,\"symbol\":\"XBT/USD\"}"))
                .isEqualTo(Kind.REFUSAL);
        assertThat(frame.refusal()).isEqualTo("Currency pair not supported XBT/USD");
    }

    @Test
    void readsTheSideOfTheTaker() throws FrameRefused {
        read("{\"channel\":\"trade\",\"data\":[{\"symbol\":\"BTC/USD\",\"side\":\"sell\",\"price\":5.5,\"qty\":2,"
                + "\"trade_id\":1,\"timestamp\":\"2025-01-01T00:00:00.001999Z\"}]}");
        assertThat(frame.trade(0).takerBuys()).isFalse();
        assertThat(frame.trade(0).timeMs()).isEqualTo(T0 + 1);
    }
}
