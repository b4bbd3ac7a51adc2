package crucible.factory.dna;

import crucible.model.Blueprint;
import crucible.model.Blueprint.EntryPlan;
import crucible.model.Blueprint.ExitPlan;
import crucible.model.Condition;
import crucible.model.Distance;
import crucible.model.Operand;
import crucible.model.OrderKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Walks a blueprint in tree order, shows each number as a gene and builds the same blueprint with the numbers that it
 * is answered. Reading and writing are one walk, so they cannot disagree about the order.
 */
final class GeneWalk implements Condition.Visitor<Condition>, Distance.Visitor<Distance> {
    private final ToDoubleFunction<Gene> answers;
    private final List<String> path = new ArrayList<>();
    private final List<String> shape = new ArrayList<>();

    GeneWalk(ToDoubleFunction<Gene> answers) {
        this.answers = answers;
    }

    Blueprint walk(Blueprint blueprint) {
        final EntryPlan entry = entry(blueprint.entry());
        final ExitPlan exit = exit(blueprint.exit());
        return new Blueprint(
                blueprint.name(), blueprint.family(), blueprint.scope(), entry, exit, blueprint.costDigest());
    }

    /** Everything of the blueprint walked last that is no gene: two blueprints of one shape have the same genes. */
    List<String> shape() {
        return shape;
    }

    private EntryPlan entry(EntryPlan plan) {
        path.add("entry");
        shape.add(here(plan.direction().name()));
        final Condition rule = at("rule", plan.rule());
        final double equityFraction = answer(GeneRanges.equityFraction(here("equityFraction"), plan.equityFraction()));
        final int coolDownBars = (int) answer(GeneRanges.coolDownBars(here("coolDownBars"), plan.coolDownBars()));
        if (plan.order().kind() != OrderKind.MARKET) {
            shape.add(here(plan.order().toString()));
        }
        leave();
        return new EntryPlan(plan.direction(), rule, equityFraction, coolDownBars, plan.order());
    }

    private ExitPlan exit(ExitPlan plan) {
        path.add("exit");
        final Condition rule = plan.exitRule().map(it -> at("rule", it)).orElse(null);
        final Distance stop = at("stop", plan.stop());
        final Distance target = plan.profitTarget().map(it -> at("target", it)).orElse(null);
        final int maxHoldBars = (int) answer(GeneRanges.maxHoldBars(here("maxHoldBars"), plan.maxHoldBars()));
        if (plan.trailing()) {
            shape.add(here("trailing"));
        }
        leave();
        return new ExitPlan(rule, stop, target, maxHoldBars, plan.trailing());
    }

    @Override
    public Condition all(Condition.All node) {
        return new Condition.All(parts("all", node.parts()));
    }

    @Override
    public Condition any(Condition.Any node) {
        return new Condition.Any(parts("any", node.parts()));
    }

    @Override
    public Condition not(Condition.Not node) {
        return new Condition.Not(at("not", node.part()));
    }

    @Override
    public Condition compare(Condition.Compare node) {
        shape.add(here(node.comparison().name()));
        final Operand left = operand("left", node.left(), node.right());
        return new Condition.Compare(left, node.comparison(), operand("right", node.right(), node.left()));
    }

    @Override
    public Condition cross(Condition.Cross node) {
        shape.add(here(node.crossing().name()));
        final Operand left = operand("left", node.left(), node.right());
        return new Condition.Cross(left, node.crossing(), operand("right", node.right(), node.left()));
    }

    @Override
    public Distance percent(Distance.Percent distance) {
        return new Distance.Percent(answer(GeneRanges.percent(here("percent"), distance.percent())));
    }

    @Override
    public Distance atr(Distance.Atr distance) {
        final int period = (int) answer(GeneRanges.atrPeriod(here("period"), distance.period()));
        return new Distance.Atr(period, answer(GeneRanges.atrMultiple(here("multiple"), distance.multiple())));
    }

    private List<Condition> parts(String name, List<Condition> parts) {
        final List<Condition> walked = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            walked.add(at(name + "[" + i + "]", parts.get(i)));
        }
        return walked;
    }

    private Condition at(String name, Condition condition) {
        path.add(name);
        final Condition walked = condition.visit(this);
        leave();
        return walked;
    }

    private Distance at(String name, Distance distance) {
        path.add(name);
        final Distance walked = distance.visit(this);
        leave();
        return walked;
    }

    private Operand operand(String name, Operand operand, Operand against) {
        path.add(name);
        final Operand walked = operand.visit(new Operand.Visitor<>() {
            @Override
            public Operand feature(Operand.FeatureRef feature) {
                return parameters(feature);
            }

            @Override
            public Operand constant(Operand.Constant constant) {
                return new Operand.Constant(
                        answer(GeneRanges.threshold(String.join(".", path), constant.value(), against)));
            }
        });
        leave();
        return walked;
    }

    /** Parameters that do not fit together, such as a fast period above the slow one, stay as they were. */
    private Operand.FeatureRef parameters(Operand.FeatureRef feature) {
        shape.add(here(feature.name()));
        final List<Double> values = new ArrayList<>(feature.parameters().size());
        for (int i = 0; i < feature.parameters().size(); i++) {
            final String where = here(feature.name() + "[" + i + "]");
            values.add(answer(GeneRanges.parameter(where, feature, i)));
        }
        final Operand.FeatureRef walked = new Operand.FeatureRef(feature.name(), values);
        return GeneRanges.isValid(walked) ? walked : feature;
    }

    private double answer(Gene gene) {
        if (gene.isFixed()) {
            shape.add(gene.path() + "=" + gene.value());
            return gene.value();
        }
        shape.add(gene.path());
        return answers.applyAsDouble(gene);
    }

    private String here(String name) {
        return String.join(".", path) + "." + name;
    }

    private void leave() {
        path.remove(path.size() - 1);
    }
}
