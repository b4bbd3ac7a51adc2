/**
 * The arena's one total order: the sequencer that claims every slot, the stages that consume them, and the ring that
 * runs the stages on threads. The same stages run directly, without a ring, in trials and replay.
 *
 * <pre>
 *   feeds, commands, births ──▶ Sequencer ──▶ journal ─▶ features ─▶ lane 0..k ─▶ Arbiter ──▶ ArenaListener
 *                                   ▲                                               │
 *                                   └─────────────── Outbox ◀── verdicts, births ───┘
 * </pre>
 */
package crucible.runtime.ring;
