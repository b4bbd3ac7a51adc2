/**
 * Statistics on series of numbers: moments, the normal distribution, Sharpe ratios and what can be said about them, and
 * the metrics of returns and trades. Knows nothing of agents. What does not exist is NaN in the allocation-free forms
 * and absent in the records; never 0 and never infinity.
 */
package crucible.watchtower.stat;
