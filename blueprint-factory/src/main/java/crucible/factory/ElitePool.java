package crucible.factory;

import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The promoted and the best of the recently dead. Changed by the judge's thread alone; {@link #entries()} may be read by
 * any thread.
 */
final class ElitePool implements StateHolder {
    private final FactorySettings settings;
    private final List<EliteEntry> promoted = new ArrayList<>();
    private final ArrayDeque<EliteEntry> deaths = new ArrayDeque<>();
    private volatile List<EliteEntry> entries = List.of();

    ElitePool(FactorySettings settings) {
        this.settings = settings;
    }

    /** The pool, best first; immutable. */
    List<EliteEntry> entries() {
        return entries;
    }

    /** A promotion or a death. A promoted agent that dies is one of the dead from then on. */
    void add(EliteEntry entry) {
        promoted.removeIf(other -> other.agentId() == entry.agentId());
        if (entry.promoted()) {
            promoted.add(entry);
            promoted.sort(EliteEntry.BEST_FIRST);
            if (promoted.size() > settings.elitePool()) {
                promoted.remove(promoted.size() - 1);
            }
        } else {
            deaths.addLast(entry);
            if (deaths.size() > settings.deathsRemembered()) {
                deaths.removeFirst();
            }
        }
        entries = ranked();
    }

    private List<EliteEntry> ranked() {
        final Stream<EliteEntry> bestDead = deaths.stream()
                .filter(entry -> entry.score().isPresent())
                .sorted(EliteEntry.BEST_FIRST)
                .limit(settings.recentDead());
        return Stream.concat(promoted.stream(), bestDead)
                .sorted(EliteEntry.BEST_FIRST)
                .limit(settings.elitePool())
                .toList();
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("elite");
        sink.field("promoted", (long) promoted.size());
        promoted.forEach(entry -> visit(entry, sink));
        sink.field("deaths", (long) deaths.size());
        deaths.forEach(entry -> visit(entry, sink));
        sink.end();
    }

    private static void visit(EliteEntry entry, StateSink sink) {
        sink.begin("entry");
        sink.field("agentId", (long) entry.agentId());
        sink.field("blueprint", BornBlueprints.text(entry.blueprint()));
        sink.field("score", entry.score().orElse(Double.NaN));
        sink.field("promoted", entry.promoted());
        sink.field("authority", (long) entry.authority().ordinal());
        sink.field(
                "deathCause",
                entry.deathCause().map(cause -> (long) cause.ordinal()).orElse(-1L));
        sink.field("generation", (long) entry.generation());
        sink.end();
    }
}
