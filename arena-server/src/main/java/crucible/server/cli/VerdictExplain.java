package crucible.server.cli;

import crucible.model.Verdict;
import crucible.server.arena.ContinuedRecord;
import crucible.server.explain.Explainer;
import crucible.server.explain.Explanation;
import crucible.server.explain.JournaledAgent;
import crucible.server.journal.JournalException;
import crucible.server.record.RecordedEvent;
import crucible.server.view.VerdictView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible verdict explain}: a verdict's numbers, computed again from what was kept. */
@Command(
        name = "explain",
        description = {
            "Computes a verdict's numbers again, from the returns that the permanent record keeps, and compares them with the"
                    + " card to the last bit; trades and equity too, as far as the journal reaches. Exit code 1 where a"
                    + " number differs, with its name."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible verdict explain --agent 12 --journal ./data",
            "  crucible verdict explain 51234 --journal ./data --json"
        })
final class VerdictExplain implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
            names = {"--journal", "--data-dir"},
            required = true,
            paramLabel = "DIR",
            description = "the journal, or the data directory that holds it")
    private Path given;

    @Option(names = "--no-replay", description = "leave the journal alone; trades and equity are not computed then")
    private boolean recordOnly;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** Which verdict. */
    static final class Which {
        @Parameters(
                index = "0",
                paramLabel = "ID",
                description = "the verdict: the sequence of its event, or its id as REST tells it (v-12-…)")
        private String id;

        @Option(names = "--agent", paramLabel = "AGENT", description = "the newest verdict on this agent")
        private Integer agentId;
    }

    @Override
    public Integer call() throws IOException {
        final ContinuedRecord.Places places = ContinuedRecord.Places.of(given);
        final Explainer explainer = new Explainer(wanted());
        Explanation explanation;
        try {
            final ContinuedRecord told = ContinuedRecord.tell(places, lastToRead(), explainer);
            if (explainer.explanation().isEmpty()) {
                return fail(none(told.toldUpTo()));
            }
            explanation = withNotes(explainer.explanation().get(), told.missing());
        } catch (JournalException | IllegalStateException e) {
            return fail(e.getMessage());
        }
        String decidedOtherwise = "";
        if (!recordOnly) {
            try {
                explanation = JournaledAgent.confirm(explanation, places, explainer.birthSequence());
            } catch (JournalException | IllegalStateException e) {
                decidedOtherwise = e.getMessage();
            }
        }
        final String failure = failure(explanation, decidedOtherwise, explainer);
        print(explanation, explainer.costDigest(), failure);
        return failure.isEmpty() ? 0 : 1;
    }

    private String none(long toldUpTo) {
        if (which.agentId != null) {
            return "there is no verdict on agent " + which.agentId + " among the events up to " + toldUpTo;
        }
        final String hint =
                which.id.startsWith("v-") ? "" : "; for the newest verdict on an agent say --agent " + which.id;
        return "there is no such verdict: " + which.id + hint;
    }

    private int fail(String what) {
        spec.commandLine().getErr().println("crucible verdict explain: " + what);
        return 1;
    }

    private Predicate<RecordedEvent> wanted() {
        if (which.agentId != null) {
            return event -> event.payload(Verdict.class).agentId() == which.agentId;
        }
        if (which.id.startsWith("v-")) {
            return event -> event.payload(Verdict.class).id().equals(which.id);
        }
        final long sequence = sequence();
        return event -> event.sequence() == sequence;
    }

    private long lastToRead() {
        return which.agentId != null || which.id.startsWith("v-") ? Long.MAX_VALUE : sequence();
    }

    private long sequence() {
        try {
            return Long.parseLong(which.id);
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "ID is the sequence of a verdict's event or an id that begins with v-, but was " + which.id,
                    e);
        }
    }

    private static Explanation withNotes(Explanation explanation, List<String> missing) {
        final List<String> notes = new ArrayList<>(explanation.notes());
        notes.addAll(missing);
        return new Explanation(
                explanation.sequence(),
                explanation.arenaTimeMs(),
                explanation.isApplied(),
                explanation.verdict(),
                explanation.numbers(),
                notes);
    }

    /** What is wrong; empty where everything that could be computed agrees, and something could. */
    private static String failure(Explanation explanation, String decidedOtherwise, Explainer explainer) {
        if (!decidedOtherwise.isEmpty()) {
            return decidedOtherwise;
        }
        if (explainer.costDigest().isPresent()
                && explainer.costsInForce().isPresent()
                && !explainer.costDigest().equals(explainer.costsInForce())) {
            return "the agent was found under the costs "
                    + explainer.costDigest().get() + ", the tournament's are "
                    + explainer.costsInForce().get();
        }
        if (!explanation.disagreeing().isEmpty()) {
            return "the card and what was computed differ in " + String.join(", ", explanation.disagreeing());
        }
        final boolean isByRule = explanation.verdict().authority() == Verdict.Authority.RULE;
        return isByRule && explanation.computed() == 0 ? "nothing of this verdict can be computed any more" : "";
    }

    private void print(Explanation explanation, Optional<String> costDigest, String failure) {
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(asJson(explanation, costDigest, failure)));
        } else {
            printText(out, explanation, costDigest, failure);
        }
        out.flush();
    }

    private static Map<String, Object> asJson(Explanation explanation, Optional<String> costDigest, String failure) {
        final Verdict verdict = explanation.verdict();
        final Map<String, Object> result = new LinkedHashMap<>();
        result.put("sequence", explanation.sequence());
        result.put("id", verdict.id());
        result.put("agentId", verdict.agentId());
        result.put("boundaryTimeMs", verdict.boundaryTimeMs());
        result.put("boundaryTime", AgentStory.at(verdict.boundaryTimeMs()));
        result.put("kind", verdict.kind().name());
        result.put("cause", verdict.cause() == null ? null : verdict.cause().name());
        result.put("authority", verdict.authority().name());
        result.put("rule", verdict.rule());
        result.put("summary", verdict.summary());
        result.put("words", VerdictView.of(verdict, costDigest).words());
        result.put("costDigest", costDigest.orElse(null));
        result.put("applied", explanation.isApplied());
        final List<Map<String, Object>> numbers = new ArrayList<>();
        for (Explanation.Figure figure : explanation.numbers()) {
            final Map<String, Object> number = new LinkedHashMap<>();
            number.put("name", figure.name());
            number.put("card", defined(figure.onCard()));
            number.put("computed", defined(figure.computed()));
            number.put("source", source(figure));
            number.put("agrees", figure.agrees());
            numbers.add(number);
        }
        result.put("numbers", numbers);
        result.put("notes", explanation.notes());
        result.put("agrees", failure.isEmpty());
        result.put("wrong", failure.isEmpty() ? null : failure);
        return result;
    }

    private static Double defined(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static String source(Explanation.Figure figure) {
        return figure.source().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void printText(
            PrintWriter out, Explanation explanation, Optional<String> costDigest, String failure) {
        final Verdict verdict = explanation.verdict();
        out.printf(
                "Verdict %s, event %d: agent %d is %s%s by %s %s, decided at %s.%n  %s%n",
                verdict.id(),
                explanation.sequence(),
                verdict.agentId(),
                verdict.kind() == Verdict.Kind.PROMOTE ? "promoted" : "terminated, " + verdict.cause() + ",",
                explanation.isApplied() ? "" : " (overruled)",
                verdict.authority() == Verdict.Authority.RULE ? "rule" : "an operator,",
                verdict.rule(),
                AgentStory.at(verdict.boundaryTimeMs()),
                verdict.summary());
        VerdictView.of(verdict, costDigest).words().forEach(words -> out.println("  " + words));
        costDigest.ifPresent(digest -> out.println("  Found and judged under the costs " + digest + "."));
        if (!explanation.numbers().isEmpty()) {
            out.printf("%n  %-18s %24s %24s  %s%n", "number", "on the card", "computed", "from");
        }
        for (Explanation.Figure figure : explanation.numbers()) {
            out.printf(
                    "%s %-18s %24s %24s  %s%n",
                    figure.agrees() ? " " : "!",
                    figure.name(),
                    text(figure.onCard()),
                    figure.source() == Explanation.Source.NOT_COMPUTED ? "" : text(figure.computed()),
                    source(figure));
        }
        out.println();
        explanation.notes().forEach(note -> out.println("Note: " + note + "."));
        out.println(
                failure.isEmpty()
                        ? explanation.computed() + " of "
                                + explanation.numbers().size()
                                + " numbers were computed again and agree to the last bit."
                        : "WRONG: " + failure);
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "undefined" : Double.toString(value);
    }
}
