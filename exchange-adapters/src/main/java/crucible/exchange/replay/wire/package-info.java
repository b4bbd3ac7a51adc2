/**
 * The replay venue's wire, whatever protocol is spoken on it: HTTP and WebSocket on one port, clients with their streams
 * and what waits for them. A {@link crucible.exchange.replay.wire.WireDialect} adds paths and words.
 */
package crucible.exchange.replay.wire;
