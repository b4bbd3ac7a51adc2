/**
 * How much an instrument's price moves in a bar: models fitted off the hot path, one-step recursions on it, and a ladder
 * that always has an answer.
 *
 * <pre>
 *   returns --&gt; VolatilityLadder --&gt; sigma
 *                  |        ^
 *           window v        | outcome, stamped with the number of returns it was computed from
 *               EgarchFitter
 * </pre>
 *
 * <p>Fitters are pure functions for any thread; every other object with state belongs to one thread.
 */
package crucible.fill.volatility;
