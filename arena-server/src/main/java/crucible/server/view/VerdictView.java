package crucible.server.view;

import crucible.model.DeathCause;
import crucible.model.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A decision about an agent with all the numbers that led to it. */
public record VerdictView(
        String id,
        int agentId,
        Verdict.Kind kind,
        Optional<DeathCause> cause,
        Verdict.Authority authority,
        long boundaryTimeMs,
        String rule,
        double threshold,
        int look,
        Map<String, Double> inputs,
        String summary) {
    public VerdictView {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    /** What {@code verdict} says. */
    public static VerdictView of(Verdict verdict) {
        final Map<String, Double> inputs = new LinkedHashMap<>();
        for (Verdict.Input input : verdict.inputs()) {
            inputs.put(input.name(), input.value());
        }
        return new VerdictView(
                verdict.id(),
                verdict.agentId(),
                verdict.kind(),
                Optional.ofNullable(verdict.cause()),
                verdict.authority(),
                verdict.boundaryTimeMs(),
                verdict.rule(),
                verdict.threshold(),
                verdict.look(),
                inputs,
                verdict.summary());
    }
}
