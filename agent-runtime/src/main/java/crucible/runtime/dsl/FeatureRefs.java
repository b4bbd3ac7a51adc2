package crucible.runtime.dsl;

import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.model.Distance;
import crucible.model.Operand;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The features that a blueprint reads. */
public final class FeatureRefs {
    private FeatureRefs() {}

    /**
     * Every feature that {@code blueprint} needs, each once, in the order of the text: entry rule, exit rule, then the
     * {@code atr} of stop, target and the offset of the entry order.
     */
    public static List<Operand.FeatureRef> of(Blueprint blueprint) {
        final Walk walk = new Walk();
        blueprint.entry().rule().visit(walk);
        blueprint.exit().exitRule().ifPresent(rule -> rule.visit(walk));
        blueprint.exit().stop().visit(walk);
        blueprint.exit().profitTarget().ifPresent(target -> target.visit(walk));
        if (blueprint.entry().order().offset() != null) {
            blueprint.entry().order().offset().visit(walk);
        }
        return List.copyOf(walk.found);
    }

    /** The feature that a distance in multiples of the average true range reads. */
    static Operand.FeatureRef of(Distance.Atr distance) {
        return new Operand.FeatureRef("atr", List.of((double) distance.period()));
    }

    private static final class Walk implements Condition.Visitor<Void>, Operand.Visitor<Void>, Distance.Visitor<Void> {
        private final Set<Operand.FeatureRef> found = new LinkedHashSet<>();

        @Override
        public Void all(Condition.All node) {
            node.parts().forEach(part -> part.visit(this));
            return null;
        }

        @Override
        public Void any(Condition.Any node) {
            node.parts().forEach(part -> part.visit(this));
            return null;
        }

        @Override
        public Void not(Condition.Not node) {
            return node.part().visit(this);
        }

        @Override
        public Void compare(Condition.Compare node) {
            node.left().visit(this);
            return node.right().visit(this);
        }

        @Override
        public Void cross(Condition.Cross node) {
            node.left().visit(this);
            return node.right().visit(this);
        }

        @Override
        public Void feature(Operand.FeatureRef feature) {
            found.add(feature);
            return null;
        }

        @Override
        public Void constant(Operand.Constant constant) {
            return null;
        }

        @Override
        public Void percent(Distance.Percent distance) {
            return null;
        }

        @Override
        public Void atr(Distance.Atr distance) {
            found.add(FeatureRefs.of(distance));
            return null;
        }
    }
}
