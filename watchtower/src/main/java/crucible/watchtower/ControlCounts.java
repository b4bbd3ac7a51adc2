package crucible.watchtower;

import crucible.model.Birth;
import java.util.OptionalLong;

/**
 * What became of the members of the control group of one kind. Immutable.
 *
 * @param kind one of those that belong to the control group
 * @param born ever
 * @param judged those of them whose record was ever long enough to be judged
 * @param ended those that the rules ended, of whatever cause
 * @param decayed those that were ended because their record was not good enough; absent for {@link Birth.Origin#PLACEBO},
 *     of which causes are not kept
 * @param promoted those that every gate of promotion would have promoted
 * @param naivelyPromoted those whose PSR alone ever was good enough at a boundary
 */
public record ControlCounts(
        Birth.Origin kind,
        long born,
        long judged,
        long ended,
        OptionalLong decayed,
        long promoted,
        long naivelyPromoted) {}
