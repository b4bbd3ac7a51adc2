/**
 * What the arena shows to people and tools: immutable records, the port that serves them, the port that takes orders, and
 * the feed of events. Names carry units ({@code feesUsdE8}, {@code openTimeMs}); the JSON writer of the REST package turns
 * the unit into the contract's pair of fields. What does not exist is an empty {@code Optional…} and becomes {@code null}.
 */
package crucible.server.view;
