package crucible.model;

import java.util.List;

/**
 * A decision about an agent's life, with all the numbers that led to it: a ring event.
 *
 * @param agentId whom it concerns
 * @param kind what was decided
 * @param cause why an agent is terminated; null for a promotion
 * @param authority a rule, or an operator's override (which is in no statistical claim)
 * @param boundaryTimeMs boundary at which it was decided; it takes effect just before the next
 * @param rule name of the rule, such as {@code decay.psr}
 * @param threshold what the rule compared with
 * @param look number of the look, from 1; 0 where the rule has no looks
 * @param inputs every number that the decision used, in a fixed order; undefined ones are left out
 * @param summary one sentence for people
 */
public record Verdict(
        int agentId,
        Kind kind,
        DeathCause cause,
        Authority authority,
        long boundaryTimeMs,
        String rule,
        double threshold,
        int look,
        List<Input> inputs,
        String summary) {
    public Verdict {
        Require.notNegative("agentId", agentId);
        Require.present("kind", kind);
        Require.that((kind == Kind.TERMINATE) == (cause != null), "a termination, and only it, has a cause", cause);
        Require.present("authority", authority);
        Require.text("rule", rule);
        inputs = List.copyOf(inputs);
        Require.present("summary", summary);
    }

    /** What is decided. */
    public enum Kind {
        TERMINATE,
        PROMOTE
    }

    /** Who decided. */
    public enum Authority {
        RULE,
        OPERATOR
    }

    /** One number of a verdict. */
    public record Input(String name, double value) {
        public Input {
            Require.text("name", name);
        }
    }

    /** The same with other numbers on its card. */
    public Verdict with(List<Input> others) {
        return new Verdict(agentId, kind, cause, authority, boundaryTimeMs, rule, threshold, look, others, summary);
    }

    /** Deterministic name of the decision: agent, boundary and kind. */
    public String id() {
        return "v-" + agentId + "-" + boundaryTimeMs + "-" + kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
