package crucible.server.cli;

import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.evidence.ReturnSummary;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A backtest beside all that were registered.
 *
 * @param file the registry's
 * @param known it had been registered before
 * @param registered how many compete, this one among them if it has two returns
 * @param minTrials N is never counted below this
 * @param field N and V
 * @param returns of this one
 * @param setAside where an unfinished trial of a crash was put
 */
record DeflatedBacktest(
        Path file,
        boolean known,
        long registered,
        int minTrials,
        Deflation field,
        ReturnSummary returns,
        Optional<Path> setAside) {
    static final String NO_REGISTRY = "not deflated: no registry (give --registry DIR or --data-dir DIR)";

    /** Puts N, V, hurdle, DSR and where they come from into the metrics. */
    void into(ObjectNode metrics) {
        put(metrics, "dsr", returns.dsr(field));
        final ObjectNode node = metrics.putObject("deflation");
        node.put("registry", file.toString())
                .put("alreadyRegistered", known)
                .put("registeredTrials", registered)
                .put("minTrials", minTrials)
                .put("trials", field.trials())
                .put("varianceOfT", field.varianceOfT());
        put(
                node,
                "hurdlePerBar",
                returns.observations() < 1 ? Double.NaN : field.hurdle((double) returns.observations()));
    }

    /** What the metrics say without a registry. */
    static void missing(ObjectNode metrics) {
        metrics.putNull("dsr");
        metrics.put("deflation", NO_REGISTRY);
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /** A line or two for people. */
    String text() {
        final double dsr = returns.dsr(field);
        final StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "DSR:       %s against N = %.0f (%d registered%s), V = %.2f, from %s%s%n",
                Double.isFinite(dsr) ? String.format(Locale.ROOT, "%.3f", dsr) : "undefined",
                field.trials(),
                registered,
                registered < minTrials ? ", never counted below " + minTrials : "",
                field.varianceOfT(),
                file,
                known ? "; this one was registered before" : ""));
        setAside.ifPresent(path -> text.append("Note:      an unfinished trial of a crash was set aside: ")
                .append(path)
                .append('\n'));
        return text.toString();
    }
}
