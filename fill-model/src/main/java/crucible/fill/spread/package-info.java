/**
 * What a market's bid-ask spread may have been where no quotes were seen: estimates from bars, over a rolling window.
 *
 * <pre>
 *   bars --&gt; RollingSpread --&gt; a fraction of the price, or ticks
 * </pre>
 *
 * <p>Each object belongs to one thread and holds state that is a function of the bars that it was shown.
 */
package crucible.fill.spread;
