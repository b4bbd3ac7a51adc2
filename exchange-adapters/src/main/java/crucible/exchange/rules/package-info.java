/**
 * Readers of the venues' instrument documents, one per format: text in, listed instruments with their order rules or the
 * named reason why they cannot be traded here out. Pure functions of their input.
 */
package crucible.exchange.rules;
