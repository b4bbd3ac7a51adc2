package crucible.factory.dna;

import crucible.model.Blueprint;
import crucible.model.Blueprint.EntryPlan;
import crucible.model.Blueprint.ExitPlan;
import crucible.model.Condition;
import crucible.model.Operand;
import crucible.runtime.feature.FeatureCatalogue;
import crucible.runtime.feature.FeatureDefinition;
import crucible.runtime.feature.FeatureDefinition.UsualRange;
import crucible.runtime.feature.FeatureParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Changes of a blueprint's rules that no gene can express: one small one at a time. */
final class Restructuring {
    /** Rules that need more conditions than this at once hardly ever hold. */
    static final int MAX_LEAVES = 5;

    private static final int CHANGES = 4;

    private final Luck luck;
    private final List<Condition> offers;

    /** @param offers conditions that may be grafted in */
    private Restructuring(List<Condition> offers, Luck luck) {
        this.offers = offers;
        this.luck = luck;
    }

    /**
     * The blueprint with one change: the first possible one in an order that starts by luck; itself if none is. Entry
     * rules take conditions from the entry rules of donors of the same direction, exit rules from exit rules.
     */
    static Blueprint of(Blueprint parent, List<Blueprint> donors, Luck luck) {
        final int entryLeaves = RuleLeaves.of(parent.entry().rule()).size();
        final int leaf = luck.below(RuleLeaves.of(parent).size(), "leaf", 0);
        final Stream<Blueprint> kin = donors.stream()
                .filter(donor -> donor.entry().direction() == parent.entry().direction());
        if (leaf < entryLeaves) {
            final Stream<Condition> rules = kin.map(donor -> donor.entry().rule());
            return new Restructuring(leaves(rules), luck)
                    .changed(parent.entry().rule(), leaf)
                    .map(rule -> withEntryRule(parent, rule))
                    .orElse(parent);
        }
        final Stream<Condition> rules = kin.flatMap(donor -> donor.exit().exitRule().stream());
        return new Restructuring(leaves(rules), luck)
                .changed(parent.exit().rule(), leaf - entryLeaves)
                .map(rule -> withExitRule(parent, rule))
                .orElse(parent);
    }

    private static List<Condition> leaves(Stream<Condition> rules) {
        return rules.flatMap(rule -> RuleLeaves.of(rule).stream()).distinct().toList();
    }

