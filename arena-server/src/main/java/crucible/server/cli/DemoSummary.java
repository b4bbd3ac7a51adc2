package crucible.server.cli;

import crucible.exchange.replay.VenueStatistics;
import crucible.model.AgentState;
import crucible.model.Timeframe;
import crucible.runtime.ring.SequencerCounters;
import crucible.server.arena.DigestLog;
import crucible.server.host.TournamentHost;
import crucible.server.view.AgentBooks;
import crucible.server.view.AgentRow;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.Totals;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a demo came to.
 *
 * @param bars closed bars on the ring, both timeframes
 * @param barsPlayed 5m bars that closed at the venue while the arena listened
 * @param missingBars those of them that are not on the ring
 * @param duplicateBars bars that came a second time and were dropped
 * @param absentAtBoundary bars that were due at a boundary and had not come within the grace; a symbol that does not trade
 *     then is waited for three times
 * @param gaps bars that could not be learned
 * @param boundaries boundaries judged
 * @param agents number of agents per state
 * @param tradedAgents agents with at least one closed trade
 * @param totals counts since genesis
 * @param bookErrors agents whose books do not add up to the last unit
 * @param stageFailures how often a stage has thrown
 * @param stateDigest digest of the final state
 * @param barToDecisionMs time from a bar's publication to the last decision on it: p50 and p99
 * @param agentSteps how many times an agent looked at a bar
 */
record DemoSummary(
        long bars,
        long barsPlayed,
        long missingBars,
        long duplicateBars,
        long absentAtBoundary,
        long gaps,
        long boundaries,
        Map<AgentState, Integer> agents,
        int tradedAgents,
        Totals totals,
        int bookErrors,
        long stageFailures,
        String stateDigest,
        double[] barToDecisionMs,
        long agentSteps) {

    static DemoSummary of(VenueStatistics played, TournamentHost host) {
        final ArenaSnapshot snapshot = host.view().current();
        final SequencerCounters counters = host.arena().sequencer().counters();
        final DigestLog.Entry digest = host.arena().digests().newest();
        final Histogram latency = host.barToDecisionNanos();
        int traded = 0;
        int wrong = 0;
        for (AgentRow row : snapshot.rows()) {
            traded += row.trades().trades() > 0 ? 1 : 0;
            wrong += addsUp(row.books()) ? 0 : 1;
        }
        return new DemoSummary(
                counters.bars(),
                barsPlayed(played),
                barsPlayed(played) - counters.heardBars(Timeframe.M5),
                counters.duplicateBars(),
                counters.missingBars(),
                counters.gapBars(),
                counters.boundaries(),
                snapshot.agents(),
                traded,
                snapshot.totals(),
                wrong,
                host.stageFailures(),
                digest == null ? "" : digest.digest(),
                new double[] {latency.getValueAtPercentile(50) / 1e6, latency.getValueAtPercentile(99) / 1e6},
                host.arena().agentSteps());
    }

    /** 5m bars that the venue has closed since its clock started. */
    static long barsPlayed(VenueStatistics played) {
        return played.playedBars().values().stream().mapToLong(Long::longValue).sum();
    }

    private static boolean addsUp(AgentBooks books) {
        return books.capitalUsdE8()
                        + books.realisedUsdE8()
                        + books.unrealisedUsdE8()
                        - books.feesUsdE8()
                        - books.fundingUsdE8()
                == books.equityUsdE8();
    }

    /** Whether nothing went wrong that should not. */
    boolean isSound() {
        return bookErrors == 0 && stageFailures == 0 && missingBars == 0;
    }

    /** One line about a running demo. */
    static String line(ArenaSnapshot snapshot) {
        final Totals totals = snapshot.totals();
        return String.format(
                Locale.ROOT,
                "%s: %d bars, %d trades, %d births, %d deaths, %d promotions; alive %d",
                snapshot.progress().boundaryTimeMs().isPresent()
                        ? java.time.Instant.ofEpochMilli(
                                snapshot.progress().boundaryTimeMs().getAsLong())
                        : "warming up",
                totals.bars(),
                totals.trades(),
                totals.births(),
                totals.deaths(),
                totals.promotions(),
                snapshot.agents().entrySet().stream()
                        .filter(entry -> !entry.getKey().isDead())
                        .mapToInt(Map.Entry::getValue)
                        .sum());
    }

    void print(PrintWriter out, boolean json) {
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(asMap()));
        } else {
            printWords(out);
        }
        out.flush();
    }

    private Map<String, Object> asMap() {
        final Map<String, Object> map = new LinkedHashMap<>();
        map.put("bars", bars);
        map.put("barsPlayed", barsPlayed);
        map.put("missingBars", missingBars);
        map.put("duplicateBars", duplicateBars);
        map.put("absentAtBoundary", absentAtBoundary);
        map.put("gaps", gaps);
        map.put("boundaries", boundaries);
        map.put("agents", agents);
        map.put("tradedAgents", tradedAgents);
        map.put("trades", totals.trades());
        map.put("fills", totals.fills());
        map.put("births", totals.births());
        map.put("deaths", totals.deaths());
        map.put("promotions", totals.promotions());
        map.put("bookErrors", bookErrors);
        map.put("stageFailures", stageFailures);
        map.put("stateDigest", stateDigest);
        map.put("barToDecisionMs", Map.of("p50", barToDecisionMs[0], "p99", barToDecisionMs[1]));
        map.put("agentSteps", agentSteps);
        return map;
    }

    private void printWords(PrintWriter out) {
        out.println();
        out.println("What happened:");
        out.printf(
                "  bars            %d on the ring; of %d played %d missing, %d twice, %d in gaps%n",
                bars, barsPlayed, missingBars, duplicateBars, gaps);
        out.printf("  boundaries      %d%n", boundaries);
        out.printf("  agents          %s; %d of those shown have traded%n", agents, tradedAgents);
        out.printf("  trades          %d (%d fills)%n", totals.trades(), totals.fills());
        out.printf(
                "  lives           %d births, %d deaths, %d promotions%n",
                totals.births(), totals.deaths(), totals.promotions());
        out.printf(
                "  books           %s%n",
                bookErrors == 0 ? "all add up to the last unit" : bookErrors + " DO NOT ADD UP");
        out.printf(Locale.ROOT, "  bar to decision p50 %.3f ms, p99 %.3f ms%n", barToDecisionMs[0], barToDecisionMs[1]);
        out.printf("  state digest    %s%n", stateDigest);
    }
}
