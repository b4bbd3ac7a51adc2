package crucible.exchange.replay.market;

import crucible.model.Timeframe;

/** Who is shown the market as it is played. Called on the player's thread, in one order that never varies. */
public interface MarketAudience {
    /** The symbol has moved: its last trade, quote and forming bars are new as of {@code timeMs}. */
    void moved(PlayedSymbol symbol, long timeMs);

    /** A bar has closed; {@code bar} is valid during the call. {@code timeMs} is when the venue says so. */
    void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs);
}
