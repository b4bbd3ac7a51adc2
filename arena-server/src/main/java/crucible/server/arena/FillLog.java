package crucible.server.arena;

import crucible.fill.CostSettings;
import crucible.fill.FillFacts;
import crucible.model.Instrument;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The newest fills of all agents with everything that made them. Written by the arbiter's thread, read by any. Older fills,
 * and those from before the snapshot that a start began at, are explained from the journal.
 */
public final class FillLog implements ArenaListener {
    private final CostSettings costs;
    private final int most;
    private final Map<Integer, Instrument> instruments = new HashMap<>();
    private final Map<Long, Instrument> units = new HashMap<>();
    private final Map<String, FillFacts> fills = new LinkedHashMap<>();
    private final Set<String> crowded = new HashSet<>();
    private BooleanSupplier newestIsCrowded;

    /** @param most fills that are kept */
    public FillLog(CostSettings costs, int most) {
        this.costs = costs;
        this.most = most;
    }

    /** The fill with this id, if it is among the newest. */
    public synchronized Optional<FillFacts> find(String id) {
        return Optional.ofNullable(fills.get(id));
    }

    /** Who tells whether the fill is crowded that is told to it and then to this log; called before the ring runs. */
    synchronized void watch(BooleanSupplier isCrowded) {
        newestIsCrowded = isCrowded;
    }

    /** Whether all agents' fills in the bar of the fill {@code id} were more than its volume; absent where nobody counts. */
    synchronized Optional<Boolean> isCrowded(String id) {
        return newestIsCrowded == null ? Optional.empty() : Optional.of(crowded.contains(id));
    }

    @Override
    public synchronized void onRestored(Roster roster, List<Instrument> restored) {
        restored.forEach(instrument -> instruments.put(instrument.id(), instrument));
    }

    @Override
    public synchronized void onEvent(ArenaEvent event) {
        if (event.kind() == EventKind.INSTRUMENT) {
            final Instrument instrument = event.payload(Instrument.class);
            instruments.put(instrument.id(), instrument);
        }
    }

    @Override
    public synchronized void onOutcome(Outcome outcome) {
        if (outcome.end() != null) {
            return;
        }
        final Long place = (long) outcome.agentId() << 32 | outcome.instrumentId();
        // A position is kept in the units of its first fill, whatever the rules become.
        final Instrument kept = units.computeIfAbsent(place, unknown -> instruments.get(outcome.instrumentId()));
        if (outcome.positionLotsAfter() == 0) {
            units.remove(place);
        }
        final String first = outcome.agentId() + "-" + outcome.sequence();
        String id = first;
        for (int n = 2; fills.containsKey(id); n++) {
            id = first + "-" + n;
        }
        fills.put(id, FillFacts.of(id, outcome.sequence(), outcome, kept, costs));
        if (newestIsCrowded != null && newestIsCrowded.getAsBoolean()) {
            crowded.add(id);
        }
        if (fills.size() > most) {
            final String oldest = fills.keySet().iterator().next();
            fills.remove(oldest);
            crowded.remove(oldest);
        }
    }
}
