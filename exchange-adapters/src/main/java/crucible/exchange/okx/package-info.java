/** OKX v5's public streams and REST, of spot and of linear swaps. */
package crucible.exchange.okx;
