package crucible.exchange.replay.bybit;

import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.FrameText;
import crucible.exchange.replay.wire.RollingDay;
import crucible.model.Timeframe;

/** Writes market data in Bybit's words. One reused buffer: a frame is valid until the next one is written. */
final class BybitWords {
    /** Told with every ticker: a prediction. */
    static final String FUNDING_RATE = "0.0001";

    private final FrameText out = new FrameText();
    private final RollingDay day = new RollingDay();
    private final boolean linear;

    BybitWords(boolean linear) {
        this.linear = linear;
    }

    private FrameText head(String prefix, PlayedSymbol symbol, long timeMs) {
        return out.clear()
                .text("{\"topic\":\"")
                .text(prefix)
                .text(symbol.rules().symbol())
                .text("\",\"type\":\"snapshot\",\"ts\":")
                .number(timeMs)
                .text(",\"data\":");
    }

    FrameText trade(PlayedSymbol symbol, long timeMs) {
        return head("publicTrade.", symbol, timeMs)
                .text("[{\"T\":")
                .number(timeMs)
                .text(",\"s\":\"")
                .text(symbol.rules().symbol())
                .text(symbol.takerBuys() ? "\",\"S\":\"Buy\",\"v\":" : "\",\"S\":\"Sell\",\"v\":")
                .rounded(symbol.lastQuantity())
                .text(",\"p\":")
                .decimal(symbol.lastPrice())
                .text(symbol.takerBuys() ? ",\"L\":\"PlusTick\",\"i\":\"" : ",\"L\":\"MinusTick\",\"i\":\"")
                .number(symbol.tradeId())
                .text("\",\"BT\":false,\"RPI\":false,\"seq\":")
                .number(symbol.quoteId())
                .text("}]}");
    }

    /** As the venue does: what says how to read the data comes after them. */
    FrameText kline(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, boolean last, long timeMs) {
        final long minutes = timeframe.intervalMs() / 60_000;
        return out.clear()
                .text("{\"topic\":\"kline.")
                .number(minutes)
                .text(".")
                .text(symbol.rules().symbol())
                .text("\",\"data\":[{\"start\":")
                .number(bar.openTimeMs())
                .text(",\"end\":")
                .number(bar.openTimeMs() + timeframe.intervalMs() - 1)
                .text(",\"interval\":\"")
                .number(minutes)
                .text("\",\"open\":")
                .decimal(bar.open())
                .text(",\"close\":")
                .decimal(bar.close())
                .text(",\"high\":")
                .decimal(bar.high())
                .text(",\"low\":")
                .decimal(bar.low())
                .text(",\"volume\":")
                .decimal(bar.volumeBase())
                .text(",\"turnover\":")
                .rounded(bar.volumeQuote())
                .text(last ? ",\"confirm\":true,\"timestamp\":" : ",\"confirm\":false,\"timestamp\":")
                .number(timeMs)
                .text("}],\"ts\":")
                .number(timeMs)
                .text(",\"type\":\"snapshot\"}");
    }

    FrameText book(PlayedSymbol symbol, long timeMs) {
        return head("orderbook.1.", symbol, timeMs)
                .text("{\"s\":\"")
                .text(symbol.rules().symbol())
                .text("\",\"b\":[[")
                .decimal(symbol.bid())
                .text(",")
                .rounded(symbol.bidQuantity())
                .text("]],\"a\":[[")
                .decimal(symbol.ask())
                .text(",")
                .rounded(symbol.askQuantity())
                .text("]],\"u\":")
                .number(symbol.quoteId())
                .text(",\"seq\":")
                .number(symbol.quoteId())
                .text("},\"cts\":")
                .number(timeMs)
                .text("}");
    }

    FrameText tickers(PlayedSymbol symbol, long timeMs) {
        day.measure(symbol, timeMs);
        ticker(head("tickers.", symbol, timeMs), symbol);
        return out.text("}");
    }

    /** A row of the tickers of REST, appended to {@code to}. */
    void tickerRow(FrameText to, PlayedSymbol symbol, long timeMs) {
        if (day.measure(symbol, timeMs)) {
            ticker(to, symbol);
        } else {
            to.text("{\"symbol\":\"").text(symbol.rules().symbol()).text("\",\"lastPrice\":");
            to.decimal(Double.isNaN(symbol.lastPrice()) ? 0 : symbol.lastPrice());
            quote(to, symbol).text("}");
        }
    }

    private void ticker(FrameText to, PlayedSymbol symbol) {
        to.text("{\"symbol\":\"")
                .text(symbol.rules().symbol())
                .text("\",\"lastPrice\":")
                .decimal(symbol.lastPrice())
                .text(",\"highPrice24h\":")
                .decimal(day.high())
                .text(",\"lowPrice24h\":")
                .decimal(day.low())
                .text(",\"prevPrice24h\":")
                .decimal(day.open())
                .text(",\"volume24h\":")
                .rounded(day.volumeBase())
                .text(",\"turnover24h\":")
                .rounded(day.volumeQuote())
                .text(",\"price24hPcnt\":\"")
                .change(symbol.lastPrice() / day.open() - 1)
                .text("\"");
        if (linear) {
            quote(to, symbol)
                    .text(",\"markPrice\":")
                    .decimal(symbol.lastPrice())
                    .text(",\"indexPrice\":")
                    .decimal(symbol.lastPrice())
                    .text(",\"openInterest\":\"0\",\"openInterestValue\":\"0\",\"fundingRate\":\"" + FUNDING_RATE
                            + "\",\"fundingIntervalHour\":\"8\",\"nextFundingTime\":\"")
                    .number(symbol.fundings().nextMs())
                    .text("\"");
        } else {
            to.text(",\"usdIndexPrice\":").decimal(symbol.lastPrice());
        }
        to.text("}");
    }

    private static FrameText quote(FrameText to, PlayedSymbol symbol) {
        return to.text(",\"bid1Price\":")
                .decimal(symbol.bid())
                .text(",\"bid1Size\":")
                .rounded(symbol.bidQuantity())
                .text(",\"ask1Price\":")
                .decimal(symbol.ask())
                .text(",\"ask1Size\":")
                .rounded(symbol.askQuantity());
    }
}
