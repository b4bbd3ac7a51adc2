package crucible.server.view;

import crucible.model.Require;
import java.util.List;

/**
 * Everything about one agent that is not a list of its own.
 *
 * @param row its line of the leaderboard
 * @param positions its open positions, in the order in which they were opened
 * @param ordersSubmitted number of orders ever submitted
 * @param slippageUsdE8 sum of the slippage of all fills
 * @param seed its own seed for draws
 * @param actor who asked for it
 * @param reason why
 */
public record AgentDetail(
        AgentRow row,
        List<PositionView> positions,
        long ordersSubmitted,
        long slippageUsdE8,
        long seed,
        String actor,
        String reason) {
    public AgentDetail {
        Require.present("row", row);
        positions = List.copyOf(positions);
        Require.present("actor", actor);
        Require.present("reason", reason);
    }
}
