/**
 * A lane: one handler thread with its agents, their accounts and their fill desk. Market events come in from the ring,
 * marks and outcomes go out to the arbiter; nothing on a lane is shared with another lane.
 */
package crucible.runtime.lane;
