package crucible.server.view;

import crucible.model.Birth;
import crucible.watchtower.ControlCounts;
import crucible.watchtower.stat.Binomial;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What became of the control group. None of its members is ever promoted. The rates of false verdicts come from the kinds of
 * which the truth is known: who enters at random has no edge, who was planted has a known one.
 *
 * @param born placebos that enter at random, ever
 * @param ended those of them that the rules ended
 * @param wouldBePromoted those that every gate of promotion would have promoted: falsely
 * @param naivelyPromoted those whose PSR alone ever was good enough
 * @param falsePromotionRate {@code wouldBePromoted} as a part of {@code born}; absent where there are none
 * @param falsePromotionUpper95 what the true rate is below with 95 % confidence (Clopper and Pearson)
 * @param endedRate {@code ended} as a part of {@code born}
 * @param falseDeathRate part of the planted with a record long enough that the decay rule ended: falsely
 * @param falseDeathUpper95 what the true rate is below with 95 % confidence
 * @param kinds each kind by itself, in a fixed order
 */
public record ControlGroupView(
        long born,
        long ended,
        long wouldBePromoted,
        long naivelyPromoted,
        OptionalDouble falsePromotionRate,
        OptionalDouble falsePromotionUpper95,
        OptionalDouble endedRate,
        OptionalDouble falseDeathRate,
        OptionalDouble falseDeathUpper95,
        List<Kind> kinds) {
    private static final double CONFIDENCE = 0.95;

    /** Of nobody. */
    public static final ControlGroupView NONE = of(List.of());

    public ControlGroupView {
        kinds = List.copyOf(kinds);
    }

    /** Rates and bounds follow from the counts. */
    public static ControlGroupView of(List<ControlCounts> counts) {
        final List<Kind> kinds = counts.stream().map(Kind::of).toList();
        final Kind random = find(kinds, Birth.Origin.PLACEBO);
        final Kind planted = find(kinds, Birth.Origin.PLANTED);
        return new ControlGroupView(
                random.born(),
                random.ended(),
                random.wouldBePromoted(),
                random.naivelyPromoted(),
                random.promoted().rate(),
                random.promoted().upper95(),
                rate(random.ended(), random.born()),
                planted.endedByDecay().rate(),
                planted.endedByDecay().upper95(),
                kinds);
    }

    private static Kind find(List<Kind> kinds, Birth.Origin wanted) {
        return kinds.stream()
                .filter(kind -> kind.kind() == wanted)
                .findFirst()
                .orElseGet(() -> Kind.of(new ControlCounts(wanted, 0, 0, 0, OptionalLong.empty(), 0, 0)));
    }

    /** Whether anybody was ever born into it. */
    public boolean isEmpty() {
        return kinds.stream().allMatch(kind -> kind.born() == 0);
    }

    private static OptionalDouble rate(long some, long all) {
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) some / (double) all);
    }

    /**
     * One kind.
     *
     * @param born ever
     * @param judged those whose record was ever long enough to be judged
     * @param ended by the rules, of whatever cause
     * @param decayed because the record was not good enough; absent where causes are not kept
     * @param wouldBePromoted whom every gate of promotion would have promoted
     * @param naivelyPromoted whose PSR alone ever was good enough
     * @param promoted {@code wouldBePromoted} as a part of {@code born}
     * @param endedByDecay {@code decayed} as a part of {@code judged}
     */
    public record Kind(
            Birth.Origin kind,
            long born,
            long judged,
            long ended,
            OptionalLong decayed,
            long wouldBePromoted,
            long naivelyPromoted,
            Rate promoted,
            Rate endedByDecay) {
        static Kind of(ControlCounts counts) {
            return new Kind(
                    counts.kind(),
                    counts.born(),
                    counts.judged(),
                    counts.ended(),
                    counts.decayed(),
                    counts.promoted(),
                    counts.naivelyPromoted(),
                    Rate.of(counts.promoted(), counts.born()),
                    counts.decayed().isPresent() ? Rate.of(counts.decayed().getAsLong(), counts.judged()) : Rate.NONE);
        }
    }

    /**
     * A share with Clopper and Pearson's bounds, each one-sided at 95 %; all absent of nobody.
     *
     * @param lower95 what the true share is above
     * @param upper95 what it is below
     */
    public record Rate(OptionalDouble rate, OptionalDouble lower95, OptionalDouble upper95) {
        static final Rate NONE = new Rate(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

        static Rate of(long some, long all) {
            if (all == 0) {
                return NONE;
            }
            final int cases = Math.toIntExact(some);
            final int of = Math.toIntExact(all);
            return new Rate(
                    ControlGroupView.rate(some, all),
                    OptionalDouble.of(Binomial.lowerBound(cases, of, CONFIDENCE)),
                    OptionalDouble.of(Binomial.upperBound(cases, of, CONFIDENCE)));
        }
    }
}
