package crucible.server.view;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The backtests that are registered in the arena's data directory: what deflates a backtest, and nothing else.
 *
 * @param registered evaluations, each once, with those at other costs that nobody is chosen by
 * @param competing N: evaluations that compete
 * @param varianceOfT V: variance of their t statistics, at least 1; absent before anybody competes
 * @param expectedMaxT t statistic that the best of N would show by luck; absent before anybody competes
 * @param damage what is wrong with the registry; absent where nothing is
 * @param newest the newest of them, newest first
 */
public record BacktestTrialsView(
        long registered,
        long competing,
        OptionalDouble varianceOfT,
        OptionalDouble expectedMaxT,
        Optional<String> damage,
        List<Trial> newest) {
    /** Of a server that has no registry. */
    public static final BacktestTrialsView NONE =
            new BacktestTrialsView(0, 0, OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), List.of());

    public BacktestTrialsView {
        newest = List.copyOf(newest);
    }

    /**
     * One evaluation.
     *
     * @param key what makes it the same one
     * @param identity digest of the strategy
     * @param instruments symbols in its scope
     * @param purpose EVALUATION, or SENSITIVITY, which competes with nobody
     * @param sharpePerBar of its evidence; absent where it does not vary
     */
    public record Trial(
            String key,
            String name,
            String identity,
            List<String> instruments,
            String purpose,
            long observations,
            OptionalDouble sharpePerBar,
            long registeredTimeMs) {
        public Trial {
            instruments = List.copyOf(instruments);
        }
    }
}
