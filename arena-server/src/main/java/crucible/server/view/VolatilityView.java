package crucible.server.view;

import crucible.fill.volatility.FallBackReason;
import crucible.fill.volatility.InstrumentVolatility;
import crucible.fill.volatility.VolatilityLadder;
import crucible.model.Timeframe;
import crucible.model.VolatilityRung;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The volatility of an instrument as of the newest boundary.
 *
 * @param timeframe of the bars whose returns are looked at
 * @param sigma standard deviation of the next return, a fraction of the price
 * @param usualSigma what is usual for it
 * @param rung where both come from
 * @param returns returns so far
 * @param fits fits of an EGARCH that were adopted
 * @param lateFits fits that had not come by the boundary from which they were to hold
 * @param stepsByRung after how many returns each rung was stood on
 * @param fallBacksByReason how often there was no fit, or it was not used, by reason; reasons that did not occur are
 *     left out
 */
public record VolatilityView(
        Timeframe timeframe,
        double sigma,
        double usualSigma,
        VolatilityRung rung,
        long returns,
        long fits,
        long lateFits,
        Map<String, Long> stepsByRung,
        Map<String, Long> fallBacksByReason) {
    /** What {@code known} shows now. */
    public static VolatilityView of(InstrumentVolatility known, long lateFits) {
        final VolatilityLadder ladder = known.ladder();
        final Map<String, Long> steps = new LinkedHashMap<>();
        for (VolatilityRung rung : VolatilityRung.values()) {
            steps.put(rung.name(), ladder.steps(rung));
        }
        final Map<String, Long> fallBacks = new LinkedHashMap<>();
        for (FallBackReason reason : FallBackReason.values()) {
            if (ladder.fallBacks(reason) > 0) {
                fallBacks.put(reason.name(), ladder.fallBacks(reason));
            }
        }
        return new VolatilityView(
                known.timeframe(),
                ladder.sigma(),
                ladder.longRunSigma(),
                ladder.rung(),
                ladder.returns(),
                ladder.fits(),
                lateFits,
                steps,
                fallBacks);
    }
}
