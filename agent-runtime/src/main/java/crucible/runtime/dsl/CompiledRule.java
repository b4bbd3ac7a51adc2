package crucible.runtime.dsl;

import crucible.model.Condition;
import crucible.model.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A rule as a decision graph: its comparisons and crossings in an array, each with the place to go on at if it holds and
 * if it does not. {@code all}, {@code any} and {@code not} are nothing but jumps, so evaluation stops as soon as the
 * answer is known. Immutable.
 */
final class CompiledRule {
    private static final int TRUE = -1;
    private static final int FALSE = -2;

    /** Numbers per leaf in the code: what it asks, its operands, where to go on. */
    private static final int WIDTH = 5;

    private static final int GREATER = 0;
    private static final int LESS = 1;
    private static final int CROSSES_ABOVE = 2;

    /**
     * All leaves in one array, so that a decision reads one piece of memory. An operand below 0 is a constant's place,
     * inverted.
     */
    private final int[] code;

    private final double[] constants;
    private final int start;

    private CompiledRule(List<Leaf> leaves, int start) {
        final List<Double> numbers = new ArrayList<>();
        this.code = new int[leaves.size() * WIDTH];
        for (int i = 0; i < leaves.size(); i++) {
            final Leaf leaf = leaves.get(i);
            code[i * WIDTH] = leaf.test.ordinal();
            code[i * WIDTH + 1] = leaf.left.placeOrConstant(numbers);
            code[i * WIDTH + 2] = leaf.right.placeOrConstant(numbers);
            code[i * WIDTH + 3] = leaf.onTrue;
            code[i * WIDTH + 4] = leaf.onFalse;
        }
        this.constants = numbers.stream().mapToDouble(Double::doubleValue).toArray();
        this.start = start;
    }

    /** Compiles {@code rule}; {@code index} gives each feature's place in the arrays. */
    static CompiledRule of(Condition rule, ToIntFunction<Operand.FeatureRef> index) {
        final Compiler compiler = new Compiler(index);
        final int start = compiler.place(rule, TRUE, FALSE);
        return new CompiledRule(compiler.leaves, start);
    }

    /** Whether the rule holds; comparisons with NaN do not. */
    boolean holds(double[] current, double[] previous) {
        int at = start;
        while (at >= 0) {
            final int leaf = at * WIDTH;
            at = code[leafHolds(leaf, current, previous) ? leaf + 3 : leaf + 4];
        }
        return at == TRUE;
    }

    private boolean leafHolds(int leaf, double[] current, double[] previous) {
        final int left = code[leaf + 1];
        final int right = code[leaf + 2];
        final double l = value(left, current);
        final double r = value(right, current);
        return switch (code[leaf]) {
            case GREATER -> l > r;
            case LESS -> l < r;
            case CROSSES_ABOVE -> l > r && value(left, previous) <= value(right, previous);
            default -> l < r && value(left, previous) >= value(right, previous);
        };
    }

    private double value(int operand, double[] values) {
        return operand < 0 ? constants[~operand] : values[operand];
    }

    /** What a leaf asks; the code holds the ordinal. */
    private enum Test {
        GREATER,
        LESS,
        CROSSES_ABOVE,
        CROSSES_BELOW
    }

    /** A feature's place, or a number where the place is −1. */
    private record Value(int place, double constant) {
        int placeOrConstant(List<Double> numbers) {
            if (place >= 0) {
                return place;
            }
            numbers.add(constant);
            return -numbers.size();
        }
    }

    /** One comparison or crossing. */
    private record Leaf(Test test, Value left, Value right, int onTrue, int onFalse) {}

    /** Places leaves from the last to the first, so that every jump's target is known. */
    private static final class Compiler implements Condition.Visitor<Integer>, Operand.Visitor<Value> {
        private final ToIntFunction<Operand.FeatureRef> index;
        private final List<Leaf> leaves = new ArrayList<>();
        private int onTrue;
        private int onFalse;

        Compiler(ToIntFunction<Operand.FeatureRef> index) {
            this.index = index;
        }

        /** Places {@code rule} with these exits and returns where it begins. */
        int place(Condition rule, int ifTrue, int ifFalse) {
            onTrue = ifTrue;
            onFalse = ifFalse;
            return rule.visit(this);
        }

        @Override
        public Integer all(Condition.All node) {
            final int ifFalse = onFalse;
            int next = onTrue;
            for (int i = node.parts().size() - 1; i >= 0; i--) {
                next = place(node.parts().get(i), next, ifFalse);
            }
            return next;
        }

        @Override
        public Integer any(Condition.Any node) {
            final int ifTrue = onTrue;
            int next = onFalse;
            for (int i = node.parts().size() - 1; i >= 0; i--) {
                next = place(node.parts().get(i), ifTrue, next);
            }
            return next;
        }

        @Override
        public Integer not(Condition.Not node) {
            return place(node.part(), onFalse, onTrue);
        }

        @Override
        public Integer compare(Condition.Compare node) {
            return leaf(
                    node.comparison() == Condition.Comparison.GREATER ? Test.GREATER : Test.LESS,
                    node.left(),
                    node.right());
        }

        @Override
        public Integer cross(Condition.Cross node) {
            return leaf(
                    node.crossing() == Condition.Crossing.ABOVE ? Test.CROSSES_ABOVE : Test.CROSSES_BELOW,
                    node.left(),
                    node.right());
        }

        private int leaf(Test test, Operand left, Operand right) {
            leaves.add(new Leaf(test, left.visit(this), right.visit(this), onTrue, onFalse));
            return leaves.size() - 1;
        }

        @Override
        public Value feature(Operand.FeatureRef feature) {
            return new Value(index.applyAsInt(feature), Double.NaN);
        }

        @Override
        public Value constant(Operand.Constant constant) {
            return new Value(-1, constant.value());
        }
    }
}
