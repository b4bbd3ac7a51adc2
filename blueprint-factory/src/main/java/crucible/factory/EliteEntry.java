package crucible.factory;

import crucible.model.Blueprint;
import crucible.model.DeathCause;
import crucible.model.Require;
import crucible.model.Verdict;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One member of the elite pool. Immutable.
 *
 * @param agentId whose DNA it is
 * @param blueprint the DNA
 * @param score the Watchtower's score when the verdict took effect; absent where it had none
 * @param promoted whether the agent is promoted and alive; else it is one of the recently dead
 * @param authority who decided: an operator's promotion is in no statistical claim
 * @param deathCause why it died; absent while it is promoted
 * @param generation the agent's generation
 */
public record EliteEntry(
        int agentId,
        Blueprint blueprint,
        OptionalDouble score,
        boolean promoted,
        Verdict.Authority authority,
        Optional<DeathCause> deathCause,
        int generation) {
    /** Promoted before dead, then the higher score, the absent last, then the older agent: a total order. */
    static final Comparator<EliteEntry> BEST_FIRST = Comparator.comparing((EliteEntry entry) -> !entry.promoted)
            .thenComparing(entry -> entry.score.isEmpty())
            .thenComparing(Comparator.comparingDouble((EliteEntry entry) -> entry.score.orElse(0))
                    .reversed())
            .thenComparingInt(EliteEntry::agentId);

    public EliteEntry {
        Require.notNegative("agentId", agentId);
        Require.present("blueprint", blueprint);
        Require.that(score.isEmpty() || Double.isFinite(score.getAsDouble()), "score is finite or absent", score);
        Require.present("authority", authority);
        Require.that(promoted == deathCause.isEmpty(), "the dead, and only they, have a cause", deathCause);
        Require.notNegative("generation", generation);
    }
}
