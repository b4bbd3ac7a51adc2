package crucible.server.view;

import crucible.model.AgentState;
import crucible.model.Require;

/** What became of an operator's order. */
public sealed interface CommandResult {
    /** Reads the result. */
    <R> R visit(Visitor<R> visitor);

    /** One method per kind. */
    interface Visitor<R> {
        R applied(Applied result);

        R conflict(Conflict result);

        R notFound(NotFound result);
    }

    /** Journaled and applied: the agent is in {@code state} as of the event {@code sequence}. */
    record Applied(int agentId, AgentState state, long sequence) implements CommandResult {
        public Applied {
            Require.notNegative("agentId", agentId);
            Require.present("state", state);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.applied(this);
        }
    }

    /** The agent's state, or the arena's settings, forbid it. */
    record Conflict(String reason) implements CommandResult {
        public Conflict {
            Require.text("reason", reason);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.conflict(this);
        }
    }

    /** There is no such agent. */
    record NotFound() implements CommandResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.notFound(this);
        }
    }
}
