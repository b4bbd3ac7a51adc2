/**
 * How often the judge's rules are wrong, and how long they take to be right: agents whose skill is known, because their
 * returns are drawn, before the very classes that judge the live arena. Each agent's draws are addressed by seed, purpose
 * and agent, and results are counts and lists by agent, so they depend neither on order nor on who computes which part.
 */
package crucible.watchtower.calibration;
