/**
 * The market that the replay venue plays: recorded files or a generated process, the path within each bar, and the
 * player that turns both into trades, quotes and candles in one deterministic order. Knows no protocol, no socket and
 * no clock.
 */
package crucible.exchange.replay.market;
