package crucible.fill;

import crucible.fill.spread.SpreadEstimator;
import crucible.fill.volatility.VolatilitySettings;
import crucible.model.Require;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What a market adds to the costs of trading when it is wild, thin or silent. Immutable.
 *
 * @param mostVolatilityFactor slippage and latency grow with the volatility over what is usual, up to this many times; in
 *     [1, 1000]; 1: they do not grow
 * @param volatilityLatencyMs latency on top for each time that the volatility is above what is usual, in [0, 60000]
 * @param impactPpm coefficient of the square-root impact in parts per million, in [0, 10000000]; 1000000 is one
 * @param participationCapPpm largest share of a bar's volume that a market order may be, once per agent, in [0,
 *     1000000]; 0: any
 * @param maxVolumeSharePpm largest share of a bar's volume that what rests in the book may fill, once per agent, in
 *     [0, 1000000]; 0: any
 * @param quoteAgeMs age beyond which the spread of the last quote is not believed to be all of it, in [0, 86400000]
 * @param spreadEstimator how a spread is estimated from bars where no quote is believed
 * @param spreadBars bars that an estimate looks back on, in [3, 10000]
 * @param volatility how the volatility is estimated
 * @param spreadFloors the least spread that is believed where no quote is, by instrument and hour
 */
public record MarketCosts(
        int mostVolatilityFactor,
        long volatilityLatencyMs,
        int impactPpm,
        int participationCapPpm,
        int maxVolumeSharePpm,
        long quoteAgeMs,
        SpreadEstimator spreadEstimator,
        int spreadBars,
        VolatilitySettings volatility,
        SpreadFloors spreadFloors) {
    private static final MathContext DIGITS = new MathContext(12);

    public MarketCosts {
        Require.between("mostVolatilityFactor", mostVolatilityFactor, 1, 1_000);
        Require.that(
                0 <= volatilityLatencyMs && volatilityLatencyMs <= 60_000,
                "volatilityLatencyMs lies in [0, 60000]",
                volatilityLatencyMs);
        Require.between("impactPpm", impactPpm, 0, 10_000_000);
        Require.between("participationCapPpm", participationCapPpm, 0, 1_000_000);
        Require.between("maxVolumeSharePpm", maxVolumeSharePpm, 0, 1_000_000);
        Require.that(0 <= quoteAgeMs && quoteAgeMs <= 86_400_000, "quoteAgeMs lies in [0, 86400000]", quoteAgeMs);
        Require.present("spreadEstimator", spreadEstimator);
        Require.between("spreadBars", spreadBars, 3, 10_000);
        Require.present("volatility", volatility);
        Require.present("spreadFloors", spreadFloors);
    }

    /** Without floors of the spread. */
    public MarketCosts(
            int mostVolatilityFactor,
            long volatilityLatencyMs,
            int impactPpm,
            int participationCapPpm,
            int maxVolumeSharePpm,
            long quoteAgeMs,
            SpreadEstimator spreadEstimator,
            int spreadBars,
            VolatilitySettings volatility) {
        this(
                mostVolatilityFactor,
                volatilityLatencyMs,
                impactPpm,
                participationCapPpm,
                maxVolumeSharePpm,
                quoteAgeMs,
                spreadEstimator,
                spreadBars,
                volatility,
                SpreadFloors.NONE);
    }

    /** The same with other floors of the spread. */
    public MarketCosts withSpreadFloors(SpreadFloors floors) {
        return new MarketCosts(
                mostVolatilityFactor,
                volatilityLatencyMs,
                impactPpm,
                participationCapPpm,
                maxVolumeSharePpm,
                quoteAgeMs,
                spreadEstimator,
                spreadBars,
                volatility,
                floors);
    }

    /**
     * Slippage up to ten times the usual and latency up to 925 ms; an impact of σ √(Q / V), at most a tenth of a bar's
     * volume; quotes are believed for a minute, beyond it Corwin and Schultz over 288 bars.
     */
    public static MarketCosts defaults() {
        return new MarketCosts(
                10,
                75,
                1_000_000,
                100_000,
                100_000,
                60_000,
                SpreadEstimator.CORWIN_SCHULTZ,
                288,
                VolatilitySettings.defaults());
    }

    /** Costs that do not depend on the market. */
    public static MarketCosts constant() {
        return new MarketCosts(
                1, 0, 0, 0, 100_000, 86_400_000, SpreadEstimator.CORWIN_SCHULTZ, 288, VolatilitySettings.defaults());
    }

    /** Impact times {@code costFactor}, latency times {@code latencyFactor}; what is estimated stays. */
    MarketCosts times(int costFactor, int latencyFactor) {
        return new MarketCosts(
                mostVolatilityFactor,
                Math.min(60_000, volatilityLatencyMs * latencyFactor),
                (int) Math.min(10_000_000, (long) impactPpm * costFactor),
                participationCapPpm,
                maxVolumeSharePpm,
                quoteAgeMs,
                spreadEstimator,
                spreadBars,
                volatility,
                spreadFloors);
    }

    /** The same without impact. */
    MarketCosts withoutImpact() {
        return new MarketCosts(
                mostVolatilityFactor,
                volatilityLatencyMs,
                0,
                participationCapPpm,
                maxVolumeSharePpm,
                quoteAgeMs,
                spreadEstimator,
                spreadBars,
                volatility,
                spreadFloors);
    }

    /** One {@code market.name=value} a line, in the order of the record; decimals in plain digits, at most 12. */
    String canonicalText() {
        return "market.mostVolatilityFactor=" + mostVolatilityFactor
                + "\nmarket.volatilityLatencyMs=" + volatilityLatencyMs
                + "\nmarket.impactPpm=" + impactPpm
                + "\nmarket.participationCapPpm=" + participationCapPpm
                + "\nmarket.maxVolumeSharePpm=" + maxVolumeSharePpm
                + "\nmarket.quoteAgeMs=" + quoteAgeMs
                + "\nmarket.spreadEstimator=" + spreadEstimator
                + "\nmarket.spreadBars=" + spreadBars
                + "\nmarket.volatility.law=" + volatility.law()
                + "\nmarket.volatility.windowReturns=" + volatility.windowReturns()
                + "\nmarket.volatility.fewestReturns=" + volatility.fewestReturns()
                + "\nmarket.volatility.refitBars=" + volatility.refitBars()
                + "\nmarket.volatility.ewmaDecay=" + plain(volatility.ewmaDecay())
                + "\nmarket.volatility.ewmaReturns=" + volatility.ewmaReturns()
                + "\nmarket.volatility.floorSigma=" + plain(volatility.floorSigma())
                + "\n"
                + spreadFloors.canonicalText();
    }

    private static String plain(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