    private Optional<Condition> changed(Condition rule, int leaf) {
        final int start = luck.below(CHANGES, "change", 0);
        return IntStream.range(0, CHANGES)
                .mapToObj(i -> changed(rule, leaf, (start + i) % CHANGES))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Condition> changed(Condition rule, int leaf, int change) {
        switch (change) {
            case 0:
                return replaced(rule, leaf, Restructuring::turned);
            case 1:
                return RuleLeaves.without(rule, leaf);
            case 2:
                return grafted(rule);
            default:
                return replaced(rule, leaf, this::withOtherFeature);
        }
    }

    /** The other side of the threshold, the other way of the crossing. */
    private static Optional<Condition> turned(Condition leaf) {
        if (leaf instanceof Condition.Compare compare) {
            final Condition.Comparison other = compare.comparison() == Condition.Comparison.GREATER
                    ? Condition.Comparison.LESS
                    : Condition.Comparison.GREATER;
            return Optional.of(new Condition.Compare(compare.left(), other, compare.right()));
        }
        final Condition.Cross cross = (Condition.Cross) leaf;
        final Condition.Crossing other =
                cross.crossing() == Condition.Crossing.ABOVE ? Condition.Crossing.BELOW : Condition.Crossing.ABOVE;
        return Optional.of(new Condition.Cross(cross.left(), other, cross.right()));
    }

    /** A donor's condition must hold as well. */
    private Optional<Condition> grafted(Condition rule) {
        final List<Condition> own = RuleLeaves.of(rule);
        final List<Condition> offered =
                offers.stream().filter(leaf -> !own.contains(leaf)).toList();
        if (offered.isEmpty() || own.size() >= MAX_LEAVES) {
            return Optional.empty();
        }
        final List<Condition> parts = new ArrayList<>(rule instanceof Condition.All all ? all.parts() : List.of(rule));
        parts.add(offered.get(luck.below(offered.size(), "graft", 0)));
        return Optional.of(new Condition.All(parts));
    }

    /** Another feature of the same quantity in the place of one; a threshold keeps its place on the scale. */
    private Optional<Condition> withOtherFeature(Condition leaf) {
        final List<Operand.FeatureRef> present = RuleLeaves.features(leaf);
        if (present.isEmpty()) {
            return Optional.empty();
        }
        final Operand.FeatureRef old = present.get(luck.below(present.size(), "feature", 0));
        final FeatureDefinition oldDefinition = FeatureCatalogue.of(old);
        final List<FeatureDefinition> alike = FeatureCatalogue.all().stream()
                .filter(other -> other.quantity() == oldDefinition.quantity())
                .filter(other ->
                        present.stream().noneMatch(feature -> feature.name().equals(other.name())))
                .toList();
        if (alike.isEmpty()) {
            return Optional.empty();
        }
        final Operand.FeatureRef chosen = likened(alike.get(luck.below(alike.size(), "other", 0)), old);
        return Optional.of(RuleLeaves.operands(
                leaf,
                operand -> operand.visit(new Operand.Visitor<Operand>() {
                    @Override
                    public Operand feature(Operand.FeatureRef feature) {
                        return feature.equals(old) ? chosen : feature;
                    }

                    @Override
                    public Operand constant(Operand.Constant constant) {
                        return new Operand.Constant(translated(constant.value(), old, chosen));
                    }
                })));
    }

    /** {@code definition} with the old feature's parameters where they are allowed, else with the customary ones. */
    private static Operand.FeatureRef likened(FeatureDefinition definition, Operand.FeatureRef old) {
        final List<Double> values = new ArrayList<>();
        for (int i = 0; i < definition.parameters().size(); i++) {
            final FeatureParameter parameter = definition.parameters().get(i);
            final boolean fits = i < old.parameters().size()
                    && parameter.allows(old.parameters().get(i));
            values.add(fits ? old.parameters().get(i) : (Double) parameter.usual());
        }
        return definition.problemWith(values).isEmpty()
                ? new Operand.FeatureRef(definition.name(), values)
                : definition.withUsualParameters();
    }

    private static double translated(double threshold, Operand.FeatureRef from, Operand.FeatureRef to) {
        final Optional<UsualRange> range = GeneRanges.usualRange(to);
        if (range.isEmpty()) {
            return threshold;
        }
        final double position =
                GeneRanges.threshold("threshold", threshold, from).position();
        return new Gene(
                        Gene.Kind.THRESHOLD,
                        "threshold",
                        range.get().low(),
                        range.get().high(),
                        range.get().low())
                .valueAt(position);
    }

    private static Optional<Condition> replaced(
            Condition rule, int leaf, Function<Condition, Optional<Condition>> change) {
        return change.apply(RuleLeaves.of(rule).get(leaf))
                .map(changed -> RuleLeaves.replaced(rule, leaf, old -> changed));
    }

    private static Blueprint withEntryRule(Blueprint blueprint, Condition rule) {
        final EntryPlan entry = blueprint.entry();
        return new Blueprint(
                blueprint.name(),
                blueprint.family(),
                blueprint.scope(),
                new EntryPlan(entry.direction(), rule, entry.equityFraction(), entry.coolDownBars(), entry.order()),
                blueprint.exit(),
                blueprint.costDigest());
    }

    private static Blueprint withExitRule(Blueprint blueprint, Condition rule) {
        final ExitPlan exit = blueprint.exit();
        return new Blueprint(
                blueprint.name(),
                blueprint.family(),
                blueprint.scope(),
                blueprint.entry(),
                new ExitPlan(rule, exit.stop(), exit.target(), exit.maxHoldBars(), exit.trailing()),
                blueprint.costDigest());
    }
}
