/** Binance's public streams and REST, of spot and of USD-M futures. */
package crucible.exchange.binance;
