/** Kraken spot: the public streams of the second WebSocket version, and REST. */
package crucible.exchange.kraken;
