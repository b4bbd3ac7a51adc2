package crucible.factory;

import crucible.model.DeathCause;
import crucible.model.StateForm;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.Verdict;
import crucible.runtime.dsl.BlueprintCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
        sink.begin("elite", 1);
        sink.each("promoted", Member.FORM, promoted, promoted::add);
        sink.each("deaths", Member.FORM, deaths, deaths::addLast);
        sink.end();
        if (sink.isRestoring()) {
            entries = ranked();
        }
    }

    /** An entry and its blueprint as canonical JSON, written once. */
    private record Member(EliteEntry entry, String json) {
        static final Comparator<Member> BEST_FIRST = Comparator.comparing(Member::entry, EliteEntry.BEST_FIRST);

        static final StateForm<Member> FORM = new StateForm<>() {
            @Override
            public void show(Member value, StateSink sink) {
                final EliteEntry entry = value.entry;
                sink.field("agentId", entry.agentId());
                sink.field("blueprint", value.json);
                sink.field("score", entry.score().orElse(Double.NaN));
                sink.field("promoted", entry.promoted());
                sink.field("authority", Verdict.Authority.class, entry.authority());
                sink.field("deathCause", DeathCause.class, entry.deathCause().orElse(null));
                sink.field("generation", entry.generation());
            }

            @Override
            public Member read(StateSink sink) {
                final int agentId = sink.field("agentId", 0);
                final String json = sink.field("blueprint", "");
                final double score = sink.field("score", 0.0);
                final EliteEntry entry = new EliteEntry(
                        agentId,
                        BlueprintCodec.parse(json),
                        Double.isNaN(score) ? OptionalDouble.empty() : OptionalDouble.of(score),
                        sink.field("promoted", false),
                        sink.field("authority", Verdict.Authority.class, null),
                        Optional.ofNullable(sink.field("deathCause", DeathCause.class, null)),
                        sink.field("generation", 0));
                return new Member(entry, json);
            }
        };
    }
}
