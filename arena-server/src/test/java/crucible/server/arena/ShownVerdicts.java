package crucible.server.arena;

import crucible.model.DeathCause;
import crucible.model.Verdict;
import java.util.List;

/** Verdicts for tests. */
final class ShownVerdicts {
    private ShownVerdicts() {}

    static Verdict termination(int agentId) {
        return new Verdict(
                agentId,
                Verdict.Kind.TERMINATE,
                DeathCause.DECAY,
                Verdict.Authority.RULE,
                1,
                "decay.psr",
                0.1,
                1,
                List.of(),
                "for a test");
    }
}
