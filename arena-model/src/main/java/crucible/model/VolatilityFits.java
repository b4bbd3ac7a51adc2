package crucible.model;

import java.util.List;

/**
 * The fits of the instruments' volatility as the arena sees them: watches the bars, orders a fit where one is due at a
 * boundary, and hands in what has come of it. What is handed in becomes an event and holds from then on; it is a function of
 * the bars up to the boundary from which it was ordered. A fit takes milliseconds, so it is not made on the thread that
 * orders it.
 */
public interface VolatilityFits extends StateHolder {
    /** A closed bar; on the arbiter's thread, as the next three. */
    void onBar(BarView bar);

    /** A fit has become an event and holds from now on. */
    void onFit(VolatilityFit fit);

    /** All bars of a boundary are in: fits that are due are ordered, as of here. */
    void endBoundary(long boundaryTimeMs);

    /**
     * Fits that are done, to hold from {@code boundaryTimeMs} on, in a fixed order; each is handed in once. Called by the
     * sequencer just before it publishes that boundary, after the boundary before has been judged.
     */
    List<VolatilityFit> take(long boundaryTimeMs);
}
