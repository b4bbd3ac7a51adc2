package crucible.server.view;

import crucible.model.AgentState;
import crucible.model.Require;
import crucible.runtime.event.ListingChange;
import java.util.List;

/** What became of an operator's order. */
public sealed interface CommandResult {
    /** Reads the result. */
    <R> R visit(Visitor<R> visitor);

    /** One method per kind. */
    interface Visitor<R> {
        R applied(Applied result);

        R conflict(Conflict result);

        R notFound(NotFound result);

        R listed(Listed result);

        R refused(Refused result);
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

    /** Journaled and applied: the instrument comes or goes as of the event {@code sequence}. */
    record Listed(ListingChange.Kind change, int instrumentId, String venue, String symbol, long sequence)
            implements CommandResult {
        public Listed {
            Require.present("change", change);
            Require.notNegative("instrumentId", instrumentId);
            Require.text("venue", venue);
            Require.text("symbol", symbol);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.listed(this);
        }
    }

    /**
     * What was asked for cannot be.
     *
     * @param type short name of the refusal
     * @param near what was probably meant, the nearest first
     */
    record Refused(String type, String detail, List<String> near) implements CommandResult {
        public Refused {
            Require.text("type", type);
            Require.text("detail", detail);
            near = List.copyOf(near);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.refused(this);
        }
    }

    /** There is no such agent, or instrument. */
    record NotFound() implements CommandResult {
        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.notFound(this);
        }
    }
}
