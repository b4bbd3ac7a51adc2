package crucible.factory.dna;

import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.model.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The comparisons and crossings of a rule, in tree order, and edits of one of them. */
final class RuleLeaves {
    private RuleLeaves() {}

    /** Leaves of the entry rule, then of the exit rule. */
    static List<Condition> of(Blueprint blueprint) {
        return Stream.concat(
                        of(blueprint.entry().rule()).stream(),
                        blueprint.exit().exitRule().stream().flatMap(rule -> of(rule).stream()))
                .toList();
    }

    static List<Condition> of(Condition rule) {
        final List<Condition> leaves = new ArrayList<>();
        edited(rule, leaf -> {
            leaves.add(leaf);
            return leaf;
        });
        return leaves;
    }

    /** The features that a leaf compares, left before right. */
    static List<Operand.FeatureRef> features(Condition leaf) {
        final List<Operand.FeatureRef> features = new ArrayList<>();
        operands(leaf, operand -> {
            if (operand instanceof Operand.FeatureRef feature) {
                features.add(feature);
            }
            return operand;
        });
        return features;
    }

    /** The leaf with its operands changed, left before right. */
    static Condition operands(Condition leaf, UnaryOperator<Operand> edit) {
        if (leaf instanceof Condition.Compare compare) {
            final Operand left = edit.apply(compare.left());
            return new Condition.Compare(left, compare.comparison(), edit.apply(compare.right()));
        }
        final Condition.Cross cross = (Condition.Cross) leaf;
        final Operand left = edit.apply(cross.left());
        return new Condition.Cross(left, cross.crossing(), edit.apply(cross.right()));
    }

    /** The rule with its leaf {@code index} changed. */
    static Condition replaced(Condition rule, int index, UnaryOperator<Condition> edit) {
        final int[] next = {0};
        return edited(rule, leaf -> next[0]++ == index ? edit.apply(leaf) : leaf)
                .orElseThrow();
    }

    /** The rule without its leaf {@code index}; empty if nothing is left. A group of one part becomes that part. */
    static Optional<Condition> without(Condition rule, int index) {
        final int[] next = {0};
        return edited(rule, leaf -> next[0]++ == index ? null : leaf);
    }

    /** Rebuilds the tree; a leaf answered with null vanishes, and with it every group that it leaves empty. */
    private static Optional<Condition> edited(Condition rule, UnaryOperator<Condition> edit) {
        return rule.visit(new Condition.Visitor<>() {
            @Override
            public Optional<Condition> all(Condition.All node) {
                return group(node.parts(), Condition.All::new);
            }

            @Override
            public Optional<Condition> any(Condition.Any node) {
                return group(node.parts(), Condition.Any::new);
            }

            @Override
            public Optional<Condition> not(Condition.Not node) {
                return node.part().visit(this).map(Condition.Not::new);
            }

            @Override
            public Optional<Condition> compare(Condition.Compare node) {
                return Optional.ofNullable(edit.apply(node));
            }

            @Override
            public Optional<Condition> cross(Condition.Cross node) {
                return Optional.ofNullable(edit.apply(node));
            }

            private Optional<Condition> group(List<Condition> parts, Function<List<Condition>, Condition> of) {
                final List<Condition> kept = new ArrayList<>();
                parts.forEach(part -> part.visit(this).ifPresent(kept::add));
                if (kept.size() == 1 && parts.size() > 1) {
                    return Optional.of(kept.get(0));
                }
                return kept.isEmpty() ? Optional.empty() : Optional.of(of.apply(kept));
            }
        });
    }
}
