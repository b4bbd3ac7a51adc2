package crucible.exchange.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.FrameRefused;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.Frame.Kind;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import org.junit.jupiter.api.Test;

class CoinbaseFramesTest {
    private static final long T0 = 1_735_689_600_000L;

    private final CoinbaseFrames reader = new CoinbaseFrames();
    private final Frame frame = new Frame();

    private Kind read(String text) throws FrameRefused {
        frame.clear();
        reader.read(text, frame);
        return frame.kind();
    }

    private static String frame(String channel, long number, String events) {
        return "{\"channel\":\"" + channel + "\",\"timestamp\":\"2025-01-01T00:02:10.5Z\",\"sequence_num\":" + number
                + ",\"events\":[" + events + "]}";
    }

    private static String candle(String product, long openMs) {
        return "{\"start\":\"" + openMs / 1_000
                + "\",\"high\":\"108\",\"low\":\"102\",\"open\":\"103\",\"close\":\"104\","
                + "\"volume\":\"3.5\",\"product_id\":\"" + product + "\"}";
    }

    @Test
    void readsCandlesOfSeveralProductsAndNoneIsFinal() throws FrameRefused {
        assertThat(read(frame(
                        "candles",
                        0,
                        "{\"type\":\"snapshot\",\"candles\":[" + candle("BTC-USD", T0 - 300_000) + ","
                                + candle("ETH-USD", T0) + "]}")))
                .isEqualTo(Kind.DATA);
        assertThat(frame.candles()).isEqualTo(2);
        assertThat(frame.candle(0).eventTimeMs())
                .as("of a candle that has ended")
                .isEqualTo(T0 - 1);
        assertThat(frame.candle(1).eventTimeMs()).isEqualTo(T0 + 130_500);
        assertThat(frame.candle(1).isFinal()).isFalse();
        assertThat(frame.candle(1).toBar(0, Provenance.LIVE))
                .isEqualTo(new Bar(0, Timeframe.M5, T0, 103, 108, 102, 104, 3.5, Provenance.LIVE));
    }

    @Test
    void noticesFramesThatWereLost() throws FrameRefused {
        final String beat = "{\"current_time\":\"?\",\"heartbeat_counter\":5}";
        assertThat(read(frame("heartbeats", 7, beat))).isEqualTo(Kind.ALIVE);
        assertThat(frame.timeMs()).isEqualTo(T0 + 130_500);
        assertThat(frame.loss()).isEmpty();
        read(frame("heartbeats", 8, beat));
        assertThat(frame.loss()).isEmpty();
        read(frame("heartbeats", 11, beat));
        assertThat(frame.loss()).isEqualTo("frame 9 is followed by 11");
        read(frame("heartbeats", 11, beat));
        assertThat(frame.loss()).isEmpty();
        read(frame("heartbeats", 0, beat));
        assertThat(frame.loss()).isEmpty();
    }

    @Test
    void acknowledgesWhatTheFullListHas() throws FrameRefused {
        assertThat(read(frame(
                        "subscriptions",
                        0,
                        "{\"subscriptions\":{\"candles\":[\"BTC-USD\",\"ETH-USD\"],\"heartbeats\":[\"heartbeats\"]}}")))
                .isEqualTo(Kind.ACKNOWLEDGEMENT);
        assertThat(frame.acknowledged()).containsExactly("candles:BTC-USD", "candles:ETH-USD", "heartbeats:heartbeats");
        assertThat(read("{\"type\":\"error\",\"message\":\"no\"}")).isEqualTo(Kind.REFUSAL);
        assertThat(frame.refusal()).isEqualTo("no");
    }

    @Test
    void readsTheMakersSideAsTheOtherOne() throws FrameRefused {
        read(frame(
                "market_trades",
                0,
                "{\"type\":\"update\",\"trades\":[{\"product_id\":\"BTC-USD\",\"trade_id\":\"1\",\"price\":\"5\",\"size\":\"2\","
                        + "\"time\":\"2025-01-01T00:00:00Z\",\"side\":\"SELL\"}]}"));
        assertThat(frame.trade(0).takerBuys()).isTrue();
    }
}
