package crucible.runtime.event;

import crucible.model.Require;

/** An agent's code failed: it does nothing from now on. {@code failure} names exception and place, for people. */
public record Quarantine(int agentId, String failure) {
    public Quarantine {
        Require.notNegative("agentId", agentId);
        Require.text("failure", failure);
    }
}
