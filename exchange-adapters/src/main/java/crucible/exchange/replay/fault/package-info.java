/**
 * Faults that the replay venue commits as a script says: {@link crucible.exchange.replay.fault.FaultScript} is the text,
 * {@link crucible.exchange.replay.fault.FaultDesk} what of it holds now.
 */
package crucible.exchange.replay.fault;
