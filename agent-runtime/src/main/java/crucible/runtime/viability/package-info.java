/** Whether an instrument moves enough on a timeframe to pay for trading it. */
package crucible.runtime.viability;
