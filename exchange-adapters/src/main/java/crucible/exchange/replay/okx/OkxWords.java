package crucible.exchange.replay.okx;

import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedFundings;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.FrameText;

/** Writes market data in OKX's words. One reused buffer: a frame is valid until the next one is written. */
final class OkxWords {
    private static final long FUNDING_INTERVAL_MS = 28_800_000L;
    /** Whatever is settled in the end. */
    private static final String PREDICTED_RATE = "0.0001";

    private final FrameText out = new FrameText();

    private FrameText head(String channel, OkxInstrument instrument) {
        return out.clear()
                .text("{\"arg\":{\"channel\":\"")
                .text(channel)
                .text("\",\"instId\":\"")
                .text(instrument.id())
                .text("\"},\"data\":[");
    }

    FrameText candle(String channel, OkxInstrument instrument, PlayedBar bar, boolean last) {
        head(channel, instrument);
        row(out, instrument, bar, last);
        return out.text("]}");
    }

    /** A row of candles, appended to {@code to}. Of swaps the first volume counts contracts, the second base currency. */
    static void row(FrameText to, OkxInstrument instrument, PlayedBar bar, boolean last) {
        to.text("[\"").number(bar.openTimeMs()).text("\",").ohlc(bar).text(",");
        if (instrument.isSwap()) {
            to.rounded(instrument.size(bar.volumeBase())).text(",").decimal(bar.volumeBase());
        } else {
            to.decimal(bar.volumeBase()).text(",").rounded(bar.volumeQuote());
        }
        to.text(",").rounded(bar.volumeQuote()).text(last ? ",\"1\"]" : ",\"0\"]");
    }

    FrameText trade(OkxInstrument instrument, long timeMs) {
        final PlayedSymbol symbol = instrument.symbol();
        return head("trades", instrument)
                .text("{\"instId\":\"")
                .text(instrument.id())
                .text("\",\"tradeId\":\"")
                .number(symbol.tradeId())
                .text("\",\"px\":")
                .decimal(symbol.lastPrice())
                .text(",\"sz\":")
                .rounded(instrument.size(symbol.lastQuantity()))
                .text(symbol.takerBuys() ? ",\"side\":\"buy\",\"ts\":\"" : ",\"side\":\"sell\",\"ts\":\"")
                .number(timeMs)
                .text("\",\"count\":\"1\",\"source\":\"0\",\"seqId\":")
                .number(symbol.quoteId())
                .text("}]}");
    }

    FrameText bestPrices(OkxInstrument instrument, long timeMs) {
        final PlayedSymbol symbol = instrument.symbol();
        return head("bbo-tbt", instrument)
                .text("{\"asks\":[[")
                .decimal(symbol.ask())
                .text(",")
                .rounded(instrument.size(symbol.askQuantity()))
                .text(",\"0\",\"1\"]],\"bids\":[[")
                .decimal(symbol.bid())
                .text(",")
                .rounded(instrument.size(symbol.bidQuantity()))
                .text(",\"0\",\"1\"]],\"ts\":\"")
                .number(timeMs)
                .text("\",\"seqId\":")
                .number(symbol.quoteId())
                .text("}]}");
    }

    FrameText tickers(OkxInstrument instrument, long timeMs) {
        final PlayedSymbol symbol = instrument.symbol();
        return head("tickers", instrument)
                .text(
                        instrument.isSwap()
                                ? "{\"instType\":\"SWAP\",\"instId\":\""
                                : "{\"instType\":\"SPOT\",\"instId\":\"")
                .text(instrument.id())
                .text("\",\"last\":")
                .decimal(symbol.lastPrice())
                .text(",\"lastSz\":")
                .rounded(instrument.size(symbol.lastQuantity()))
                .text(",\"askPx\":")
                .decimal(symbol.ask())
                .text(",\"askSz\":")
                .rounded(instrument.size(symbol.askQuantity()))
                .text(",\"bidPx\":")
                .decimal(symbol.bid())
                .text(",\"bidSz\":")
                .rounded(instrument.size(symbol.bidQuantity()))
                .text(",\"ts\":\"")
                .number(timeMs)
                .text("\"}]}");
    }

    FrameText markPrice(OkxInstrument instrument, long timeMs) {
        markPriceRow(head("mark-price", instrument), instrument, timeMs);
        return out.text("]}");
    }

    /** A swap's mark price, appended to {@code to}. */
    static void markPriceRow(FrameText to, OkxInstrument instrument, long timeMs) {
        to.text("{\"instId\":\"")
                .text(instrument.id())
                .text("\",\"instType\":\"SWAP\",\"markPx\":")
                .decimal(instrument.symbol().lastPrice())
                .text(",\"ts\":\"")
                .number(timeMs)
                .text("\"}");
    }

    FrameText fundingRate(OkxInstrument instrument, long timeMs) {
        fundingRateRow(head("funding-rate", instrument), instrument, timeMs);
        return out.text("]}");
    }

    /** A swap's settled rate, appended to {@code to}. */
    static void fundingRow(FrameText to, OkxInstrument instrument, PlayedFundings.Settled settled) {
        to.text("{\"formulaType\":\"withRate\",\"fundingRate\":\"" + PREDICTED_RATE + "\",\"fundingTime\":\"")
                .number(settled.timeMs())
                .text("\",\"instId\":\"")
                .text(instrument.id())
                .text("\",\"instType\":\"SWAP\",\"method\":\"current_period\",\"realizedRate\":\"")
                .text(settled.rate())
                .text("\"}");
    }

    /** A swap's predicted rate, appended to {@code to}. */
    static void fundingRateRow(FrameText to, OkxInstrument instrument, long timeMs) {
        final long nextMs = instrument.symbol().fundings().nextMs();
        final String next = nextMs == 0 ? "" : Long.toString(nextMs);
        to.text("{\"fundingRate\":\"" + PREDICTED_RATE + "\",\"fundingTime\":\"")
                .text(next)
                .text("\",\"instId\":\"")
                .text(instrument.id())
                .text(
                        "\",\"instType\":\"SWAP\",\"method\":\"current_period\",\"nextFundingRate\":\"\",\"nextFundingTime\":\"")
                .text(nextMs == 0 ? "" : Long.toString(nextMs + FUNDING_INTERVAL_MS))
                .text("\",\"ts\":\"")
                .number(timeMs)
                .text("\"}");
    }
}
