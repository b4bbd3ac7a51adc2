package crucible.server.cli;

import crucible.model.AgentScore;
import crucible.model.AgentState;
import crucible.model.UsdE8;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.ring.Roster;
import crucible.server.arena.ContinuedRecord;
import crucible.server.arena.DigestLog;
import crucible.server.arena.Recovery;
import crucible.server.arena.Replay;
import crucible.server.journal.JournalException;
import crucible.watchtower.ControlCounts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible replay}: rebuilds a tournament from its journal. */
@Command(
        name = "replay",
        description = {
            "Rebuilds a tournament from its journal, compares its decisions with the journaled ones, and prints the state"
                    + " digest and the leaderboard. Begins at genesis, or where the journal's beginning was pruned at the"
                    + " oldest snapshot that it goes on from, and says which."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible replay --journal ./data --until 120000",
            "  crucible replay --journal ./data --until 2026-03-01T12:00:00Z"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"--journal", "--data-dir"},
            required = true,
            paramLabel = "DIR",
            description = "the journal, or the data directory that holds it")
    private Path given;

    @Option(
            names = "--until",
            paramLabel = Until.LABEL,
            converter = Until.Converter.class,
            description = "last event to replay, or latest time: ISO-8601 or epoch milliseconds (default: the newest)")
    private Until until = Until.THE_END;

    @Option(names = "--lanes", description = "lanes; the result does not depend on it (default: ${DEFAULT-VALUE})")
    private int lanes = 1;

    @Option(names = "--top", description = "rows of the leaderboard (default: ${DEFAULT-VALUE})")
    private int top = 20;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        final ContinuedRecord.Places places = ContinuedRecord.Places.of(given);
        final DigestLog digests = new DigestLog();
        final long startNanos = System.nanoTime();
        try (Replay replay = Recovery.earliest(places.snapshotStore(), places.journal(), lanes, digests)) {
            if (!until.includes(replay.lastSequence(), replay.lastArenaTimeMs())) {
                throw new JournalException("the journal begins behind " + until + ": what came before was pruned, and "
                        + replay.beginning() + " is the earliest that is left");
            }
            replay.withoutDigests().runWhile(until::includes, event -> {});
            print(
                    out,
                    result(replay, digests, (System.nanoTime() - startNanos) / 1e9),
                    replay.tournament().watchtower().controlGroup());
            return 0;
        } catch (JournalException | IllegalStateException e) {
            spec.commandLine().getErr().println("crucible replay: " + e.getMessage());
            return 1;
        }
    }

    private Map<String, Object> result(Replay replay, DigestLog digests, double seconds) {
        final Map<String, Object> result = new LinkedHashMap<>();
        result.put("events", replay.events());
        result.put("lastSequence", replay.lastSequence());
        result.put("lastTime", AgentStory.at(replay.lastArenaTimeMs()));
        result.put("stateDigest", replay.stateDigest());
        result.put("startedAt", replay.startSequence() == 0 ? "genesis" : "snapshot");
        result.put("startedAfter", replay.startSequence() - 1);
        result.put("beginning", replay.beginning());
        result.put("seconds", seconds);
        result.put("leaderboard", leaderboard(digests.roster()));
        result.put(
                "controlGroup",
                ControlWords.json(replay.tournament().watchtower().controlGroup()));
        return result;
    }

    private record Row(
            int id,
            String name,
            String state,
            String equityUsd,
            long trades,
            Double psr,
            Double dsr,
            String hindrance) {}

    private List<Row> leaderboard(Roster roster) {
        final List<Row> rows = new ArrayList<>();
        if (roster == null) {
            return rows;
        }
        final List<AgentRow> agents = new ArrayList<>();
        for (int id = 0; id < roster.agents(); id++) {
            if (roster.row(id).isPresent()) {
                agents.add(roster.row(id));
            }
        }
        agents.sort(Comparator.comparingLong(AgentRow::equityUsdE8).reversed().thenComparingInt(AgentRow::agentId));
        for (AgentRow agent : agents.subList(0, Math.min(top, agents.size()))) {
            final AgentScore score = roster.score(agent.agentId());
            rows.add(new Row(
                    agent.agentId(),
                    roster.birth(agent.agentId()).blueprint().name(),
                    agent.state().name(),
                    UsdE8.format(agent.equityUsdE8()),
                    agent.closedTrades(),
                    score.psr().isPresent() ? score.psr().getAsDouble() : null,
                    score.dsr().isPresent() ? score.dsr().getAsDouble() : null,
                    hindrance(agent)));
        }
        return rows;
    }

    private static String hindrance(AgentRow agent) {
        if (agent.state() != AgentState.UNTRADEABLE) {
            return null;
        }
        return agent.cheapestInstrument() < 0
                ? "there is no instrument that it may trade"
                : "its cheapest order costs at least $" + UsdE8.format(agent.needUsdE8()) + ", it can spend $"
                        + UsdE8.format(agent.haveUsdE8());
    }

    private void print(PrintWriter out, Map<String, Object> result, List<ControlCounts> control) {
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(result));
            out.flush();
            return;
        }
        out.printf(
                Locale.ROOT,
                "Replayed %s events from %s in %.1f s, up to event %s at %s.%n",
                result.get("events"),
                result.get("beginning"),
                (double) result.get("seconds"),
                result.get("lastSequence"),
                result.get("lastTime"));
        out.println("State digest " + result.get("stateDigest"));
        out.printf("%n%4s  %-34s %-12s %14s %7s %7s %7s%n", "id", "name", "state", "equity", "trades", "PSR", "DSR");
        for (Object entry : (List<?>) result.get("leaderboard")) {
            final Row row = (Row) entry;
            out.printf(
                    "%4d  %-34s %-12s %14s %7d %7s %7s%n",
                    row.id(),
                    row.name(),
                    row.state(),
                    row.equityUsd(),
                    row.trades(),
                    percent(row.psr()),
                    percent(row.dsr()));
            if (row.hindrance() != null) {
                out.println("      " + row.hindrance());
            }
        }
        ControlWords.of(control).forEach(out::println);
        out.flush();
    }

    private static String percent(Double probability) {
        return probability == null ? "-" : String.format(Locale.ROOT, "%.3f", probability);
    }
}
