package crucible.runtime.lane;

import java.util.Arrays;

/**
 * What the lanes tell the arbiter at a boundary, one row per agent ever born. The next boundary is published only after
 * the arbiter has read this one, so a row never changes under its reader. Rows are made before any lane sees the birth.
 */
public final class MarkBoard {
    private volatile AgentRow[] rows = {};

    /** Makes a row for an agent; called by the stage before the lanes when it sees the birth. */
    public void roomFor(int agentId) {
        final AgentRow[] old = rows;
        if (agentId >= old.length) {
            final AgentRow[] larger = Arrays.copyOf(old, Math.max(agentId + 1, old.length * 2));
            for (int id = old.length; id < larger.length; id++) {
                larger[id] = new AgentRow(id);
            }
            rows = larger;
        }
    }

    /** The row of an agent that was born. */
    public AgentRow row(int agentId) {
        return rows[agentId];
    }
}
