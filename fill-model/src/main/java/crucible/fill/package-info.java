/**
 * The fill desk: spread, slippage, fees and latency of every simulated order, and the exact ledger. All on the lane's
 * thread:
 *
 * <pre>
 * quotes, bars ──▶ LaneDesk ──▶ fills, ended orders (OutcomeSink)
 * agents' orders ──▶   │   ──▶ books (AccountView)
 *                      ├─ WaitingOrders: in and out of a market's queue; Brackets: stops and targets on bars
 *                      ├─ Execution: the one place where a touch becomes value, slippage, fee and books
 *                      └─ Market: last quote, who waits; Account: cash, profit, its Holdings
 * </pre>
 */
package crucible.fill;
