package crucible.exchange.replay.market;

import crucible.model.InstrumentKind;
import java.util.List;

/** A market that can be played any number of times, the same each time. Immutable and safe to share. */
public interface MarketSource {
    /** The symbols in their fixed order; their positions in this list are the symbol numbers everywhere else. */
    List<SymbolRules> symbols();

    /** Open time of a symbol's first bar. */
    long firstOpenTimeMs(int symbol);

    /** Open time of a symbol's last bar; {@link Long#MAX_VALUE} for a market without end. */
    long lastOpenTimeMs(int symbol);

    /** When a symbol is funded where it is played as a perpetual, and at which rate. */
    default FundingSchedule fundings(int symbol) {
        return FundingSchedule.generated(symbol);
    }

    /** Whose candles a symbol's are, by whose fees it is traded in a backtest. */
    default String venue(int symbol) {
        return "binance-spot";
    }

    /** What a symbol is where nothing else says it; the replay venue plays it as its protocol does. */
    default InstrumentKind kind(int symbol) {
        return InstrumentKind.SPOT;
    }

    /** One sentence about what is played, for logs. */
    String description();

    /** Starts a reading from the first bar. The caller closes it. */
    MarketTape open();
}
