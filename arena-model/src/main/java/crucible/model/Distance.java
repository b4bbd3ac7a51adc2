package crucible.model;

/** How far a stop or target lies from the entry price. */
public sealed interface Distance {
    /** Reads the distance. */
    <R> R visit(Visitor<R> visitor);

    /** One method per kind. */
    interface Visitor<R> {
        R percent(Percent distance);

        R atr(Atr distance);
    }

    /** Percent of the entry price, in {@code (0, 50]}. */
    record Percent(double percent) implements Distance {
        public Percent {
            Require.that(percent > 0 && percent <= 50, "percent lies in (0, 50]", percent);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.percent(this);
        }
    }

    /** A multiple, in {@code (0, 50]}, of the average true range over {@code period} bars, in {@code [2, 500]}. */
    record Atr(int period, double multiple) implements Distance {
        public Atr {
            Require.between("period", period, 2, 500);
            Require.that(multiple > 0 && multiple <= 50, "multiple lies in (0, 50]", multiple);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.atr(this);
        }
    }
}
