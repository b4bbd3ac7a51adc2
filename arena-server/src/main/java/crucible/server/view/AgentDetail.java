package crucible.server.view;

import crucible.model.Require;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Everything about one agent that is not a list of its own.
 *
 * @param row its line of the leaderboard
 * @param positions its open positions, in the order in which they were opened
 * @param ordersSubmitted number of orders ever submitted
 * @param slippageUsdE8 sum of the slippage of all fills
 * @param regimes its record by what the market was like before each bar
 * @param seed its own seed for draws
 * @param actor who asked for it
 * @param reason why
 */
public record AgentDetail(
        AgentRow row,
        List<PositionView> positions,
        long ordersSubmitted,
        long slippageUsdE8,
        List<Regime> regimes,
        long seed,
        String actor,
        String reason) {
    public AgentDetail {
        Require.present("row", row);
        positions = List.copyOf(positions);
        regimes = List.copyOf(regimes);
        Require.present("actor", actor);
        Require.present("reason", reason);
    }

    /**
     * The returns of the bars of one kind.
     *
     * @param name such as {@code session.asia}, {@code volatility.wild} or {@code trend.up}
     * @param observations how many
     * @param meanPerBar their mean, 0.01 = 1 %
     * @param sharpe mean over standard deviation per bar
     */
    public record Regime(String name, long observations, double meanPerBar, OptionalDouble sharpe) {}
}
