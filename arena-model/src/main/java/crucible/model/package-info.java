/**
 * Ground types and the small ports between the stages of the arena: instruments and their rules, bars, quotes, orders,
 * fills, blueprints, verdicts, exact money and event time. Everything above speaks in these words; this package knows
 * nothing but {@code java.base}.
 */
package crucible.model;
