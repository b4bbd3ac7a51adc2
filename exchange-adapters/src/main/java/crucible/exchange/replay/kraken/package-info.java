/** Kraken's public protocol, as the replay venue speaks it. */
package crucible.exchange.replay.kraken;
