package crucible.server.cli;

import crucible.server.arena.ContinuedRecord;
import crucible.server.explain.LiveTrials;
import crucible.server.journal.JournalException;
import crucible.server.trials.BacktestTrial;
import crucible.server.trials.RegisteredTrials;
import crucible.server.trials.TrialRegistry;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.evidence.ReturnSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code crucible trials list}: the trials of both scopes, and what each deflates by. */
@Command(
        name = "list",
        description = {
            "Lists trials: live records, from the permanent record of a data directory, and backtests, from its registry.",
            "A live record is deflated by live records, a backtest by backtests. Exit code 1 where the registry is damaged."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible trials list --data-dir ./data --limit 50"})
public final class TrialsListCommand implements Callable<Integer> {
    /** N is never counted below this, as in a backtest under the arena's defaults. */
    private static final int MIN_TRIALS =
            WatchtowerSettings.defaults().minTrials().orElse(1);

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"--data-dir", "--journal"},
            paramLabel = "DIR",
            description = "the data directory, or the journal in it")
    private Path given;

    @Option(names = "--registry", paramLabel = "DIR", description = "a registry of backtests alone")
    private Path registryFolder;

    @Option(names = "--limit", description = "newest trials of each scope that are listed (default: ${DEFAULT-VALUE})")
    private int limit = 20;

    @Option(names = "--json", description = "print them as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if ((given == null) == (registryFolder == null)) {
            throw new ParameterException(spec.commandLine(), "give either --data-dir or --registry");
        }
        final PrintWriter out = spec.commandLine().getOut();
        final ObjectNode root = JsonMapper.shared().createObjectNode();
        if (given != null) {
            final LiveTrials live = new LiveTrials();
            try {
                final ContinuedRecord told =
                        ContinuedRecord.tell(ContinuedRecord.Places.of(given), Long.MAX_VALUE, live);
                told.missing().forEach(what -> spec.commandLine().getErr().println("Missing: " + what));
            } catch (JournalException e) {
                spec.commandLine().getErr().println("crucible trials list: " + e.getMessage());
                return 1;
            }
            addLive(root.putObject("live"), live);
        }
        final TrialRegistry registry = new TrialRegistry(registryFolder != null ? registryFolder : registryOf(given));
        final RegisteredTrials backtests = registry.read();
        addBacktests(root.putObject("backtests"), registry, backtests);
        if (json) {
            out.println(root);
        } else {
            print(out, root);
        }
        out.flush();
        backtests
                .damage()
                .ifPresent(what -> spec.commandLine()
                        .getErr()
                        .println("crucible trials list: " + registry.file() + " is damaged, " + what));
        return backtests.damage().isPresent() ? 1 : 0;
    }

    private static Path registryOf(Path given) {
        final boolean isData =
                Files.isDirectory(given.resolve("journal")) || Files.isDirectory(given.resolve(TrialRegistry.FOLDER));
        return isData ? given.resolve(TrialRegistry.FOLDER) : given.resolveSibling(TrialRegistry.FOLDER);
    }

    private void addLive(ObjectNode node, LiveTrials live) {
        node.put("agents", live.trials().size());
        live.counted()
                .ifPresent(count -> node.put("trials", count.trials())
                        .put("varianceOfT", count.varianceOfT())
                        .put(
                                "countedAt",
                                Instant.ofEpochMilli(count.countedTimeMs()).toString()));
        final ArrayNode list = node.putArray("newest");
        final Deflation field = live.counted().map(Deflation::of).orElse(null);
        final List<LiveTrials.Trial> all = live.trials();
        for (LiveTrials.Trial trial : all.subList(Math.max(0, all.size() - limit), all.size())) {
            final ObjectNode entry = list.addObject();
            entry.put("agentId", trial.agentId()).put("name", trial.name()).put("isWhole", trial.isWhole());
            addReturns(entry, trial.returns(), trial.isWhole() ? field : null);
        }
    }

    private void addBacktests(ObjectNode node, TrialRegistry registry, RegisteredTrials trials) {
        node.put("registry", registry.file().toString())
                .put("registered", trials.trials().size())
                .put("competing", trials.competing())
                .put("tornBytes", trials.tornBytes());
        final Deflation field = trials.field(MIN_TRIALS);
        node.put("trials", field.trials()).put("varianceOfT", field.varianceOfT());
        final ArrayNode list = node.putArray("newest");
        final List<BacktestTrial> all = trials.trials();
        for (BacktestTrial trial : all.subList(Math.max(0, all.size() - limit), all.size())) {
            final ObjectNode entry = list.addObject();
            entry.put("key", trial.key())
                    .put("name", trial.strategy().name())
                    .put("identity", trial.strategy().identity())
                    .put("purpose", trial.purpose().name())
                    .put("instruments", String.join(",", trial.sample().instruments()))
                    .put("timeframe", trial.sample().timeframe())
                    .put(
                            "from",
                            Instant.ofEpochMilli(trial.sample().fromTimeMs()).toString())
                    .put("to", Instant.ofEpochMilli(trial.sample().toTimeMs()).toString())
                    .put("costDigest", trial.conditions().costDigest())
                    .put("zeroCost", trial.conditions().zeroCost())
                    .put("codeVersion", trial.conditions().codeVersion())
                    .put("trades", trial.trades());
            addReturns(entry, trial.returns(), trials.damage().isPresent() ? null : field);
        }
    }

    private static void addReturns(ObjectNode node, ReturnSummary returns, Deflation field) {
        node.put("observations", returns.observations());
        put(node, "sharpe", returns.sharpe());
        put(node, "t", returns.t());
        put(node, "psr", returns.psr(0));
        if (field != null) {
            put(node, "dsr", returns.dsr(field));
        }
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    private static void print(PrintWriter out, ObjectNode root) {
        if (root.has("live")) {
            final ObjectNode live = (ObjectNode) root.get("live");
            out.printf(
                    Locale.ROOT,
                    "Live records: %d agents (the control group is none)%s%n",
                    live.get("agents").asInt(),
                    live.has("trials")
                            ? String.format(
                                    Locale.ROOT,
                                    "; N = %.0f, V = %.2f as of %s",
                                    live.get("trials").asDouble(),
                                    live.get("varianceOfT").asDouble(),
                                    live.get("countedAt").asString())
                            : "");
            table(out, (ArrayNode) live.get("newest"));
        }
        final ObjectNode backtests = (ObjectNode) root.get("backtests");
        out.printf(
                Locale.ROOT,
                "Backtests: %d registered in %s, %d compete; N = %.0f, V = %.2f%n",
                backtests.get("registered").asInt(),
                backtests.get("registry").asString(),
                backtests.get("competing").asLong(),
                backtests.get("trials").asDouble(),
                backtests.get("varianceOfT").asDouble());
        if (backtests.get("tornBytes").asLong() > 0) {
            out.printf(
                    "An unfinished trial of a crash (%d bytes) lies behind them; the next writer sets it aside.%n",
                    backtests.get("tornBytes").asLong());
        }
        table(out, (ArrayNode) backtests.get("newest"));
    }

    private static void table(PrintWriter out, ArrayNode rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.printf("  %-34s %-12s %9s %9s %7s %7s %7s%n", "name", "what", "bars", "Sharpe", "t", "PSR", "DSR");
        rows.forEach(row -> out.printf(
                "  %-34s %-12s %9d %9s %7s %7s %7s%n",
                row.get("name").asString(),
                row.has("agentId")
                        ? "#" + row.get("agentId").asInt()
                        : row.get("purpose").asString().toLowerCase(Locale.ROOT),
                row.get("observations").asLong(),
                shown(row, "sharpe", "%.4f"),
                shown(row, "t", "%.2f"),
                shown(row, "psr", "%.3f"),
                shown(row, "dsr", "%.3f")));
    }

    private static String shown(tools.jackson.databind.JsonNode row, String name, String format) {
        return row.path(name).isNumber()
                ? String.format(Locale.ROOT, format, row.get(name).asDouble())
                : "-";
    }
}
