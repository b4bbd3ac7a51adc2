/**
 * How often the judge is wrong, by simulation: agents without skill that must not be promoted, agents with skill that should be,
 * and the rising bar. Everything is a function of seeds; whoever runs it may spread agents over threads.
 */
package crucible.watchtower.calibration;
