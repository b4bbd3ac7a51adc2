package crucible.model;

import java.util.List;

/**
 * A rule of a blueprint: a tree of comparisons and crossings over features of closed bars. It can see the newest closed
 * bar and, for crossings, the one before; no node can look further in either direction.
 */
public sealed interface Condition {
    /** Reads the tree; a new kind of node makes every reader fail to compile until it has met it. */
    <R> R visit(Visitor<R> visitor);

    /** One method per kind of node. */
    interface Visitor<R> {
        R all(All node);

        R any(Any node);

        R not(Not node);

        R compare(Compare node);

        R cross(Cross node);
    }

    /** True if every part is; at least one part. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
            Require.that(!parts.isEmpty(), "all has at least one part", parts);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.all(this);
        }
    }

    /** True if some part is; at least one part. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
            Require.that(!parts.isEmpty(), "any has at least one part", parts);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.any(this);
        }
    }

    /** True if the part is not. */
    record Not(Condition part) implements Condition {
        public Not {
            Require.present("part", part);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /** {@code left > right} or {@code left < right} on the newest closed bar; equality is neither. */
    record Compare(Operand left, Comparison comparison, Operand right) implements Condition {
        public Compare {
            Require.present("left", left);
            Require.present("comparison", comparison);
            Require.present("right", right);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.compare(this);
        }
    }

    /** {@code left} was not beyond {@code right} on the bar before and is beyond it on the newest closed bar. */
    record Cross(Operand left, Crossing crossing, Operand right) implements Condition {
        public Cross {
            Require.present("left", left);
            Require.present("crossing", crossing);
            Require.present("right", right);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.cross(this);
        }
    }

    /** Order of two operands. */
    enum Comparison {
        GREATER,
        LESS
    }

    /** Way of a crossing. */
    enum Crossing {
        ABOVE,
        BELOW
    }
}
