package crucible.exchange.replay.kraken;

import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.FrameText;
import crucible.exchange.replay.wire.RollingDay;
import crucible.model.Timeframe;
import java.util.List;

/** Writes market data in Kraken's words. One reused buffer: a frame is valid until the next one is written. */
final class KrakenWords {
    private final FrameText out = new FrameText();
    private final RollingDay day = new RollingDay();

    /** A pair's name in the streams. */
    static String pair(PlayedSymbol symbol) {
        return symbol.rules().base() + "/" + symbol.rules().quote();
    }

    /** The pair's name of old, which REST still writes and nobody takes. */
    static String oldName(PlayedSymbol symbol) {
        return old(symbol.rules().base()) + "/" + old(symbol.rules().quote());
    }

    /** An asset's name in REST. */
    static String old(String asset) {
        return switch (asset) {
            case "BTC" -> "XBT";
            case "DOGE" -> "XDG";
            default -> asset;
        };
    }

    private FrameText head(String channel, String type) {
        return out.clear()
                .text("{\"channel\":\"")
                .text(channel)
                .text("\",\"type\":\"")
                .text(type)
                .text("\",");
    }

    FrameText candle(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {
        head("ohlc", "update").text("\"timestamp\":\"").time(timeMs).text("\",\"data\":[");
        row(symbol, timeframe, bar);
        return out.text("]}");
    }

    /** The newest candles, ascending. */
    FrameText snapshot(PlayedSymbol symbol, Timeframe timeframe, List<PlayedBar> bars, long timeMs) {
        head("ohlc", "snapshot").text("\"timestamp\":\"").time(timeMs).text("\",\"data\":[");
        boolean first = true;
        for (PlayedBar bar : bars) {
            if (bar.trades() > 0) {
                row(symbol, timeframe, bar, first ? "" : ",");
                first = false;
            }
        }
        return out.text("]}");
    }

    private void row(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar) {
        row(symbol, timeframe, bar, "");
    }

    private void row(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, String before) {
        out.text(before)
                .text("{\"symbol\":\"")
                .text(pair(symbol))
                .text("\",\"open\":")
                .plain(bar.open())
                .text(",\"high\":")
                .plain(bar.high())
                .text(",\"low\":")
                .plain(bar.low())
                .text(",\"close\":")
                .plain(bar.close())
                .text(",\"trades\":")
                .number(bar.trades())
                .text(",\"volume\":")
                .plain(bar.volumeBase())
                .text(",\"vwap\":")
                .unquoted(vwap(bar))
                .text(",\"interval_begin\":\"")
                .time(bar.openTimeMs())
                .text("\",\"interval\":")
                .number(timeframe.intervalMs() / 60_000)
                .text(",\"timestamp\":\"")
                .time(bar.openTimeMs() + timeframe.intervalMs())
                .text("\"}");
    }

    static double vwap(PlayedBar bar) {
        return bar.volumeBase() > 0 ? bar.volumeQuote() / bar.volumeBase() : 0;
    }

    FrameText ticker(PlayedSymbol symbol, String type, long timeMs) {
        day.measure(symbol, timeMs);
        return head("ticker", type)
                .text("\"data\":[{\"symbol\":\"")
                .text(pair(symbol))
                .text("\",\"bid\":")
                .plain(symbol.bid())
                .text(",\"bid_qty\":")
                .unquoted(symbol.bidQuantity())
                .text(",\"ask\":")
                .plain(symbol.ask())
                .text(",\"ask_qty\":")
                .unquoted(symbol.askQuantity())
                .text(",\"last\":")
                .plain(symbol.lastPrice())
                .text(",\"volume\":")
                .unquoted(day.volumeBase())
                .text(",\"vwap\":")
                .unquoted(day.volumeBase() > 0 ? day.volumeQuote() / day.volumeBase() : 0)
                .text(",\"low\":")
                .plain(day.low())
                .text(",\"high\":")
                .plain(day.high())
                .text(",\"change\":")
                .change(symbol.lastPrice() - day.open())
                .text(",\"change_pct\":")
                .change(100 * (symbol.lastPrice() / day.open() - 1))
                .text(",\"timestamp\":\"")
                .time(timeMs)
                .text("\"}]}");
    }

    FrameText trade(PlayedSymbol symbol, long timeMs) {
        return head("trade", "update")
                .text("\"data\":[{\"symbol\":\"")
                .text(pair(symbol))
                .text(symbol.takerBuys() ? "\",\"side\":\"buy\",\"price\":" : "\",\"side\":\"sell\",\"price\":")
                .plain(symbol.lastPrice())
                .text(",\"qty\":")
                .unquoted(symbol.lastQuantity())
                .text(",\"ord_type\":\"limit\",\"trade_id\":")
                .number(symbol.tradeId())
                .text(",\"timestamp\":\"")
                .time(timeMs)
                .text("\"}]}");
    }
}
