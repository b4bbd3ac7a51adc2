package crucible.factory.calibration;

import crucible.model.Require;
import java.util.List;

/**
 * A week of one instrument, and what placebos earned in it. The lists are not to be changed.
 *
 * @param symbol the instrument
 * @param startMs from when they might trade
 * @param trades closed trades of all of them
 * @param returns of each placebo, per bar from its first order on, after the costs in force; none is empty
 */
public record PlaceboWeek(String symbol, long startMs, long trades, List<double[]> returns) {
    public PlaceboWeek {
        returns = List.copyOf(returns);
        Require.that(!returns.isEmpty(), "a week has at least one placebo that traded", symbol + " at " + startMs);
    }
}
