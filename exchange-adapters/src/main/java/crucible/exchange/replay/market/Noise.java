package crucible.exchange.replay.market;

import crucible.model.Draw;

/** Random numbers of the generated market, addressed by seed, purpose, time and symbol. */
final class Noise {
    /** Moves that a bar is made of. */
    static final int MOVES = 8;

    /** Mean absolute value of {@link #heavy}-tailed noise with six degrees of freedom and variance 1. */
    static final double MEAN_ABSOLUTE = 0.75;

    private final long seed;

    Noise(long seed) {
        this.seed = seed;
    }

    double uniform(String purpose, long slot, int symbol, int index) {
        return Draw.uniform(seed, purpose, slot, symbol, index);
    }

    /** Standard normal. */
    double normal(String purpose, long slot, int symbol, int index) {
        return radius(purpose, slot, symbol, 2 * index)
                * StrictMath.cos(2 * Math.PI * uniform(purpose, slot, symbol, 2 * index + 1));
    }

    /** Fills {@code moves} with independent standard normals (Box and Muller, 1958). */
    void normals(double[] moves, String purpose, long slot, int symbol) {
        for (int i = 0; i + 1 < moves.length; i += 2) {
            final double radius = radius(purpose, slot, symbol, i);
            final double angle = 2 * Math.PI * uniform(purpose, slot, symbol, i + 1);
            moves[i] = radius * StrictMath.cos(angle);
            moves[i + 1] = radius * StrictMath.sin(angle);
        }
    }

    /**
     * The factor that turns normals into Student's t with six degrees of freedom, scaled to variance 1: the square root
     * of 4 over a chi-squared with six degrees, which is -2 ln of a product of three uniforms.
     */
    double heavy(String purpose, long slot, int symbol) {
        final double product =
                open(purpose, slot, symbol, 0) * open(purpose, slot, symbol, 1) * open(purpose, slot, symbol, 2);
        return Math.sqrt(4 / (-2 * StrictMath.log(product)));
    }

    private double radius(String purpose, long slot, int symbol, int index) {
        return Math.sqrt(-2 * StrictMath.log(open(purpose, slot, symbol, index)));
    }

    /** In (0, 1). */
    private double open(String purpose, long slot, int symbol, int index) {
        return uniform(purpose, slot, symbol, index) + 0x1p-54;
    }
}
