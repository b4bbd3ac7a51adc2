/**
 * Blueprints as genes: what may vary, within which range and on which scale, and the two ways in which a child differs
 * from its parents. Blueprints come in, blueprints go out; nothing here has state or threads.
 *
 * <pre>
 *   blueprint ──▶ Dna (genes in tree order) ──▶ Crossover ──▶ Mutation ──▶ blueprint
 * </pre>
 */
package crucible.factory.dna;
