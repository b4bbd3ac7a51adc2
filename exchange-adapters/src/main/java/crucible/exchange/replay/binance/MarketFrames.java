package crucible.exchange.replay.binance;

import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.FrameText;
import crucible.exchange.replay.wire.RollingDay;
import crucible.model.Timeframe;

/** Writes market data in Binance Spot's words. One reused buffer: a frame is valid until the next one is written. */
final class MarketFrames {
    /** Perpetuals are funded every eight hours. */
    private final FrameText out = new FrameText();

    private final RollingDay day = new RollingDay();

    FrameText aggTrade(PlayedSymbol symbol, long timeMs) {
        final long id = symbol.tradeId();
        return trade("aggTrade", "a", symbol, timeMs)
                .text(",\"f\":")
                .number(id)
                .text(",\"l\":")
                .number(id)
                .text(tail(symbol, timeMs));
    }

    FrameText trade(PlayedSymbol symbol, long timeMs) {
        return trade("trade", "t", symbol, timeMs).text(tail(symbol, timeMs));
    }

    private FrameText trade(String event, String idKey, PlayedSymbol symbol, long timeMs) {
        return head(event, symbol, timeMs)
                .text(",\"")
                .text(idKey)
                .text("\":")
                .number(symbol.tradeId())
                .text(",\"p\":")
                .decimal(symbol.lastPrice())
                .text(",\"q\":")
                .rounded(symbol.lastQuantity());
    }

    private static String tail(PlayedSymbol symbol, long timeMs) {
        return ",\"T\":" + timeMs + ",\"m\":" + !symbol.takerBuys() + ",\"M\":true}";
    }

    private FrameText head(String event, PlayedSymbol symbol, long timeMs) {
        return out.clear()
                .text("{\"e\":\"")
                .text(event)
                .text("\",\"E\":")
                .number(timeMs)
                .text(",\"s\":\"")
                .text(symbol.rules().symbol())
                .text("\"");
    }

    FrameText kline(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, boolean last, long timeMs) {
        return head("kline", symbol, timeMs)
                .text(",\"k\":{\"t\":")
                .number(bar.openTimeMs())
                .text(",\"T\":")
                .number(bar.openTimeMs() + timeframe.intervalMs() - 1)
                .text(",\"s\":\"")
                .text(symbol.rules().symbol())
                .text("\",\"i\":\"")
                .text(timeframe.label())
                .text("\",\"f\":")
                .number(bar.firstTradeId())
                .text(",\"L\":")
                .number(bar.lastTradeId())
                .text(",\"o\":")
                .decimal(bar.open())
                .text(",\"c\":")
                .decimal(bar.close())
                .text(",\"h\":")
                .decimal(bar.high())
                .text(",\"l\":")
                .decimal(bar.low())
                .text(",\"v\":")
                .decimal(bar.volumeBase())
                .text(",\"n\":")
                .number(bar.trades())
                .text(last ? ",\"x\":true,\"q\":" : ",\"x\":false,\"q\":")
                .rounded(bar.volumeQuote())
                .text(",\"V\":")
                .rounded(bar.takerBuyBase())
                .text(",\"Q\":")
                .rounded(bar.takerBuyQuote())
                .text(",\"B\":\"0\"}}");
    }

    /** Of futures: with its type and times. */
    FrameText timedBookTicker(PlayedSymbol symbol, long timeMs) {
        out.clear()
                .text("{\"e\":\"bookTicker\",\"E\":")
                .number(timeMs)
                .text(",\"T\":")
                .number(timeMs)
                .text(",");
        return quote(symbol);
    }

    /** Of spot: without any time. */
    FrameText bookTicker(PlayedSymbol symbol) {
        out.clear().text("{");
        return quote(symbol);
    }

