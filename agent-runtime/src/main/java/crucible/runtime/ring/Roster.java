package crucible.runtime.ring;

import crucible.model.AgentScore;
import crucible.model.Birth;
import crucible.model.Verdict;
import crucible.runtime.lane.AgentRow;

/** Every agent ever born, as the arbiter knows it at a boundary. Readable only inside a listener's callback. */
public interface Roster {
    /** Number of agents ever born; ids are 0 to this, exclusive. */
    int agents();

    /** How the agent came into being. */
    Birth birth(int agentId);

    /** Arena time of the birth. */
    long bornMs(int agentId);

    /** The agent's books as of the boundary. */
    AgentRow row(int agentId);

    /** The agent's statistics as of the boundary. */
    AgentScore score(int agentId);

    /** The last verdict that took effect on the agent; null if there is none. */
    Verdict verdict(int agentId);
}
