package crucible.model;

/**
 * Random numbers addressed by their coordinates. A draw depends on nothing but its arguments: not on call order, not on
 * who else plays. SplitMix64 output function: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators",
 * OOPSLA 2014.
 */
public final class Draw {
    private Draw() {}

    /** 64 random bits for the coordinates {@code (seed, purpose, a, b, c)}. */
    public static long bits(long seed, String purpose, long a, long b, long c) {
        return mix(mix(mix(mix(mix(seed) + purpose.hashCode()) + a) + b) + c);
    }

    /** A double in {@code [0, 1)} for the coordinates. */
    public static double uniform(long seed, String purpose, long a, long b, long c) {
        return (bits(seed, purpose, a, b, c) >>> 11) * 0x1p-53;
    }

    /** A whole number in {@code [0, bound)} for the coordinates. */
    public static int below(int bound, long seed, String purpose, long a, long b, long c) {
        return (int) (uniform(seed, purpose, a, b, c) * Require.positive("bound", (long) bound));
    }

    /** The SplitMix64 step: a bijection of the 64-bit numbers that leaves no visible pattern. */
    public static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
