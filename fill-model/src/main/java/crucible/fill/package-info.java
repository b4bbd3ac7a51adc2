/** The fill desk: spread, slippage, impact, fees and latency of every simulated order. */
package crucible.fill;
