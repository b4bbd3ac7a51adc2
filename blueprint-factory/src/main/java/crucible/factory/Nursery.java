package crucible.factory;

import crucible.factory.dna.Crossover;
import crucible.factory.dna.Luck;
import crucible.factory.dna.Mutation;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Blueprint.EntryPlan;
import crucible.model.Blueprint.ExitPlan;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.runtime.dsl.BlueprintRefused;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Breeds blueprints that were never born before. A child is a function of its luck, the pool and what was born. */
final class Nursery implements StateHolder {
    private static final int UNKNOWN = -1;
    /** While nobody is promoted the pool holds only those that failed least: founders breed at least as often. */
    private static final double FRESH_WHILE_UNPROVEN = 0.5;

    /** How often the first parent is a promoted one, where there is any. */
    private static final double PROMOTED_PARENT = 0.75;

    private static final int MAX_HOLD_BARS = 10_000;
    private static final int MAX_COOL_DOWN_BARS = 1000;
    private static final int MAX_BASE_NAME = 56;
    private static final String BRED_NAME_END = " g[0-9]+·[0-9a-f]{6}$";

    private final FactorySettings settings;
    private final Mutation mutation;
    private final List<Blueprint> founders;
    private final int[] founderAgents;
    private final BornBlueprints born;

    Nursery(FactorySettings settings, List<Blueprint> founders, BornBlueprints born) {
        this.settings = settings;
        this.mutation = new Mutation(settings.mutationRate(), settings.mutationSpread(), settings.structuralRate());
        this.founders = List.copyOf(founders);
        this.founderAgents = new int[founders.size()];
        Arrays.fill(founderAgents, UNKNOWN);
        this.born = born;
    }

    /** Remembers which agent plays which founder, for the family tree. */
    void onBirth(Birth birth) {
        for (int i = 0; i < founderAgents.length && birth.origin() == Birth.Origin.FOUNDER; i++) {
            if (founderAgents[i] == UNKNOWN && founders.get(i).equals(birth.blueprint())) {
                founderAgents[i] = birth.agentId();
                return;
            }
        }
    }

    /**
     * A child that was never born. Each attempt mutates harder than the one before; when they are used up the founders'
     * neighbours are taken in turn, which ends because they are more than can ever have been born.
     *
     * @param elite the pool, best first
     */
    Child breed(Luck luck, List<EliteEntry> elite) {
        final boolean fresh = elite.isEmpty() || luck.happens(freshShare(elite), "fresh", 0);
        final int tries = settings.maxTriesForNovelty();
        for (int i = 0; i < 2 * tries; i++) {
            final Luck attempt = luck.of("attempt", i);
            final Mutation harder = mutation.harder((double) (i % tries) / tries);
            final Child child =
                    fresh || i >= tries ? fromFounder(attempt, harder, elite) : fromElite(attempt, harder, elite);
            if (isNovel(child.blueprint()) && isAllowed(child.blueprint())) {
                return named(child);
            }
        }
        return named(neighbour(luck.below(founders.size(), "founder", 0)));
    }

    /** A variation of a founder that was never born, of the founders' own generation. */
    Blueprint vary(Luck luck) {
        final Child child = breed(luck, List.of());
        return named(new Child(child.blueprint(), List.of(), 0, child.descent()))
                .blueprint();
    }

    private double freshShare(List<EliteEntry> elite) {
        final double share = settings.freshBloodRate();
        return elite.get(0).promoted() ? share : Math.max(share, FRESH_WHILE_UNPROVEN);
    }

    private boolean isNovel(Blueprint blueprint) {
        return !born.contains(blueprint);
    }

    /** Genes cannot break the language's rules; a graft onto a rule that is as deep as allowed can. */
    private static boolean isAllowed(Blueprint blueprint) {
        try {
            BlueprintCodec.check(blueprint);
            return true;
        } catch (BlueprintRefused refused) {
            return false;
        }
    }

