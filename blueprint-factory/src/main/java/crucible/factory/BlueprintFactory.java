package crucible.factory;

import crucible.factory.dna.Luck;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Breeder;
import crucible.model.DeathCause;
import crucible.model.Draw;
import crucible.model.RequestSink;
import crucible.model.Require;
import crucible.model.StateForm;
import crucible.model.StateSink;
import crucible.model.Verdict;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.runtime.event.StoredForms;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Keeps the elite pool and refills the slots that verdicts free. The judge's thread drives it; {@link #elite()} and
 * {@link #lineage(int)} may be called by any thread.
 *
 * <p>A child is a function of (seed, slot, boundary time, the pool, the blueprints that were ever born) alone.
 */
public final class BlueprintFactory implements Breeder {
    private static final String ACTOR = "factory";

    private static final StateForm<Map.Entry<Integer, String>> FREED_SLOT = new StateForm<>() {
        @Override
        public void show(Map.Entry<Integer, String> value, StateSink sink) {
            sink.field("slot", value.getKey().intValue());
            sink.field("why", value.getValue());
        }

        @Override
        public Map.Entry<Integer, String> read(StateSink sink) {
            return Map.entry(sink.field("slot", 0), sink.field("why", ""));
        }
    };

    private final FactorySettings settings;
    private final List<Blueprint> founders;
    private final long seed;
    private final String costDigest;
    private final ElitePool pool;
    private final BornBlueprints born = new BornBlueprints();
    private final Nursery nursery;
    /** Null where there are no placebos. */
    private final ControlGroup placebos;

    private final Map<Integer, Living> alive = new TreeMap<>();
    private final Map<Integer, Ancestor> ancestors = new ConcurrentSkipListMap<>();
    private final TreeMap<Integer, String> freedSlots = new TreeMap<>();

    /**
     * @param founders blueprints of the first generation, at least one, all under {@code costDigest}
     * @param seed tournament seed
     * @param costDigest cost settings of the arena; DNA found under others is never bred from
     */
    public BlueprintFactory(FactorySettings settings, List<Blueprint> founders, long seed, String costDigest) {
        Require.that(!founders.isEmpty(), "at least one founder", founders.size());
        for (Blueprint founder : founders) {
            Require.that(
                    founder.costDigest().equals(costDigest),
                    "founder " + founder.name() + " has the arena's cost digest " + costDigest,
                    founder.costDigest());
        }
        this.settings = settings;
        this.founders = List.copyOf(founders);
        this.seed = seed;
        this.costDigest = costDigest;
        this.pool = new ElitePool(settings);
        this.nursery = new Nursery(settings, founders, born);
        this.placebos = settings.placeboShare().isPresent() ? new ControlGroup(settings, seed) : null;
    }

    /**
     * The blueprints of the first generation, one per slot: the founders, then variations of them, none twice. A function
     * of (seed, founders, settings); changes nothing, since {@link #onBirth} remembers whoever is then born.
     *
     * @param slots number of slots, at least 1; where there are fewer slots than founders the first founders play
     */
    public List<Blueprint> foundingPopulation(int slots) {
        Require.positive("slots", (long) slots);
        final BornBlueprints taken = new BornBlueprints();
        final Nursery cradle = new Nursery(settings, founders, taken);
        final List<Blueprint> population = new ArrayList<>(founders.subList(0, Math.min(slots, founders.size())));
        population.forEach(taken::add);
        for (int slot = population.size(); slot < slots; slot++) {
            final Blueprint variation = cradle.vary(new Luck(Draw.bits(seed, "factory.founding", slot, 0, 0)));
            taken.add(variation);
            population.add(variation);
        }
        return List.copyOf(population);
    }

    @Override
    public void onBirth(Birth birth) {
        if (birth.origin().isControl()) {
            ancestors.put(birth.agentId(), Ancestor.of(birth));
            if (placebos != null) {
                placebos.onBirth(birth.agentId());
            }
            return;
        }
        alive.put(birth.agentId(), new Living(birth, BlueprintCodec.toJson(birth.blueprint())));
        ancestors.put(birth.agentId(), Ancestor.of(birth));
        born.add(birth.blueprint());
        nursery.onBirth(birth);
        freedSlots.remove(birth.slot());
    }

    @Override
    public void onVerdict(Verdict verdict, double score, int freedSlot) {
        final boolean dies = verdict.kind() == Verdict.Kind.TERMINATE;
        if (dies && placebos != null && placebos.onEnd(verdict.agentId())) {
            return;
        }
        final Living agent = dies ? alive.remove(verdict.agentId()) : alive.get(verdict.agentId());
        if (agent != null && agent.birth.blueprint().costDigest().equals(costDigest)) {
            pool.add(agent.entry(verdict, score), agent.json);
        }
        if (freedSlot >= 0) {
            freedSlots.put(
                    freedSlot,
                    "#" + verdict.agentId() + (dies ? " died of " + words(verdict.cause()) : " was promoted"));
        }
    }

    private static String words(DeathCause cause) {
        return cause == DeathCause.OPERATOR
                ? "an operator's order"
                : cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public void endBoundary(long boundaryTimeMs, RequestSink requests) {
        if (placebos != null) {
            final List<Birth> playing =
                    alive.values().stream().map(Living::birth).toList();
            placebos.missing(playing, boundaryTimeMs).ifPresent(requests::birth);
        }
        if (freedSlots.isEmpty()) {
            return;
        }
        freedSlots.forEach((slot, why) -> {
            final Child child =
                    nursery.breed(new Luck(Draw.bits(seed, "factory.child", slot, boundaryTimeMs, 0)), pool.entries());
            born.add(child.blueprint());
            requests.birth(new Birth(
                    0,
                    slot,
                    child.blueprint(),
                    Draw.bits(seed, "factory.agent", slot, boundaryTimeMs, 0),
                    child.generation(),
                    child.parents(),
                    Birth.Origin.BRED,
                    ACTOR,
                    child.descent() + " after " + why));
        });
        freedSlots.clear();
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("factory", 1);
        pool.visit(sink);
        born.visit(sink);
        nursery.visit(sink);
        sink.each("alive", Living.FORM, alive.values(), agent -> alive.put(agent.birth.agentId(), agent));
        sink.each("agents", Ancestor.FORM, ancestors.values(), agent -> ancestors.put(agent.agentId(), agent));
        sink.each(
                "freedSlots",
                FREED_SLOT,
                freedSlots.isEmpty()
                        ? List.of()
                        : freedSlots.entrySet().stream().map(Map.Entry::copyOf).toList(),
                freed -> freedSlots.put(freed.getKey(), freed.getValue()));
        if (placebos != null) {
            placebos.visit(sink);
        }
        sink.end();
    }

    /** The elite pool, best first; immutable. Any thread. */
    public List<EliteEntry> elite() {
        return pool.entries();
    }

    /** The agent, then its ancestors, nearest first, each once; empty for an unknown agent. Any thread. */
    public List<Ancestor> lineage(int agentId) {
        final List<Ancestor> found = new ArrayList<>();
        final TreeSet<Integer> seen = new TreeSet<>(List.of(agentId));
        final ArrayDeque<Integer> open = new ArrayDeque<>(List.of(agentId));
        while (!open.isEmpty()) {
            final Ancestor next = ancestors.get(open.removeFirst());
            if (next != null) {
                found.add(next);
                next.parents().stream().filter(seen::add).forEach(open::addLast);
            }
        }
        return List.copyOf(found);
    }

    /** A live agent and its blueprint as canonical JSON, written once. */
    private record Living(Birth birth, String json) {
        static final StateForm<Living> FORM = new StateForm<>() {
            @Override
            public void show(Living value, StateSink sink) {
                StoredForms.showBirth(value.birth, value.json, sink);
            }

            @Override
            public Living read(StateSink sink) {
                final Birth birth = StoredForms.readBirth(sink);
                return new Living(birth, BlueprintCodec.toJson(birth.blueprint()));
            }
        };

        EliteEntry entry(Verdict verdict, double score) {
            return new EliteEntry(
                    birth.agentId(),
                    birth.blueprint(),
                    Double.isFinite(score) ? OptionalDouble.of(score) : OptionalDouble.empty(),
                    verdict.kind() == Verdict.Kind.PROMOTE,
                    verdict.authority(),
                    Optional.ofNullable(verdict.cause()),
                    birth.generation());
        }
    }
}
