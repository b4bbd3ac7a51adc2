/**
 * What a server does while the machine under it is in trouble: each trouble is looked for every second, told in plain
 * words, and over as soon as it is no longer there. What must be the same on replay goes into the journal as an event.
 *
 * <pre>
 *   disk, journal, clock, heap ──▶ ModeKeeper ──▶ Sequencer (trading stops, goes on)
 *                                      │     ──▶ InputGate (feeds are held)
 *                                      └────▶ /health/ready, metrics, log, the order to stop
 * </pre>
 */
package crucible.server.mode;
