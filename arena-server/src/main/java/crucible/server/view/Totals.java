package crucible.server.view;

/**
 * Counts since genesis, over all agents that ever lived.
 *
 * @param bars closed bars on the ring
 * @param gapBars bars that could not be learned
 * @param repairedBars bars that were fetched after an interruption
 * @param fills fills of orders
 * @param trades positions closed completely
 * @param feesUsdE8 all fees
 * @param births agents born
 * @param deaths agents terminated
 * @param promotions agents promoted
 */
public record Totals(
        long bars,
        long gapBars,
        long repairedBars,
        long fills,
        long trades,
        long feesUsdE8,
        long births,
        long deaths,
        long promotions) {
    /** Before the first event. */
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
