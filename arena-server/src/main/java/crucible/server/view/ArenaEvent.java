package crucible.server.view;

import crucible.model.AgentState;
import crucible.model.ExitReason;
import crucible.model.Side;
import java.util.List;
import java.util.Optional;

/** Something that has happened in the arena and is journaled. */
public sealed interface ArenaEvent {
    /** Number of the ring's event behind it. */
    long sequence();

    /** Name on the wire: {@code boundary}, {@code fill}, {@code lifecycle}, {@code verdict}, {@code equity}. */
    String type();

    /** A newer event of this type makes one that still waits for a reader worthless. */
    default boolean replacesOlder() {
        return false;
    }

    /** A boundary has been judged. */
    record Boundary(long sequence, long boundaryTimeMs, List<BarClose> bars, Totals totals) implements ArenaEvent {
        public Boundary {
            bars = List.copyOf(bars);
        }

        @Override
        public String type() {
            return "boundary";
        }

        @Override
        public boolean replacesOlder() {
            return true;
        }
    }

    /** A bar that closed at a boundary: its instrument's symbol and its closing price. */
    record BarClose(String instrument, crucible.model.Timeframe timeframe, double close) {}

    /**
     * An order has filled; the price is the touch in quote currency.
     *
     * @param crowded whether all agents' fills in its bar, itself among them, were more than the bar's volume
     */
    record Fill(
            long sequence,
            long timeMs,
            int agentId,
            String instrument,
            Side side,
            boolean entry,
            Optional<ExitReason> exitReason,
            double price,
            double quantityBase,
            long feeUsdE8,
            long slippageUsdE8,
            boolean crowded)
            implements ArenaEvent {
        @Override
        public String type() {
            return "fill";
        }
    }

    /** An agent was born or changed state; {@code before} is absent at its birth. */
    record Lifecycle(
            long sequence,
            long timeMs,
            int agentId,
            String name,
            Optional<AgentState> before,
            AgentState state,
            String words)
            implements ArenaEvent {
        @Override
        public String type() {
            return "lifecycle";
        }
    }

    /** A decision has taken effect. */
    record Decision(long sequence, long timeMs, VerdictView verdict) implements ArenaEvent {
        @Override
        public String type() {
            return "verdict";
        }
    }

    /** Equity of the agents in the slots and the hall of fame at a boundary; may be published less often than boundaries. */
    record Equity(long sequence, long boundaryTimeMs, List<AgentEquity> agents) implements ArenaEvent {
        public Equity {
            agents = List.copyOf(agents);
        }

        @Override
        public String type() {
            return "equity";
        }

        @Override
        public boolean replacesOlder() {
            return true;
        }
    }

    /** Equity of one agent. */
    record AgentEquity(int id, long equityUsdE8) {}
}
