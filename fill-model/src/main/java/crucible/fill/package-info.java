/**
 * The fill desk: spread, slippage, fees and latency of every simulated order, and the exact ledger. All on the lane's
 * thread:
 *
 * <pre>
 * quotes, bars ──▶ LaneDesk ──▶ fills, ended orders (OutcomeSink)
 * agents' orders ──▶   │   ──▶ books (AccountView)
 *                      └─ Market: last quote, who waits; Account: cash, profit, its Holdings
 * </pre>
 */
package crucible.fill;
