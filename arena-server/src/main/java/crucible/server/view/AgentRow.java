package crucible.server.view;

import crucible.model.AgentState;
import crucible.model.Require;
import crucible.model.Verdict;
import java.util.Optional;

/**
 * One line of the leaderboard.
 *
 * @param identity what never changes
 * @param standing where it stands
 * @param books its money
 * @param trades what its closed trades came to
 * @param evidence its statistics
 * @param position its first open position
 */
public record AgentRow(
        AgentIdentity identity,
        Standing standing,
        AgentBooks books,
        TradeStats trades,
        AgentEvidence evidence,
        Optional<PositionView> position)
        implements Inlined {
    public AgentRow {
        Require.present("identity", identity);
        Require.present("standing", standing);
        Require.present("books", books);
        Require.present("trades", trades);
        Require.present("evidence", evidence);
        Require.present("position", position);
    }

    /**
     * Where an agent stands.
     *
     * @param state its state
     * @param slot tournament slot it fills; −1 outside the slots
     * @param returnFrac equity over capital, minus 1
     * @param drawdownFrac how far equity is below its peak, in [0, 1]
     * @param openPositions number of open positions
     * @param promotedBy who promoted it
     * @param death how it ended
     * @param hindrance of an untradeable agent, what it cannot pay for
     */
    public record Standing(
            AgentState state,
            int slot,
            double returnFrac,
            double drawdownFrac,
            int openPositions,
            Optional<Verdict.Authority> promotedBy,
            Optional<DeathView> death,
            Optional<String> hindrance)
            implements Inlined {
        public Standing {
            Require.present("hindrance", hindrance);
            Require.present("state", state);
            Require.present("promotedBy", promotedBy);
            Require.present("death", death);
        }

        /** Of an agent that nothing keeps from trading. */
        public Standing(
                AgentState state,
                int slot,
                double returnFrac,
                double drawdownFrac,
                int openPositions,
                Optional<Verdict.Authority> promotedBy,
                Optional<DeathView> death) {
            this(state, slot, returnFrac, drawdownFrac, openPositions, promotedBy, death, Optional.empty());
        }
    }

    /** Its id. */
    public int id() {
        return identity.id();
    }

    /** Its state. */
    public AgentState state() {
        return standing.state();
    }
}
