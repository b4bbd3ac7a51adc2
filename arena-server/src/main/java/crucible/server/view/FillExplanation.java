package crucible.server.view;

import crucible.fill.FillCheck;
import crucible.fill.FillFacts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A fill, computed again from what it keeps.
 *
 * @param fill what it keeps
 * @param quoteAgeMs age of the quote at the fill
 * @param participation the order's part of the newest bar's volume; absent where nothing traded
 * @param agrees whether price and money come out the same, to the last unit
 * @param differences the numbers that do not, each with what is kept and what was computed
 * @param crowded whether it came when all agents' fills in its bar were more than the bar's volume; absent where only
 *     this fill was looked at
 */
public record FillExplanation(
        FillFacts fill,
        long quoteAgeMs,
        OptionalDouble participation,
        boolean agrees,
        List<String> differences,
        Optional<Boolean> crowded) {
    public FillExplanation {
        differences = List.copyOf(differences);
    }

    /** Computes {@code fill} again; {@code crowded} is as it was told, absent where nobody counted. */
    public static FillExplanation of(FillFacts fill, Optional<Boolean> crowded) {
        final List<String> differences = FillCheck.differences(fill);
        final double participation = fill.participation();
        return new FillExplanation(
                fill,
                fill.quoteAgeMs(),
                Double.isNaN(participation) ? OptionalDouble.empty() : OptionalDouble.of(participation),
                differences.isEmpty(),
                differences,
                crowded);
    }
}
