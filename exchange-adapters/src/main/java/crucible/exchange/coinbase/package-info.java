/** Coinbase Advanced Trade spot: the public streams and REST. */
package crucible.exchange.coinbase;
