package crucible.fill.spread;

/**
 * How a relative bid-ask spread is estimated from bars. Every estimator is a mean over terms, one for each bar that
 * follows another without a gap; logarithms of prices are written in small letters: o, h, l, c, and m = (h + l) / 2.
 *
 * <p>A signed estimate may be negative: noise is then larger than the spread. What is used is never negative: terms below
 * zero count as zero where the authors say so, otherwise an estimate that is not above zero is none.
 */
public enum SpreadEstimator {
    /**
     * Corwin and Schultz (2012), "A simple way to estimate bid-ask spreads from daily high and low prices": the range of
     * two bars together against the ranges of each, because variance grows with time and the spread does not. A bar that
     * lies beyond the close before it is shifted by that gap. Terms below zero count as zero.
     */
    CORWIN_SCHULTZ(1, 2) {
        @Override
        void term(BarLogs before, BarLogs bar, double[] into, int at) {
            final double gap = Math.max(0, before.close - bar.high) + Math.min(0, before.close - bar.low);
            into[at] = corwinSchultz(before, bar.high + gap, bar.low + gap);
        }

        @Override
        double signed(TermWindow terms) {
            return mean(terms);
        }

        @Override
        double usable(TermWindow terms) {
            return meanOfPositive(terms);
        }
    },

    /** The same without the shift: for markets that never close. */
    CORWIN_SCHULTZ_UNADJUSTED(1, 2) {
        @Override
        void term(BarLogs before, BarLogs bar, double[] into, int at) {
            into[at] = corwinSchultz(before, bar.high, bar.low);
        }

        @Override
        double signed(TermWindow terms) {
            return mean(terms);
        }

        @Override
        double usable(TermWindow terms) {
            return meanOfPositive(terms);
        }
    },

    /**
     * Abdi and Ranaldo (2017), "A simple estimation of bid-ask spreads from daily close, high, and low prices":
     * s² = 4 (c₋₁ − m₋₁)(c₋₁ − m). Signed: the root of the mean. Used: the mean of the roots, terms below zero being zero
     * (their two-day correction).
     */
    ABDI_RANALDO(1, 2) {
        @Override
        void term(BarLogs before, BarLogs bar, double[] into, int at) {
            into[at] = 4 * (before.close - before.middle()) * (before.close - bar.middle());
        }

        @Override
        double signed(TermWindow terms) {
            return signedRoot(mean(terms));
        }

        @Override
        double usable(TermWindow terms) {
            double sum = 0;
            for (int i = 0; i < terms.count(); i++) {
                sum += Math.sqrt(Math.max(0, terms.get(i, 0)));
            }
            return terms.count() == 0 ? Double.NaN : sum / terms.count();
        }
    },

    /**
     * Roll (1984), "A simple implicit measure of the effective bid-ask spread in an efficient market": 2 √−cov(r, r₋₁) of
     * log returns from close to close, divisor one less than the number of pairs. Nothing to use where returns go on rather
     * than turn back.
     */
    ROLL(2, 3) {
        @Override
        void term(BarLogs before, BarLogs bar, double[] into, int at) {
            into[at] = bar.closeReturn;
            into[at + 1] = before.closeReturn;
        }

        @Override
        double signed(TermWindow terms) {
            final int n = terms.count();
            double now = 0;
            double then = 0;
            for (int i = 0; i < n; i++) {
                now += terms.get(i, 0);
                then += terms.get(i, 1);
            }
            double products = 0;
            for (int i = 0; i < n; i++) {
                products += (terms.get(i, 0) - now / n) * (terms.get(i, 1) - then / n);
            }
            return n < 2 ? Double.NaN : 2 * signedRoot(-products / (n - 1));
        }

        @Override
        double usable(TermWindow terms) {
            return ifPositive(signed(terms));
        }
    },

    /**
     * EDGE: Ardia, Guidotti and Kroencke (2024), "Efficient estimation of bid-ask spreads from open, high, low, and close
     * prices". No estimate from fewer than two bars in which the price moved; nothing to use where it is 0 or less. It is 0
     * where every open is the close before, as some venues write their bars: half of its evidence is then missing.
     */
    EDGE(Edge.WIDTH, 2) {
        @Override
        void term(BarLogs before, BarLogs bar, double[] into, int at) {
            Edge.term(before, bar, into, at);
        }

        @Override
        double signed(TermWindow terms) {
            return signedRoot(Edge.squaredSpread(terms));
        }

        @Override
        double usable(TermWindow terms) {
            return ifPositive(signed(terms));
        }
    };

    private static final double RANGE_CONSTANT = 3 - 2 * Math.sqrt(2);

    private final int width;
    private final int bars;

    SpreadEstimator(int width, int bars) {
        this.width = width;
        this.bars = bars;
    }

    /** Fewest bars in a row from which there is a term. */
    public int fewestBars() {
        return bars;
    }

    /** How many numbers a term has. */
    int width() {
        return width;
    }

    /** Writes the term of {@code bar}, which follows {@code before}. */
    abstract void term(BarLogs before, BarLogs bar, double[] into, int at);

    /** The estimate with its sign, as a fraction of the price; NaN where there is none. */
    abstract double signed(TermWindow terms);

    /** The estimate to be used, not negative; NaN where there is none. */
    abstract double usable(TermWindow terms);

    /** S = 2 (e^α − 1) / (1 + e^α) of two bars, of which the second has this range. */
    private static double corwinSchultz(BarLogs before, double high, double low) {
        final double first = before.high - before.low;
        final double second = high - low;
        final double both = Math.max(before.high, high) - Math.min(before.low, low);
        final double beta = first * first + second * second;
        final double alpha =
                (Math.sqrt(2 * beta) - Math.sqrt(beta)) / RANGE_CONSTANT - both / Math.sqrt(RANGE_CONSTANT);
        return 2 * StrictMath.tanh(alpha / 2);
    }

    private static double mean(TermWindow terms) {
        double sum = 0;
        for (int i = 0; i < terms.count(); i++) {
            sum += terms.get(i, 0);
        }
        return terms.count() == 0 ? Double.NaN : sum / terms.count();
    }

    private static double meanOfPositive(TermWindow terms) {
        double sum = 0;
        for (int i = 0; i < terms.count(); i++) {
            sum += Math.max(0, terms.get(i, 0));
        }
        return terms.count() == 0 ? Double.NaN : sum / terms.count();
    }

    private static double signedRoot(double square) {
        return square < 0 ? -Math.sqrt(-square) : Math.sqrt(square);
    }

    private static double ifPositive(double signed) {
        return signed > 0 ? signed : Double.NaN;
    }
}
