/**
 * The life of a connection to any venue: sockets, deadlines, silence, waiting times, requests by HTTP. It knows no
 * venue's dialect; a {@link crucible.exchange.connection.VenueProtocol} tells it what to send and what a frame means.
 *
 * <pre>
 * control thread:  CONNECTING → prepare (REST) → open socket          ┌ close, failure, refusal → DOWN ┐
 * reader thread:                       subscribe → acknowledged → LIVE ┴ silence → STALE ──────────────┴→ back off → …
 * </pre>
 */
package crucible.exchange.connection;
