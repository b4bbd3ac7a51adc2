package crucible.server.view;

import crucible.watchtower.ControlCounts;
import crucible.watchtower.stat.MultipleTesting;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How many strategies were ever evaluated, what the deflated Sharpe ratio makes of it, and what luck alone came to.
 *
 * @param count every strategy ever evaluated
 * @param competing N: those that competed for the live record
 * @param records how many live records N comes from, where agents that move together are counted once
 * @param groups how many groups they are in; N is at least that
 * @param varianceOfT V: variance of their t statistics (Sharpe ratio × √observations), at least 1
 * @param expectedMaxT t statistic that the best of N would show by luck; absent before anybody competes
 * @param controlGroup what became of the control group
 * @param eBh who stands out as of this moment; promotes nobody
 * @param backtests those that are registered; they deflate backtests only
 */
public record TrialsView(
        long count,
        long competing,
        OptionalLong records,
        OptionalLong groups,
        OptionalDouble varianceOfT,
        OptionalDouble expectedMaxT,
        ControlGroupView controlGroup,
        EBh eBh,
        BacktestTrialsView backtests) {
    /** Without any backtest. */
    public TrialsView(
            long count,
            long competing,
            OptionalLong records,
            OptionalLong groups,
            OptionalDouble varianceOfT,
            OptionalDouble expectedMaxT,
            ControlGroupView controlGroup,
            EBh eBh) {
        this(count, competing, records, groups, varianceOfT, expectedMaxT, controlGroup, eBh, BacktestTrialsView.NONE);
    }

    /** The same with those who stand out among {@code rows}. */
    public TrialsView withEBh(List<AgentRow> rows) {
        return new TrialsView(
                count, competing, records, groups, varianceOfT, expectedMaxT, controlGroup, EBh.of(rows), backtests);
    }

    /** The same with what became of the control group. */
    public TrialsView withControlGroup(List<ControlCounts> counts) {
        return new TrialsView(
                count,
                competing,
                records,
                groups,
                varianceOfT,
                expectedMaxT,
                ControlGroupView.of(counts),
                eBh,
                backtests);
    }

    /** The same with these backtests. */
    public TrialsView withBacktests(BacktestTrialsView registered) {
        return new TrialsView(
                count, competing, records, groups, varianceOfT, expectedMaxT, controlGroup, eBh, registered);
    }

    /**
     * Agents that e-BH picks by their present e-values: among those picked, on average at most {@code alpha} have no
     * edge, at this moment. Looked at again and again it promises nothing, so it is for the eye only.
     *
     * @param alpha the share of false ones that is accepted
     * @param agents how many living agents with an e-value were looked at
     * @param agentIds those that were picked, ascending
     */
    public record EBh(double alpha, int agents, List<Integer> agentIds) {
        private static final double ALPHA = 0.01;
        /** Of nobody. */
        public static final EBh NONE = new EBh(ALPHA, 0, List.of());

        public EBh {
            agentIds = List.copyOf(agentIds);
        }

        /** Of the living among {@code rows}, the control group left out. */
        public static EBh of(List<AgentRow> rows) {
            final List<AgentRow> living = rows.stream()
                    .filter(row -> !row.state().isDead()
                            && !row.identity().origin().isControl()
                            && row.evidence().eValue().isPresent())
                    .toList();
            final double[] eValues = living.stream()
                    .mapToDouble(row -> row.evidence().eValue().getAsDouble())
                    .toArray();
            final List<Integer> picked = Arrays.stream(MultipleTesting.eBh(eValues, ALPHA))
                    .mapToObj(i -> living.get(i).id())
                    .sorted()
                    .toList();
            return new EBh(ALPHA, living.size(), picked);
        }
    }
}
