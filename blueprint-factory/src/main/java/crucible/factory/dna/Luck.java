package crucible.factory.dna;

import crucible.model.Draw;

/**
 * The luck of one child: draws addressed by purpose and place, so that no draw depends on how many others were made.
 * Immutable.
 *
 * @param seed decides every draw
 */
public record Luck(long seed) {
    /** Another, independent luck, such as that of the next attempt. */
    public Luck of(String purpose, long index) {
        return new Luck(Draw.bits(seed, purpose, index, 0, 0));
    }

    /** A number in {@code [0, 1)}. */
    public double uniform(String purpose, long index) {
        return Draw.uniform(seed, purpose, index, 0, 0);
    }

    /** Whether something of this probability happens; never for 0, always for 1. */
    public boolean happens(double probability, String purpose, long index) {
        return uniform(purpose, index) < probability;
    }

    /** A whole number in {@code [0, bound)}; {@code bound} is at least 1. */
    public int below(int bound, String purpose, long index) {
        return Draw.below(bound, seed, purpose, index, 0, 0);
    }

    /** A standard normal number: Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958. */
    public double gaussian(String purpose, long index) {
        final double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - Draw.uniform(seed, purpose, index, 1, 0)));
        return radius * StrictMath.cos(2 * Math.PI * Draw.uniform(seed, purpose, index, 2, 0));
    }
}
