package crucible.exchange.replay.binance;

import crucible.exchange.replay.market.BarHistory;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.model.Timeframe;

/** Writes market data in Binance Spot's words. One reused buffer: a frame is valid until the next one is written. */
final class MarketFrames {
    private static final long DAY_MS = 86_400_000L;

    private final FrameText out = new FrameText();
    private final PlayedBar row = new PlayedBar();

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

    FrameText bookTicker(PlayedSymbol symbol) {
        return out.clear()
                .text("{\"u\":")
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

    /** The rolling day, from its closed 5m bars and the forming one. */
    FrameText ticker(PlayedSymbol symbol, long timeMs) {
        final PlayedBar forming = symbol.forming(Timeframe.M5);
        final BarHistory history = symbol.history(Timeframe.M5);
        double open = forming.open();
        double high = forming.high();
        double low = forming.low();
        double base = forming.volumeBase();
        double quote = forming.volumeQuote();
        long trades = forming.trades();
        long openTimeMs = forming.openTimeMs();
        for (int i = history.size() - 1; i >= history.from(timeMs - DAY_MS); i--) {
            history.read(i, row);
            open = row.open();
            openTimeMs = row.openTimeMs();
            high = Math.max(high, row.high());
            low = Math.min(low, row.low());
            base += row.volumeBase();
            quote += row.volumeQuote();
            trades += row.trades();
        }
        final double last = symbol.lastPrice();
        final double change = last - open;
        head("24hrTicker", symbol, timeMs).text(",\"p\":");
        signed(change).text(",\"P\":");
        signed(100 * change / open);
        return out.text(",\"w\":")
                .rounded(base > 0 ? quote / base : last)
                .text(",\"x\":")
                .decimal(open)
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
                .decimal(open)
                .text(",\"h\":")
                .decimal(high)
                .text(",\"l\":")
                .decimal(low)
                .text(",\"v\":")
                .rounded(base)
                .text(",\"q\":")
                .rounded(quote)
                .text(",\"O\":")
                .number(openTimeMs)
                .text(",\"C\":")
                .number(timeMs)
                .text(",\"F\":")
                .number(symbol.tradeId() - trades + 1)
                .text(",\"L\":")
                .number(symbol.tradeId())
                .text(",\"n\":")
                .number(trades)
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
                .decimal(bar.open())
                .text(",")
                .decimal(bar.high())
                .text(",")
                .decimal(bar.low())
                .text(",")
                .decimal(bar.close())
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
