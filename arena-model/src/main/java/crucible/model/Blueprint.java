package crucible.model;

import java.util.List;
import java.util.Optional;

/**
 * A complete strategy definition: data, not code. The factory breeds blueprints, the runtime turns them into agents.
 *
 * @param name for people, 1 to 80 characters; not part of the strategy's identity
 * @param family the idea it belongs to, such as {@code trend} or {@code mean-reversion}
 * @param scope where and on which bars it trades
 * @param entry when and how it opens a position
 * @param exit when it closes one
 * @param costDigest SHA-256 (64 hexadecimal digits) of the cost settings under which it was found
 */
public record Blueprint(String name, String family, Scope scope, EntryPlan entry, ExitPlan exit, String costDigest) {
    public Blueprint {
        Require.text("name", name);
        Require.that(name.length() <= 80, "name has at most 80 characters", name.length());
        Require.text("family", family);
        Require.present("scope", scope);
        Require.present("entry", entry);
        Require.present("exit", exit);
        Require.that(
                costDigest != null && costDigest.matches("[0-9a-f]{64}"),
                "costDigest is 64 hexadecimal digits",
                costDigest);
    }

    /** The same strategy under another name. */
    public Blueprint withName(String other) {
        return new Blueprint(other, family, scope, entry, exit, costDigest);
    }

    /** The same strategy bound to other cost settings: for who may bind it to them. */
    public Blueprint withCostDigest(String other) {
        return new Blueprint(name, family, scope, entry, exit, other);
    }

    /**
     * Where a blueprint trades.
     *
     * @param timeframe the bars it decides on
     * @param symbols symbols it trades, in a fixed order; empty = every instrument of the arena
     */
    public record Scope(Timeframe timeframe, List<String> symbols) {
        public Scope {
            Require.present("timeframe", timeframe);
            symbols = List.copyOf(symbols);
        }

        /** Whether {@code symbol} is in scope. */
        public boolean includes(String symbol) {
            return symbols.isEmpty() || symbols.contains(symbol);
        }
    }

    /**
     * How a position is opened.
     *
     * @param direction long, or short where the instrument's kind allows it
     * @param rule must hold on a closed bar
     * @param equityFraction part of the agent's equity that goes into one position, in (0, 1]
     * @param coolDownBars bars to wait after a position was closed, in [0, 1000]
     * @param order by which order
     */
    public record EntryPlan(
            Direction direction, Condition rule, double equityFraction, int coolDownBars, EntryOrder order) {
        public EntryPlan {
            Require.present("direction", direction);
            Require.present("rule", rule);
            Require.that(equityFraction > 0 && equityFraction <= 1, "equityFraction lies in (0, 1]", equityFraction);
            Require.between("coolDownBars", coolDownBars, 0, 1000);
            Require.present("order", order);
        }

        /** By a market order. */
        public EntryPlan(Direction direction, Condition rule, double equityFraction, int coolDownBars) {
            this(direction, rule, equityFraction, coolDownBars, EntryOrder.MARKET);
        }
    }

    /**
     * How a position is closed: by whichever comes first.
     *
     * @param rule closes when it holds on a closed bar; null for none
     * @param stop protective stop, always present
     * @param target profit target; null for none
     * @param maxHoldBars longest holding time in bars, in [1, 10000]
     * @param trailing whether the stop follows the best price at its distance
     */
    public record ExitPlan(Condition rule, Distance stop, Distance target, int maxHoldBars, boolean trailing) {
        public ExitPlan {
            Require.present("stop", stop);
            Require.between("maxHoldBars", maxHoldBars, 1, 10_000);
        }

        /** With a stop that stays. */
        public ExitPlan(Condition rule, Distance stop, Distance target, int maxHoldBars) {
            this(rule, stop, target, maxHoldBars, false);
        }

        /** The exit rule, where there is one. */
        public Optional<Condition> exitRule() {
            return Optional.ofNullable(rule);
        }

        /** The profit target, where there is one. */
        public Optional<Distance> profitTarget() {
            return Optional.ofNullable(target);
        }
    }
}
