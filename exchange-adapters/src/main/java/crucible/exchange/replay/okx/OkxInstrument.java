package crucible.exchange.replay.okx;

import crucible.exchange.replay.market.PlayedSymbol;
import java.math.BigDecimal;

/**
 * A played symbol as the venue lists it: as spot, and as a swap whose contract is one quantity step.
 *
 * @param id the venue's name: {@code BTC-USDT} or {@code BTC-USDT-SWAP}
 * @param symbol what is played
 * @param isSwap whether sizes are contracts
 */
record OkxInstrument(String id, PlayedSymbol symbol, boolean isSwap) {
    static OkxInstrument spot(PlayedSymbol symbol) {
        return new OkxInstrument(pair(symbol), symbol, false);
    }

    static OkxInstrument swap(PlayedSymbol symbol) {
        return new OkxInstrument(pair(symbol) + "-SWAP", symbol, true);
    }

    private static String pair(PlayedSymbol symbol) {
        return symbol.rules().base() + "-" + symbol.rules().quote();
    }

    /** Base currency in a contract. */
    BigDecimal contract() {
        return symbol.rules().stepSize();
    }

    /** A quantity of base currency in the instrument's unit. */
    double size(double quantityBase) {
        return isSwap ? quantityBase / contract().doubleValue() : quantityBase;
    }
}
