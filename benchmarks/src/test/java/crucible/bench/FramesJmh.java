package crucible.bench;

import crucible.exchange.FrameRefused;
import crucible.exchange.binance.BinanceStreams;
import crucible.exchange.bybit.BybitStreams;
import crucible.exchange.coinbase.CoinbaseStreams;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.FrameReader;
import crucible.exchange.kraken.KrakenStreams;
import crucible.exchange.okx.OkxStreams;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A venue's candle frame and its quote frame, and apart from them its trade frame, per frame: read as the feed reads them, checks and decimals included, and
 * bound to a tree, from which nothing has been taken yet.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FramesJmh {
    private static final int FRAMES = 2;

    @Param({"binance", "bybit", "okx", "kraken", "coinbase"})
    String venue;

    private final Frame frame = new Frame();
    private final JsonMapper databind = JsonMapper.shared();
    private FrameReader reader;
    private List<String> frames;
    private String trade;

    @Setup
    public void choose() throws FrameRefused {
        switch (venue) {
            case "binance" ->
                set(
                        BinanceStreams.spot().reader(),
                        "{\"stream\":\"btcusdt@kline_5m\",\"data\":{\"e\":\"kline\",\"E\":1735689730123,\"s\":\"BTCUSDT\",\"k\":"
                                + "{\"t\":1735689600000,\"T\":1735689899999,\"s\":\"BTCUSDT\",\"i\":\"5m\",\"f\":100,\"L\":200,"
                                + "\"o\":\"94000.10\",\"c\":\"94010.20\",\"h\":\"94050.00\",\"l\":\"93990.00\",\"v\":\"12.34567\",\"n\":101,"
                                + "\"x\":false,\"q\":\"1160000.00\",\"V\":\"6.1\",\"Q\":\"573000.00\",\"B\":\"0\"}}}",
                        "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":400900217,\"s\":\"BTCUSDT\",\"b\":\"94010.10\","
                                + "\"B\":\"3.12100\",\"a\":\"94010.20\",\"A\":\"1.45000\"}}",
                        "{\"stream\":\"btcusdt@aggTrade\",\"data\":{\"e\":\"aggTrade\",\"E\":1735689730123,\"s\":\"BTCUSDT\","
                                + "\"a\":15683430,\"p\":\"94010.20\",\"q\":\"0.58000\",\"f\":19862790,\"l\":19862791,"
                                + "\"T\":1735689730120,\"m\":false,\"M\":true}}");
            case "bybit" ->
                set(
                        BybitStreams.linear().reader(),
                        "{\"topic\":\"kline.5.BTCUSDT\",\"data\":[{\"start\":1735689600000,\"end\":1735689899999,\"interval\":\"5\","
                                + "\"open\":\"94000.1\",\"close\":\"94010.2\",\"high\":\"94050\",\"low\":\"93990\",\"volume\":\"12.345\","
                                + "\"turnover\":\"1160000\",\"confirm\":false,\"timestamp\":1735689730123}],\"ts\":1735689730123,"
                                + "\"type\":\"snapshot\"}",
                        "{\"topic\":\"orderbook.1.BTCUSDT\",\"type\":\"snapshot\",\"ts\":1735689730123,\"data\":{\"s\":\"BTCUSDT\","
                                + "\"b\":[[\"94010.1\",\"3.121\"]],\"a\":[[\"94010.2\",\"1.45\"]],\"u\":18521288,\"seq\":7961638724},"
                                + "\"cts\":1735689730120}",
                        "{\"topic\":\"publicTrade.BTCUSDT\",\"type\":\"snapshot\",\"ts\":1735689730123,\"data\":[{\"T\":1735689730120,"
                                + "\"s\":\"BTCUSDT\",\"S\":\"Buy\",\"v\":\"0.580\",\"p\":\"94010.20\",\"L\":\"PlusTick\","
                                + "\"i\":\"20f43950-d8dd-5b31-9112-a178eb6023af\",\"BT\":false}]}");
            case "okx" ->
                set(
                        OkxStreams.spot().reader(),
                        "{\"arg\":{\"channel\":\"candle5m\",\"instId\":\"BTC-USDT\"},\"data\":[[\"1735689600000\",\"94000.1\",\"94050\","
                                + "\"93990\",\"94010.2\",\"12.34567\",\"1160000\",\"1160000\",\"0\"]]}",
                        "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"data\":[{\"asks\":[[\"94010.2\",\"1.45\",\"0\",\"2\"]],"
                                + "\"bids\":[[\"94010.1\",\"3.121\",\"0\",\"4\"]],\"ts\":\"1735689730123\",\"seqId\":363996337}]}",
                        "{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},\"data\":[{\"instId\":\"BTC-USDT\",\"tradeId\":"
                                + "\"130639474\",\"px\":\"94010.2\",\"sz\":\"0.58\",\"side\":\"buy\",\"ts\":\"1735689730120\","
                                + "\"count\":\"3\",\"source\":\"0\",\"seqId\":1234}]}");
            case "kraken" ->
                set(
                        KrakenStreams.of().reader(),
                        "{\"channel\":\"ohlc\",\"type\":\"update\",\"timestamp\":\"2025-01-01T00:02:10.123456789Z\",\"data\":[{\"symbol\":"
                                + "\"BTC/USD\",\"open\":94000.1,\"high\":94050.0,\"low\":93990.0,\"close\":94010.2,\"trades\":101,"
                                + "\"volume\":12.34567000,\"vwap\":94005.5,\"interval_begin\":\"2025-01-01T00:00:00.000000000Z\","
                                + "\"interval\":5,\"timestamp\":\"2025-01-01T00:05:00.000000Z\"}]}",
                        "{\"channel\":\"ticker\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"bid\":94010.1,\"bid_qty\":3.12100000,"
                                + "\"ask\":94010.2,\"ask_qty\":1.45000000,\"last\":94010.2,\"volume\":3156.8,\"vwap\":94174.6,\"low\":93163.6,"
                                + "\"high\":95247.4,\"change\":-429.3,\"change_pct\":-0.51,\"timestamp\":\"2025-01-01T00:02:10.123456Z\"}]}",
                        "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"price\":94010.2,"
                                + "\"qty\":0.58000000,\"ord_type\":\"limit\",\"trade_id\":109116693,"
                                + "\"timestamp\":\"2025-01-01T00:02:10.123456Z\"}]}");
            default ->
                set(
                        CoinbaseStreams.of().reader(),
                        "{\"channel\":\"candles\",\"timestamp\":\"2025-01-01T00:02:10.123456789Z\",\"sequence_num\":0,\"events\":[{\"type\":"
                                + "\"update\",\"candles\":[{\"start\":\"1735689600\",\"high\":\"94050\",\"low\":\"93990\",\"open\":\"94000.1\","
                                + "\"close\":\"94010.2\",\"volume\":\"12.34567\",\"product_id\":\"BTC-USD\"}]}]}",
                        "{\"channel\":\"ticker\",\"timestamp\":\"2025-01-01T00:02:10.223456789Z\",\"sequence_num\":1,\"events\":[{\"type\":"
                                + "\"update\",\"tickers\":[{\"type\":\"ticker\",\"product_id\":\"BTC-USD\",\"price\":\"94010.2\","
                                + "\"volume_24_h\":\"2867.5\",\"best_bid\":\"94010.1\",\"best_ask\":\"94010.2\",\"best_bid_quantity\":\"3.121\","
                                + "\"best_ask_quantity\":\"1.45\"}]}]}",
                        "{\"channel\":\"market_trades\",\"timestamp\":\"2025-01-01T00:02:10.323456789Z\",\"sequence_num\":2,\"events\":[{"
                                + "\"type\":\"update\",\"trades\":[{\"trade_id\":\"995098700\",\"product_id\":\"BTC-USD\",\"price\":"
                                + "\"94010.20\",\"size\":\"0.58\",\"side\":\"SELL\",\"time\":\"2025-01-01T00:02:10.223456Z\"}]}]}");
        }
    }

    private void set(FrameReader of, String candle, String quote, String aTrade) throws FrameRefused {
        reader = of;
        frames = List.of(candle, quote);
        trade = aTrade;
        frame.clear();
        reader.read(candle, frame);
        final boolean hasCandle = frame.candles() == 1;
        frame.clear();
        reader.read(quote, frame);
        final boolean hasQuote = frame.quotes() == 1;
        frame.clear();
        reader.read(trade, frame);
        if (!hasCandle || !hasQuote || frame.trades() != 1) {
            throw new IllegalStateException(
                    "the frames of " + venue + " are not read as a candle, a quote and a trade");
        }
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public int read() throws FrameRefused {
        int elements = 0;
        for (int i = 0; i < FRAMES; i++) {
            frame.clear();
            reader.read(frames.get(i), frame);
            elements += frame.candles() + frame.quotes();
        }
        return elements;
    }

    @Benchmark
    public int readTrade() throws FrameRefused {
        frame.clear();
        reader.read(trade, frame);
        return frame.trades();
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void bindToATree(Blackhole hole) {
        for (int i = 0; i < FRAMES; i++) {
            final JsonNode tree = databind.readTree(frames.get(i));
            hole.consume(tree);
        }
    }
}