    /** Of futures: mark price, index price and a prediction of the next funding's rate. */
    FrameText markPrice(PlayedSymbol symbol, long timeMs) {
        return head("markPriceUpdate", symbol, timeMs)
                .text(",\"p\":")
                .decimal(symbol.lastPrice())
                .text(",\"i\":")
                .decimal(symbol.lastPrice())
                .text(",\"P\":")
                .decimal(symbol.lastPrice())
                .text(",\"r\":\"0.00010000\",\"T\":")
                .number(symbol.fundings().nextMs())
                .text("}");
    }

    private FrameText quote(PlayedSymbol symbol) {
        return out.text("\"u\":")
                .number(symbol.quoteId())
                .text(",\"s\":\"")
                .text(symbol.rules().symbol())
                .text("\",\"b\":")
                .decimal(symbol.bid())
                .text(",\"B\":")
                .rounded(symbol.bidQuantity())
                .text(",\"a\":")
                .decimal(symbol.ask())
                .text(",\"A\":")
                .rounded(symbol.askQuantity())
                .text("}");
    }

    FrameText miniTicker(PlayedSymbol symbol, long timeMs) {
        day.measure(symbol, timeMs);
        return head("24hrMiniTicker", symbol, timeMs)
                .text(",\"c\":")
                .decimal(symbol.lastPrice())
                .text(",\"o\":")
                .decimal(day.open())
                .text(",\"h\":")
                .decimal(day.high())
                .text(",\"l\":")
                .decimal(day.low())
                .text(",\"v\":")
                .rounded(day.volumeBase())
                .text(",\"q\":")
                .rounded(day.volumeQuote())
                .text("}");
    }

    FrameText ticker(PlayedSymbol symbol, long timeMs) {
        day.measure(symbol, timeMs);
        final double last = symbol.lastPrice();
        final double change = last - day.open();
        head("24hrTicker", symbol, timeMs).text(",\"p\":");
        signed(change).text(",\"P\":");
        signed(100 * change / day.open());
        return out.text(",\"w\":")
                .rounded(day.volumeBase() > 0 ? day.volumeQuote() / day.volumeBase() : last)
                .text(",\"x\":")
                .decimal(day.open())
                .text(",\"c\":")
                .decimal(last)
                .text(",\"Q\":")
                .rounded(symbol.lastQuantity())
                .text(",\"b\":")
                .decimal(symbol.bid())
                .text(",\"B\":")
                .rounded(symbol.bidQuantity())
                .text(",\"a\":")
                .decimal(symbol.ask())
                .text(",\"A\":")
                .rounded(symbol.askQuantity())
                .text(",\"o\":")
                .decimal(day.open())
                .text(",\"h\":")
                .decimal(day.high())
                .text(",\"l\":")
                .decimal(day.low())
                .text(",\"v\":")
                .rounded(day.volumeBase())
                .text(",\"q\":")
                .rounded(day.volumeQuote())
                .text(",\"O\":")
                .number(day.openTimeMs())
                .text(",\"C\":")
                .number(timeMs)
                .text(",\"F\":")
                .number(symbol.tradeId() - day.trades() + 1)
                .text(",\"L\":")
                .number(symbol.tradeId())
                .text(",\"n\":")
                .number(day.trades())
                .text("}");
    }

    private FrameText signed(double value) {
        if (value >= 0) {
            return out.rounded(value);
        }
        out.text("\"-");
        return out.unquoted(-value).text("\"");
    }

    /** One row of the REST candles, appended to {@code to}. */
    static void row(FrameText to, Timeframe timeframe, PlayedBar bar) {
        to.text("[")
                .number(bar.openTimeMs())
                .text(",")
                .ohlc(bar)
                .text(",")
                .decimal(bar.volumeBase())
                .text(",")
                .number(bar.openTimeMs() + timeframe.intervalMs() - 1)
                .text(",")
                .rounded(bar.volumeQuote())
                .text(",")
                .number(bar.trades())
                .text(",")
                .rounded(bar.takerBuyBase())
                .text(",")
                .rounded(bar.takerBuyQuote())
                .text(",\"0\"]");
    }
}
