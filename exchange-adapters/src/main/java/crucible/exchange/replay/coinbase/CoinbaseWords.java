package crucible.exchange.replay.coinbase;

import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.FrameText;
import java.util.List;

/** Writes market data in Coinbase's words, but for the number of a frame. One reused buffer. */
final class CoinbaseWords {
    private final FrameText out = new FrameText();
    private long heartbeats;

    static String product(PlayedSymbol symbol) {
        return symbol.rules().base() + "-" + symbol.rules().quote();
    }

    private FrameText head(String channel, long timeMs) {
        return out.clear()
                .text("{\"channel\":\"")
                .text(channel)
                .text("\",\"client_id\":\"\",\"timestamp\":\"")
                .time(timeMs)
                .text("\",\"events\":[{");
    }

    FrameText candle(PlayedSymbol symbol, PlayedBar bar, long timeMs) {
        head("candles", timeMs).text("\"type\":\"update\",\"candles\":[{");
        return values(out, bar).text(",\"product_id\":\"").text(product(symbol)).text("\"}]}]}");
    }

    /** The newest candles that had trades, newest first. */
    FrameText snapshot(PlayedSymbol symbol, List<PlayedBar> ascending, long timeMs) {
        head("candles", timeMs).text("\"type\":\"snapshot\",\"candles\":[");
        boolean first = true;
        for (int i = ascending.size() - 1; i >= 0; i--) {
            if (ascending.get(i).trades() > 0) {
                values(out.text(first ? "{" : ",{"), ascending.get(i))
                        .text(",\"product_id\":\"")
                        .text(product(symbol))
                        .text("\"}");
                first = false;
            }
        }
        return out.text("]}]}");
    }

    /** A candle's fields, for streams and REST. */
    static FrameText values(FrameText to, PlayedBar bar) {
        return to.text("\"start\":\"")
                .number(bar.openTimeMs() / 1_000)
                .text("\",\"high\":")
                .decimal(bar.high())
                .text(",\"low\":")
                .decimal(bar.low())
                .text(",\"open\":")
                .decimal(bar.open())
                .text(",\"close\":")
                .decimal(bar.close())
                .text(",\"volume\":")
                .decimal(bar.volumeBase());
    }

    FrameText ticker(PlayedSymbol symbol, long timeMs) {
        return head("ticker", timeMs)
                .text("\"type\":\"update\",\"tickers\":[{\"type\":\"ticker\",\"product_id\":\"")
                .text(product(symbol))
                .text("\",\"price\":")
                .decimal(symbol.lastPrice())
                .text(",\"best_bid\":")
                .decimal(symbol.bid())
                .text(",\"best_bid_quantity\":")
                .rounded(symbol.bidQuantity())
                .text(",\"best_ask\":")
                .decimal(symbol.ask())
                .text(",\"best_ask_quantity\":")
                .rounded(symbol.askQuantity())
                .text("}]}]}");
    }

    /** The side is the maker's. */
    FrameText trade(PlayedSymbol symbol, long timeMs) {
        return head("market_trades", timeMs)
                .text("\"type\":\"update\",\"trades\":[{\"product_id\":\"")
                .text(product(symbol))
                .text("\",\"trade_id\":\"")
                .number(symbol.tradeId())
                .text("\",\"price\":")
                .decimal(symbol.lastPrice())
                .text(",\"size\":")
                .rounded(symbol.lastQuantity())
                .text(",\"time\":\"")
                .time(timeMs)
                .text(symbol.takerBuys() ? "\",\"side\":\"SELL\"}]}]}" : "\",\"side\":\"BUY\"}]}]}");
    }

    FrameText heartbeat(long timeMs) {
        return head("heartbeats", timeMs)
                .text("\"current_time\":\"")
                .time(timeMs)
                .text("\",\"heartbeat_counter\":\"")
                .number(++heartbeats)
                .text("\"}]}");
    }
}
