package crucible.exchange.venue;

import crucible.model.Bar;
import crucible.model.Timeframe;

/** Frames and rows in the venue's words. */
public final class SpotText {
    private SpotText() {}

    /** A candle of a symbol at an event time. */
    public static String kline(String symbol, Bar bar, boolean isFinal, long eventTimeMs) {
        return "{\"e\":\"kline\",\"E\":" + eventTimeMs + ",\"s\":\"" + symbol + "\",\"k\":{\"t\":" + bar.openTimeMs()
                + ",\"T\":" + (bar.closeTimeMs() - 1) + ",\"s\":\"" + symbol + "\",\"i\":\""
                + bar.timeframe().label() + "\",\"f\":1,\"L\":2,\"o\":\"" + bar.open() + "\",\"c\":\"" + bar.close()
                + "\",\"h\":\"" + bar.high() + "\",\"l\":\"" + bar.low() + "\",\"v\":\"" + bar.volumeBase()
                + "\",\"n\":2,\"x\":" + isFinal + ",\"q\":\"1.0\",\"V\":\"1.0\",\"Q\":\"1.0\",\"B\":\"0\"}}";
    }

    /** A final candle, 7 ms after its close. */
    public static String closed(String symbol, Bar bar) {
        return kline(symbol, bar, true, bar.closeTimeMs() + 7);
    }

    /** A forming candle, a second after its open. */
    public static String forming(String symbol, Bar bar) {
        return kline(symbol, bar, false, bar.openTimeMs() + 1_000);
    }

    public static String bookTicker(String symbol, String bid, String ask) {
        return "{\"u\":400900217,\"s\":\"" + symbol + "\",\"b\":\"" + bid + "\",\"B\":\"31.21000000\",\"a\":\"" + ask
                + "\",\"A\":\"40.66000000\"}";
    }

    public static String combined(String stream, String data) {
        return "{\"stream\":\"" + stream + "\",\"data\":" + data + "}";
    }

    /** A row of REST klines. */
    public static String row(Bar bar) {
        return "[" + bar.openTimeMs() + ",\"" + bar.open() + "\",\"" + bar.high() + "\",\"" + bar.low() + "\",\""
                + bar.close() + "\",\"" + bar.volumeBase() + "\"," + (bar.closeTimeMs() - 1)
                + ",\"1.0\",2,\"1.0\",\"1.0\",\"0\"]";
    }

    /** A bar whose values tell its number. */
    public static Bar bar(int instrumentId, Timeframe timeframe, long openTimeMs, int number) {
        return new Bar(
                instrumentId,
                timeframe,
                openTimeMs,
                100 + number,
                101.5 + number,
                99.25 + number,
                100.5 + number,
                10 + number,
                crucible.model.Provenance.LIVE);
    }
}
