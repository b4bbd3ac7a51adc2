/**
 * Evidence that may be looked at as often as one likes: e-processes, and what a record has to beat among those that
 * competed with it. Knows series of returns, nothing of agents or of the lifecycle.
 */
package crucible.watchtower.evidence;
