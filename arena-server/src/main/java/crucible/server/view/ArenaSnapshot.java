package crucible.server.view;

import crucible.model.AgentState;
import crucible.model.Require;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The arena at one event, immutable. Holds only effects of journaled events.
 *
 * @param run what holds for the whole process
 * @param progress how far it has come
 * @param venues the venues
 * @param instruments the instruments, by id
 * @param agents number of agents per state; states without any are left out or 0
 * @param totals counts since genesis
 * @param rows every agent that ever lived and is still shown, by ascending id
 */
public record ArenaSnapshot(
        RunInfo run,
        Progress progress,
        List<VenueView> venues,
        List<InstrumentView> instruments,
        Map<AgentState, Integer> agents,
        Totals totals,
        List<AgentRow> rows) {
    public ArenaSnapshot {
        Require.present("run", run);
        Require.present("progress", progress);
        venues = List.copyOf(venues);
        instruments = List.copyOf(instruments);
        final EnumMap<AgentState, Integer> ordered = new EnumMap<>(AgentState.class);
        ordered.putAll(agents);
        agents = Collections.unmodifiableMap(ordered);
        Require.present("totals", totals);
        rows = List.copyOf(rows);
    }
}
