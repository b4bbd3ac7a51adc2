package crucible.watchtower.calibration;

import crucible.model.Draw;
import crucible.model.Require;
import java.util.SplittableRandom;

/**
 * How the returns of an agent without skill may come about: variance 1 and, where {@link #isFair}, mean 0 given all that
 * came before.
 */
public enum ReturnLaw {
    GAUSSIAN("gaussian", true) {
        @Override
        Stream stream(SplittableRandom random) {
            return () -> normal(random);
        }
    },
    /** Student's t with 3 degrees of freedom: losses without any bound, and no fourth moment. */
    STUDENT_3("student-t3", true) {
        @Override
        Stream stream(SplittableRandom random) {
            return () -> student(random, 3) / Math.sqrt(3);
        }
    },
    /** The same, where gains and losses beyond five standard deviations do not happen. */
    STUDENT_3_CUT("student-t3-cut", true) {
        @Override
        Stream stream(SplittableRandom random) {
            return () -> {
                double draw;
                do {
                    draw = student(random, 3) / Math.sqrt(3);
                } while (Math.abs(draw) > 5 * CUT_SD);
                return draw / CUT_SD;
            };
        }
    },
    /** Sells insurance: 24 of 25 observations are small gains, the rest losses of 4.9 standard deviations. */
    MANY_SMALL_GAINS("skewed-many-small-gains", true) {
        @Override
        Stream stream(SplittableRandom random) {
            return () -> random.nextInt(25) == 0 ? -24 / Math.sqrt(24) : 1 / Math.sqrt(24);
        }
    },
    /** Buys lottery tickets: the mirror image. */
    FEW_LARGE_GAINS("skewed-few-large-gains", true) {
        @Override
        Stream stream(SplittableRandom random) {
            return () -> random.nextInt(25) == 0 ? 24 / Math.sqrt(24) : -1 / Math.sqrt(24);
        }
    },
    /** GARCH(1, 1), as persistent as 5m bars: calm and wild weeks. */
    CLUSTERED("volatility-clustered", true) {
        @Override
        Stream stream(SplittableRandom random) {
            return new Stream() {
                private double variance = 1;

                @Override
                public double next() {
                    final double draw = Math.sqrt(variance) * normal(random);
                    variance = 0.02 + 0.08 * draw * draw + 0.90 * variance;
                    return draw;
                }
            };
        }
    },
    /** A gain tends to follow a gain: no edge on average, one at every second bar. */
    MOMENTUM_WEAK("autocorrelated-0.1", false) {
        @Override
        Stream stream(SplittableRandom random) {
            return autoregressive(random, 0.1);
        }
    },
    /** The same, stronger. */
    MOMENTUM("autocorrelated-0.3", false) {
        @Override
        Stream stream(SplittableRandom random) {
            return autoregressive(random, 0.3);
        }
    },
    /** A loss tends to follow a gain. */
    REVERSAL("autocorrelated-minus-0.3", false) {
        @Override
        Stream stream(SplittableRandom random) {
            return autoregressive(random, -0.3);
        }
    };

    /** Standard deviation of {@link #STUDENT_3_CUT} before it is divided by this, from simulation of 40 million draws. */
    private static final double CUT_SD = 0.8444;

    private final String label;
    private final boolean fair;

    ReturnLaw(String label, boolean fair) {
        this.label = label;
        this.fair = fair;
    }

    /** Returns, one after the other. One thread. */
    @FunctionalInterface
    public interface Stream {
        /** The next return, in standard deviations. */
        double next();
    }

    /** Name in reports. */
    public String label() {
        return label;
    }

    /** Whether the mean is 0 given all that came before: what the e-process is made for. */
    public boolean isFair() {
        return fair;
    }

    /** The returns of one agent. */
    public Stream stream(long seed, int agent) {
        return stream(new SplittableRandom(Draw.bits(seed, name(), agent, 0, 0)));
    }

    abstract Stream stream(SplittableRandom random);

    /** A number of the standard normal law (Box and Muller, 1958). */
    public static double normal(SplittableRandom random) {
        final double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    /** R. Bailey, "Polar generation of random variates with the t-distribution", Math. Comp. 62 (1994). */
    static double student(SplittableRandom random, int degrees) {
        final double radius = 1 - random.nextDouble();
        final double angle = 2 * Math.PI * random.nextDouble();
        return StrictMath.cos(angle) * Math.sqrt(degrees * (StrictMath.pow(radius, -2.0 / degrees) - 1));
    }

    private static Stream autoregressive(SplittableRandom random, double correlation) {
        Require.that(Math.abs(correlation) < 1, "a correlation lies between -1 and 1", correlation);
        final double innovation = Math.sqrt(1 - correlation * correlation);
        return new Stream() {
            private double before;

            @Override
            public double next() {
                before = correlation * before + innovation * normal(random);
                return before;
            }
        };
    }
}
