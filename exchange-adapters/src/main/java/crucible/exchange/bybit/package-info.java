/** Bybit v5's public streams and REST, of spot and of linear perpetuals. */
package crucible.exchange.bybit;
