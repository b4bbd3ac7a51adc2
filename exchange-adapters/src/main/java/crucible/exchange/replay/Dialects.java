package crucible.exchange.replay;

import crucible.exchange.replay.binance.Binance;
import crucible.exchange.replay.bybit.Bybit;
import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.coinbase.Coinbase;
import crucible.exchange.replay.kraken.Kraken;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.okx.Okx;
import crucible.exchange.replay.wire.WireDialect;
import java.util.List;

/** The protocols that the replay venue speaks. */
final class Dialects {
    private Dialects() {}

    /**
     * All of them; where two know a path, as Binance knows all that begin as OKX's and Coinbase's do, the earlier one
     * serves it.
     */
    static List<WireDialect> all(List<PlayedSymbol> symbols, VenueClock clock) {
        return List.of(
                new Okx(symbols, clock),
                new Kraken(symbols, clock),
                new Coinbase(symbols, clock),
                Binance.spot(symbols, clock),
                Binance.usdm(symbols, clock),
                Bybit.spot(symbols, clock),
                Bybit.linear(symbols, clock));
    }
}
