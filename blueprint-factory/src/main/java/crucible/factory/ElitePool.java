package crucible.factory;

import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The promoted and the best of the recently dead. Changed by the judge's thread alone; {@link #entries()} may be read by
 * any thread.
 */
final class ElitePool implements StateHolder {
    private final FactorySettings settings;
    private final List<Member> promoted = new ArrayList<>();
    private final ArrayDeque<Member> deaths = new ArrayDeque<>();
    /** Replaced as a whole, so that every reader sees a complete pool. */
    private volatile List<EliteEntry> entries = List.of();

    ElitePool(FactorySettings settings) {
        this.settings = settings;
    }

    /** The pool, best first; immutable. */
    List<EliteEntry> entries() {
        return entries;
    }

    /**
     * A promotion or a death. A promoted agent that dies is one of the dead from then on.
     *
     * @param json the entry's blueprint as canonical JSON
     */
    void add(EliteEntry entry, String json) {
        promoted.removeIf(other -> other.entry.agentId() == entry.agentId());
        if (entry.promoted()) {
            promoted.add(new Member(entry, json));
            promoted.sort(Member.BEST_FIRST);
            if (promoted.size() > settings.elitePool()) {
                promoted.remove(promoted.size() - 1);
            }
        } else {
            deaths.addLast(new Member(entry, json));
            if (deaths.size() > settings.deathsRemembered()) {
                deaths.removeFirst();
            }
        }
        entries = ranked();
    }

    private List<EliteEntry> ranked() {
        final Stream<EliteEntry> bestDead = deaths.stream()
                .map(Member::entry)
                .filter(entry -> entry.score().isPresent())
                .sorted(EliteEntry.BEST_FIRST)
                .limit(settings.recentDead());
        return Stream.concat(promoted.stream().map(Member::entry), bestDead)
                .sorted(EliteEntry.BEST_FIRST)
                .limit(settings.elitePool())
                .toList();
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("elite");
        sink.field("promoted", (long) promoted.size());
        promoted.forEach(member -> member.visit(sink));
        sink.field("deaths", (long) deaths.size());
        deaths.forEach(member -> member.visit(sink));
        sink.end();
    }

    /** An entry and its blueprint as canonical JSON, written once. */
    private record Member(EliteEntry entry, String json) implements StateHolder {
        static final Comparator<Member> BEST_FIRST = Comparator.comparing(Member::entry, EliteEntry.BEST_FIRST);

        @Override
        public void visit(StateSink sink) {
            sink.begin("entry");
            sink.field("agentId", (long) entry.agentId());
            sink.field("blueprint", json);
            sink.field("score", entry.score().orElse(Double.NaN));
            sink.field("promoted", entry.promoted());
            sink.field("authority", (long) entry.authority().ordinal());
            sink.field("deathCause", entry.deathCause().map(Enum::ordinal).orElse(-1));
            sink.field("generation", (long) entry.generation());
            sink.end();
        }
    }
}
