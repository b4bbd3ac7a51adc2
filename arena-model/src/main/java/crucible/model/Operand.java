package crucible.model;

import java.util.List;

/** What a condition compares: a feature of the instrument's closed bars, or a number. */
public sealed interface Operand {
    /** Reads the operand. */
    <R> R visit(Visitor<R> visitor);

    /** One method per kind. */
    interface Visitor<R> {
        R feature(FeatureRef feature);

        R constant(Constant constant);
    }

    /** A finite number. */
    record Constant(double value) implements Operand {
        public Constant {
            Require.that(Double.isFinite(value), "constant is finite", value);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.constant(this);
        }
    }

    /**
     * A named streaming feature with its parameters, such as {@code ema(12)} or {@code zscore(20)}; the names and the
     * ranges of the parameters are the feature catalogue's.
     */
    record FeatureRef(String name, List<Double> parameters) implements Operand {
        public FeatureRef {
            Require.text("name", name);
            parameters = List.copyOf(parameters);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.feature(this);
        }

        /** Canonical text: {@code close}, {@code ema(12)}, {@code bollinger_upper(20,2.5)}. */
        @Override
        public String toString() {
            if (parameters.isEmpty()) {
                return name;
            }
            final StringBuilder text = new StringBuilder(name).append('(');
            for (int i = 0; i < parameters.size(); i++) {
                final double value = parameters.get(i);
                text.append(i == 0 ? "" : ",");
                if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                    text.append((long) value);
                } else {
                    text.append(value);
                }
            }
            return text.append(')').toString();
        }
    }
}
