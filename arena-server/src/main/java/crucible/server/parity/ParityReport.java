package crucible.server.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a comparison found.
 *
 * @param span what was compared
 * @param agents ids of the agents that were compared, ascending
 * @param compared how many of each were compared and found the same or not
 * @param differences how many, by the label of their cause; empty where nothing differs
 * @param told the first of them
 */
public record ParityReport(
        Span span, List<Integer> agents, Compared compared, Map<String, Long> differences, List<Difference> told) {
    public ParityReport {
        agents = List.copyOf(agents);
        differences = new LinkedHashMap<>(differences);
        told = List.copyOf(told);
    }

    /**
     * A span of the arena's order.
     *
     * @param firstSequence first event that was compared
     * @param lastSequence last event that was compared
     * @param fromMs arena time at its beginning, epoch milliseconds
     * @param toMs arena time at its end
     * @param startedFrom {@code genesis} or the snapshot from which the arena was replayed
     * @param features {@code lake} where features were computed from the lake's bars alone; {@code snapshot} where those
     *     before the span are no longer all there, so that the arena's own features at its beginning were taken as given
     */
    public record Span(
            long firstSequence, long lastSequence, long fromMs, long toMs, String startedFrom, String features) {}

    /**
     * How much was compared.
     *
     * @param events events of the span that were replayed
     * @param inputs bars, quotes and whatever else the arena was fed
     * @param features values of features
     * @param decisions what agents decided: entries, exits, refused entries
     * @param orders fills and orders that ended without one
     * @param standings state of life and books of an agent at a boundary
     */
    public record Compared(long events, long inputs, long features, long decisions, long orders, long standings) {
        /** This and what was compared of other agents over the same events. */
        Compared with(Compared others) {
            return new Compared(
                    events,
                    inputs,
                    features,
                    decisions + others.decisions,
                    orders + others.orders,
                    standings + others.standings);
        }
    }

    /** How many differences there are. */
    public long total() {
        return differences.values().stream().mapToLong(Long::longValue).sum();
    }
}
