package crucible.watchtower.calibration;

import crucible.watchtower.WatchtowerSettings;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** By which rules a simulated agent is judged; the judge is the live one. */
public enum RuleSet {
    /** As configured: rising bar (or the literal rule), PSR and DSR, the season's guard. */
    LIVE,
    /** The plain decay rule in place of the rising bar; promotion as configured. */
    LITERAL,
    /** Promotion where PSR alone is sure enough, at every look; nobody is ended. */
    NAIVE;

    /**
     * The settings to judge by.
     *
     * @param live the configured ones
     * @param trials N, 1 or more
     * @param minDays minimum of event time since birth; 0 where only trades are simulated
     */
    WatchtowerSettings of(WatchtowerSettings live, int trials, double minDays) {
        return new WatchtowerSettings(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                live.minTrades(),
                minDays,
                this != NAIVE && live.decay(),
                this == LITERAL || this == LIVE && live.literal(),
                live.decayLooks(),
                live.decayConfidence(),
                true,
                live.promoteConfidence(),
                OptionalDouble.empty(),
                this == LIVE ? live.rollingPsr() : OptionalDouble.empty(),
                this == NAIVE ? OptionalInt.empty() : live.seasonBirths(),
                live.lossBound(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.of(this == NAIVE ? 1 : trials),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }
}