    private Child fromElite(Luck luck, Mutation mutation, List<EliteEntry> elite) {
        final int promoted = (int) elite.stream().filter(EliteEntry::promoted).count();
        final boolean proven = promoted > 0 && luck.happens(PROMOTED_PARENT, "proven", 0);
        final int first = byRank(proven ? promoted : elite.size(), luck, "first");
        final EliteEntry one = elite.get(first);
        if (elite.size() == 1 || !luck.happens(settings.crossoverRate(), "crossover", 0)) {
            return child(mutation.apply(one.blueprint(), donors(elite), luck.of("mutation", 0)), List.of(one));
        }
        final int drawn = byRank(elite.size() - 1, luck, "second");
        final int second = drawn < first ? drawn : drawn + 1;
        final EliteEntry better = elite.get(Math.min(first, second));
        final EliteEntry other = elite.get(Math.max(first, second));
        final Blueprint crossed = Crossover.cross(better.blueprint(), other.blueprint(), luck.of("cross", 0));
        return child(mutation.apply(crossed, donors(elite), luck.of("mutation", 0)), List.of(better, other));
    }

    /** The better of two drawn evenly: the best of n is taken 2n − 1 times as often as the last. */
    private static int byRank(int size, Luck luck, String purpose) {
        return Math.min(luck.below(size, purpose, 0), luck.below(size, purpose, 1));
    }

    private static Child child(Blueprint blueprint, List<EliteEntry> parents) {
        return new Child(
                blueprint,
                parents.stream().map(EliteEntry::agentId).toList(),
                1 + parents.stream().mapToInt(EliteEntry::generation).max().orElseThrow(),
                parents.stream()
                        .map(entry -> "#" + entry.agentId())
                        .collect(Collectors.joining(" and ", "bred from ", "")));
    }

    private Child fromFounder(Luck luck, Mutation mutation, List<EliteEntry> elite) {
        final int founder = luck.below(founders.size(), "founder", 0);
        return child(mutation.apply(founders.get(founder), donors(elite), luck.of("mutation", 0)), founder);
    }

    private Child child(Blueprint blueprint, int founder) {
        final int agent = founderAgents[founder];
        final String name = founders.get(founder).name();
        return new Child(
                blueprint,
                agent == UNKNOWN ? List.of() : List.of(agent),
                1,
                "bred from founder " + name + (agent == UNKNOWN ? "" : " #" + agent));
    }

    private List<Blueprint> donors(List<EliteEntry> elite) {
        return elite.isEmpty()
                ? founders
                : elite.stream().map(EliteEntry::blueprint).toList();
    }

    /** The first unborn one of a founder's neighbours: all holding times, then all cool-downs. */
    private Child neighbour(int founder) {
        return IntStream.range(1, MAX_HOLD_BARS * (MAX_COOL_DOWN_BARS + 1))
                .mapToObj(step -> stepped(founders.get(founder), step))
                .filter(this::isNovel)
                .findFirst()
                .map(blueprint -> child(blueprint, founder))
                .orElseThrow(() -> new IllegalStateException(
                        "every neighbour of founder " + founders.get(founder).name() + " was born already"));
    }

    private static Blueprint stepped(Blueprint founder, int step) {
        final EntryPlan entry = founder.entry();
        final ExitPlan exit = founder.exit();
        final int hold = 1 + (exit.maxHoldBars() - 1 + step) % MAX_HOLD_BARS;
        final int coolDown = (entry.coolDownBars() + step / MAX_HOLD_BARS) % (MAX_COOL_DOWN_BARS + 1);
        return new Blueprint(
                founder.name(),
                founder.family(),
                founder.scope(),
                new EntryPlan(entry.direction(), entry.rule(), entry.equityFraction(), coolDown, entry.order()),
                new ExitPlan(exit.rule(), exit.stop(), exit.target(), hold, exit.trailing()),
                founder.costDigest());
    }

    /** {@code Dip buyer g4·7f3a91}: the line's name, the generation, the start of the blueprint's identity. */
    private static Child named(Child child) {
        final String line = child.blueprint().name().replaceFirst(BRED_NAME_END, "");
        final String base = line.substring(0, Math.min(line.length(), MAX_BASE_NAME));
        final String name = String.format(
                Locale.ROOT,
                "%s g%d·%06x",
                base,
                child.generation(),
                BornBlueprints.identity(child.blueprint()) >>> 40);
        return new Child(child.blueprint().withName(name), child.parents(), child.generation(), child.descent());
    }

    @Override
    public void visit(StateSink sink) {
        for (int i = 0; i < founderAgents.length; i++) {
            founderAgents[i] = sink.field("founderAgent", founderAgents[i]);
        }
    }
}
