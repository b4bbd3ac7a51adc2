package crucible.server.cli;

import crucible.factory.trial.Trial;
import crucible.factory.trial.TrialResult;
import crucible.factory.trial.TrialSettings;
import crucible.fill.CostSettings;
import crucible.model.Blueprint;
import crucible.model.UsdE8;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A blueprint at no, the usual and three times the costs, and at no, the usual and three times the latency. What is good at
 * the usual ones alone hangs by a thread.
 *
 * @param runs the usual costs first
 */
record CostSensitivity(List<Run> runs) {
    /** Costs and latency in multiples of the usual ones; together, never both at once other than one. */
    private static final int[][] FACTORS = {{1, 1}, {0, 1}, {3, 1}, {1, 0}, {1, 3}};

    /**
     * One backtest.
     *
     * @param costs fees, slippage and impact as multiples of the usual ones
     * @param latency the same of the latency
     * @param settings what that makes of the usual settings
     */
    record Run(int costs, int latency, TrialSettings settings, TrialResult result) {}

    /** @param trials makes a trial over the same history under other settings */
    static CostSensitivity of(Blueprint blueprint, TrialSettings usual, Function<TrialSettings, Trial> trials) {
        final List<Run> runs = new ArrayList<>();
        for (int[] factors : FACTORS) {
            final CostSettings costs = usual.costs().times(factors[0], factors[1]);
            final TrialSettings settings = new TrialSettings(
                    usual.capitalUsdE8(), costs, usual.halfSpreadPpm(), usual.watchtower(), usual.risk());
            runs.add(new Run(
                    factors[0],
                    factors[1],
                    settings,
                    trials.apply(settings).run(blueprint.withCostDigest(costs.digest()))));
        }
        return new CostSensitivity(runs);
    }

    /** Puts a list of the runs into {@code metrics}. */
    void into(ObjectNode metrics) {
        final ArrayNode list = metrics.putArray("sensitivity");
        for (Run run : runs) {
            final ObjectNode entry = list.addObject();
            entry.put("costs", run.costs());
            entry.put("latency", run.latency());
            entry.put("zeroCost", run.costs() == 0);
            entry.put("trades", run.result().trades().size());
            entry.put("endUsd", UsdE8.format(run.result().books().equityUsdE8()));
            final OptionalDouble net = run.result().netBpsPerTrade();
            if (net.isPresent()) {
                entry.put("netBpsPerTrade", net.getAsDouble());
            } else {
                entry.putNull("netBpsPerTrade");
            }
        }
    }

    /** A table for people. */
    String text() {
        final StringBuilder text = new StringBuilder("Costs  Latency  Trades  Net bps a trade  Equity at the end\n");
        for (Run run : runs) {
            final OptionalDouble net = run.result().netBpsPerTrade();
            text.append(String.format(
                    Locale.ROOT,
                    "  %dx       %dx  %6d  %15s  $%.2f%s%n",
                    run.costs(),
                    run.latency(),
                    run.result().trades().size(),
                    net.isPresent() ? String.format(Locale.ROOT, "%+.1f", net.getAsDouble()) : "undefined",
                    UsdE8.toUsd(run.result().books().equityUsdE8()),
                    run.costs() == 0 ? "  (no evidence: nothing was charged)" : ""));
        }
        return text.toString();
    }
}
