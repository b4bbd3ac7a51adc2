package crucible.watchtower.calibration;

import crucible.model.Draw;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How the returns of an agent without skill may come about: variance 1, and but for {@link #AUTOCORRELATED} mean 0 given all
 * that came before. Draws are a function of their seed.
 */
public enum ReturnLaw {
    GAUSSIAN {
        @Override
        Stream stream(SplittableRandom random) {
            return () -> normal(random);
        }
    },
    /** Student's t with 3 degrees of freedom: losses without any bound, and no fourth moment. */
    STUDENT_3 {
        @Override
        Stream stream(SplittableRandom random) {
            return () -> student(random, 3) / Math.sqrt(3);
        }
    },
    /** The same, where gains and losses beyond five standard deviations do not happen. */
    STUDENT_3_CUT {
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
    MANY_SMALL_GAINS {
        @Override
        Stream stream(SplittableRandom random) {
            return () -> random.nextInt(25) == 0 ? -24 / Math.sqrt(24) : 1 / Math.sqrt(24);
        }
    },
    /** Buys lottery tickets: the mirror image. */
    FEW_LARGE_GAINS {
        @Override
        Stream stream(SplittableRandom random) {
            return () -> random.nextInt(25) == 0 ? 24 / Math.sqrt(24) : -1 / Math.sqrt(24);
        }
    },
    /** GARCH(1, 1), as persistent as 5m bars: calm and wild weeks. */
    CLUSTERED {
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
    /** Mean 0 on average, but after a gain more gains: autocorrelation 0.3. Outside of what any guarantee here covers. */
    AUTOCORRELATED {
        @Override
        Stream stream(SplittableRandom random) {
            return new Stream() {
                private double last;

                @Override
                public double next() {
                    last = 0.3 * last + Math.sqrt(1 - 0.09) * normal(random);
                    return last;
                }
            };
        }
    };

    /** Standard deviation of {@link #STUDENT_3_CUT} before it is divided by this, from simulation of 40 million draws. */
    private static final double CUT_SD = 0.8444;

    /** Returns, one after the other. One thread. */
    public interface Stream {
        /** The next one, in standard deviations. */
        double next();
    }

    /** Whether nothing that came before says anything about the mean of what comes. */
    public boolean isMartingale() {
        return this != AUTOCORRELATED;
    }

    /** Its name for people: lower case, with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    abstract Stream stream(SplittableRandom random);

    /** The returns of one agent. */
    public Stream stream(long seed, int agent) {
        return stream(new SplittableRandom(Draw.bits(seed, name(), agent, 0, 0)));
    }

    /** A draw from the standard normal law. */
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
}
