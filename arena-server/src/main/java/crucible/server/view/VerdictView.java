package crucible.server.view;

import crucible.model.DeathCause;
import crucible.model.Verdict;
import crucible.watchtower.lifecycle.VerdictWords;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A decision about an agent with all the numbers that led to it.
 *
 * @param costDigest digest of the cost settings under which the agent was found and its record was made; absent where
 *     nobody tells the agent's birth
 * @param words the card read aloud: rule, look, N and its source, power, distance to promotion, what an operator may do
 */
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
        String summary,
        Optional<String> costDigest,
        List<String> words) {
    public VerdictView {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        words = List.copyOf(words);
    }

    /** The words follow from the rest. */
    public VerdictView(
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
            String summary,
            Optional<String> costDigest) {
        this(
                id,
                agentId,
                kind,
                cause,
                authority,
                boundaryTimeMs,
                rule,
                threshold,
                look,
                inputs,
                summary,
                costDigest,
                VerdictWords.of(kind, authority, rule, threshold, look, inputs));
    }

    /** What {@code verdict} says of an agent that was found under the costs of {@code costDigest}. */
    public static VerdictView of(Verdict verdict, Optional<String> costDigest) {
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
                verdict.summary(),
                costDigest);
    }

    /** The same with the costs that the agent was found under. */
    public VerdictView under(String digest) {
        return new VerdictView(
                id,
                agentId,
                kind,
                cause,
                authority,
                boundaryTimeMs,
                rule,
                threshold,
                look,
                inputs,
                summary,
                Optional.of(digest),
                words);
    }
}
