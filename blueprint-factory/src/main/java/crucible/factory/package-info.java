/**
 * Refills the tournament: keeps the DNA of the best and breeds a replacement for every slot that a verdict frees.
 *
 * <pre>
 *   births, verdicts with scores ──▶ {@link crucible.factory.BlueprintFactory} ──▶ births, at the end of the boundary
 *                                          │      ▲
 *                                     elite pool  └── founders
 * </pre>
 *
 * <p>All of it runs on the judge's thread; what REST shows may be read by any. A child is a function of the tournament's
 * seed, slot, boundary, pool and what was ever born.
 */
package crucible.factory;
