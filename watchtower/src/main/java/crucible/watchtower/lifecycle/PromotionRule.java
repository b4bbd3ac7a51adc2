package crucible.watchtower.lifecycle;

/**
 * Promotion needs PSR against 0 and DSR against the scaled hurdle, both at least the confidence. FAIL means not yet.
 *
 * @param confidence in [0.5, 1)
 */
public record PromotionRule(double confidence) {
    /** The first, cheap half: PSR alone; NaN where it does not exist. */
    public Finding atPsr(double psr) {
        return Finding.atLeast(psr, confidence);
    }

    /** Both halves; NaN where a number does not exist. */
    public Finding at(double psr, double dsr) {
        final Finding first = atPsr(psr);
        return first == Finding.PASS ? Finding.atLeast(dsr, confidence) : first;
    }
}
