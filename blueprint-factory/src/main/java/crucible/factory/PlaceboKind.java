package crucible.factory;

import crucible.model.Birth;
import java.util.List;

/** What a member of the control group does with the blueprint that it borrows from a living agent. */
public enum PlaceboKind {
    /** Enters at random, as often, by a fair coin long or short: knows nothing. */
    RANDOM(Birth.Origin.PLACEBO, "Placebo of ", "trades as much as agent %d, but at random"),
    /** The same, and the judge credits its record with its costs and with a known skill. */
    PLANTED(
            Birth.Origin.PLANTED,
            "Planted ",
            "trades as much as agent %d, at random; the judge credits it with a known skill"),
    /** Goes the other way. */
    SIGN_FLIPPED(Birth.Origin.SIGN_FLIPPED, "Flipped ", "does what agent %d would, the other way round"),
    /** Does the same some bars later. */
    DELAYED(Birth.Origin.DELAYED, "Delayed ", "does what agent %d would, %d bars later");

    private static final int LONGEST_NAME = 64;

    private final Birth.Origin origin;
    private final String prefix;
    private final String reason;

    PlaceboKind(Birth.Origin origin, String prefix, String reason) {
        this.origin = origin;
        this.prefix = prefix;
        this.reason = reason;
    }

    /** A member of this kind; its parent is the original, where these settings name it. */
    Birth like(Birth original, long seed, FactorySettings settings, String actor) {
        final int delayBars = settings.placeboDelayBars().orElse(FactorySettings.DEFAULT_DELAY_BARS);
        final String name = prefix + original.blueprint().name();
        return new Birth(
                0,
                -1,
                original.blueprint().withName(name.substring(0, Math.min(name.length(), LONGEST_NAME))),
                seed,
                0,
                settings.namesOriginals() ? List.of(original.agentId()) : List.of(),
                origin,
                actor,
                reason.formatted(original.agentId(), delayBars),
                this == DELAYED ? delayBars : 0);
    }
}
