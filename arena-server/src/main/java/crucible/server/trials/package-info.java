/**
 * The registry of backtests: every blueprint that was ever evaluated over recorded data, with the summary of its returns, so
 * that the deflated Sharpe ratio of the next one knows how many were tried. Live trials are not in it: the permanent record
 * tells them.
 *
 * <pre>crucible backtest ─▶ BacktestTrial ─▶ TrialRegistry (lock, cut what is torn, append, sync) ─▶ RegisteredTrials: N, V</pre>
 */
package crucible.server.trials;
