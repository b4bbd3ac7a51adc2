package crucible.server.cli;

import crucible.server.arena.EngineSettings;
import crucible.server.lake.LakeFill;
import crucible.server.parity.Difference;
import crucible.server.parity.Parity;
import crucible.server.parity.ParityPlan;
import crucible.server.parity.ParityReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible parity}: did the arena do what a backtest does. */
@Command(
        name = "parity",
        description = {
            "Runs agents again over the lake, as a backtest does, and compares all they do with what they did live.",
            "Each runs alone. Features, decisions, orders, fills and books are compared; days that the lake lacks are"
                    + " written first.",
            "Works beside a running server. Exit code 1 where anything differs."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible parity --data-dir ./data",
            "  crucible parity --data-dir ./data --agent 12 --from 2026-01-30 --to 2026-01-31"
        })
public final class ParityCommand implements Callable<Integer> {
    private static final int TOLD_TO_PEOPLE = 20;

    @Option(names = "--data-dir", required = true, paramLabel = "DIR", description = "the data directory")
    private Path dataDirectory;

    @Option(
            names = "--agent",
            paramLabel = "ID|all",
            defaultValue = "all",
            converter = Agent.class,
            description = "one agent, or all that live in the span (default: ${DEFAULT-VALUE})")
    private OptionalInt agent;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimePoints.class,
            description = "2026-01-31 or an ISO instant, UTC; the comparison begins at the last state kept before"
                    + " (default: the beginning)")
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimePoints.class,
            description = "end before this time (default: the end of the last complete day)")
    private Instant to;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** An agent's id, or all. */
    static final class Agent implements ITypeConverter<OptionalInt> {
        @Override
        public OptionalInt convert(String text) {
            if (text.equals("all")) {
                return OptionalInt.empty();
            }
            try {
                return OptionalInt.of(Integer.parseUnsignedInt(text));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("an agent's id or all is allowed, but was " + text);
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter talk = json ? spec.commandLine().getErr() : out;
        final long startNanos = System.nanoTime();
        LakeFill.run(
                dataDirectory.resolve("journal"),
                LakeFill.rawLake(dataDirectory),
                day -> LakeFillCommand.tell(talk, day));
        final ParityReport report = Parity.run(
                new ParityPlan(dataDirectory, agent, time(from), time(to), EngineSettings.BOUNDARY_GRACE_MS));
        if (json) {
            final Map<String, Object> result = fields(report);
            result.put("seconds", (System.nanoTime() - startNanos) / 1e9);
            out.println(JsonMapper.shared().writeValueAsString(result));
        } else {
            print(out, report);
        }
        out.flush();
        return report.total() == 0 ? 0 : 1;
    }

    private static OptionalLong time(Instant instant) {
        return instant == null ? OptionalLong.empty() : OptionalLong.of(instant.toEpochMilli());
    }

    private static Map<String, Object> fields(ParityReport report) {
        final Map<String, Object> result = new LinkedHashMap<>();
        result.put("ok", report.total() == 0);
        result.put("agents", report.agents());
        result.put("fromMs", report.span().fromMs());
        result.put("fromAt", AgentStory.at(report.span().fromMs()));
        result.put("toMs", report.span().toMs());
        result.put("toAt", AgentStory.at(report.span().toMs()));
        result.put("firstSequence", report.span().firstSequence());
        result.put("lastSequence", report.span().lastSequence());
        result.put("startedFrom", report.span().startedFrom());
        result.put("features", report.span().features());
        result.put("compared", report.compared());
        result.put("differences", report.differences());
        result.put("first", report.told().stream().map(ParityCommand::fields).toList());
        return result;
    }

    private static Map<String, Object> fields(Difference difference) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cause", difference.cause().label());
        fields.put("shows", difference.shows().label());
        fields.put(
                "agentId",
                difference.agentId().isPresent() ? difference.agentId().getAsInt() : null);
        fields.put("sequence", difference.sequence());
        fields.put("timeMs", difference.timeMs());
        fields.put("at", AgentStory.at(difference.timeMs()));
        fields.put("live", difference.live());
        fields.put("backtest", difference.backtest());
        return fields;
    }

    private static void print(PrintWriter out, ParityReport report) {
        final ParityReport.Compared compared = report.compared();
        out.println("Compared " + report.agents().size() + " agents from "
                + AgentStory.at(report.span().fromMs())
                + " to " + AgentStory.at(report.span().toMs()) + ", events "
                + report.span().firstSequence() + " to "
                + report.span().lastSequence() + ", beginning at "
                + report.span().startedFrom() + ":");
        out.println(compared.inputs() + " inputs, " + compared.features() + " feature values"
                + (report.span().features().equals("lake") ? "" : " (those before the span as the snapshot has them)")
                + ", " + compared.decisions() + " decisions, " + compared.orders() + " fills and ended orders, "
                + compared.standings() + " standings of agents at boundaries.");
        if (report.total() == 0) {
            out.println("Nothing differs.");
            return;
        }
        out.println("DIFFERENCES: " + report.total());
        report.differences().forEach((cause, count) -> out.println("  " + cause + " " + count));
        final List<Difference> told =
                report.told().subList(0, Math.min(TOLD_TO_PEOPLE, report.told().size()));
        for (Difference difference : told) {
            out.println("event " + difference.sequence() + ", " + AgentStory.at(difference.timeMs())
                    + (difference.agentId().isPresent()
                            ? ", agent " + difference.agentId().getAsInt()
                            : "") + ": "
                    + difference.shows().label()
                    + (difference.cause() == difference.shows()
                            ? ""
                            : ", because of " + difference.cause().label()));
            out.println("    live      " + difference.live());
            out.println("    backtest  " + difference.backtest());
        }
    }
}
