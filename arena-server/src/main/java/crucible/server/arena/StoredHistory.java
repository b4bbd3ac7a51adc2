package crucible.server.arena;

import crucible.model.AgentState;
import crucible.model.DeathCause;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.OrderEnd;
import crucible.model.Side;
import crucible.model.StateForm;
import crucible.model.StateSink;
import crucible.model.Verdict;
import crucible.server.view.OrderView;
import crucible.server.view.TradeView;
import crucible.server.view.VerdictView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One agent's history as of a boundary, to be kept beside a snapshot.
 *
 * @param upTo sequence of the boundary; −1 before the first
 * @param isSettled whether the agent is dead and its books can no longer change
 * @param state as it was shown
 * @param droppedTrades trades before the first of {@code trades}
 * @param peakUsdE8 highest equity so far
 * @param trades the newest ones, oldest first
 * @param orders the newest ones, oldest first
 * @param verdicts all of them where there are two or more; one alone is in the snapshot itself; without the digest of the
 *     costs, which the agent's birth tells
 * @param open the entries of the open positions
 * @param equity the equity curve
 */
record StoredHistory(
        long upTo,
        boolean isSettled,
        AgentState state,
        long droppedTrades,
        long peakUsdE8,
        List<TradeView> trades,
        List<OrderView> orders,
        List<VerdictView> verdicts,
        List<OpenLeg> open,
        EquityHistory.Curve equity) {
    /** Of the content that is written. */
    static final int VERSION = 2;

    /** An open position: all of its entries as one leg, and what is closed of it as another. */
    record OpenLeg(
            int instrumentId,
            TradeView.Leg leg,
            Direction direction,
            double quantityBase,
            long notionalUsdE8,
            TradeView.Leg exit,
            double closedBase) {
        /** With another entry. */
        OpenLeg and(OpenLeg more) {
            return new OpenLeg(
                    instrumentId,
                    joined(leg, quantityBase, more.leg, more.quantityBase),
                    direction,
                    quantityBase + more.quantityBase,
                    notionalUsdE8 + more.notionalUsdE8,
                    exit,
                    closedBase);
        }

        /** With a part closed. */
        OpenLeg closing(TradeView.Leg part, double partBase) {
            final TradeView.Leg all = closedBase == 0 ? part : joined(exit, closedBase, part, partBase);
            final TradeView.Leg last =
                    new TradeView.Leg(part.timeMs(), all.price(), all.slippageUsdE8(), all.feeUsdE8(), all.crowded());
            return new OpenLeg(instrumentId, leg, direction, quantityBase, notionalUsdE8, last, closedBase + partBase);
        }

        private static TradeView.Leg joined(TradeView.Leg one, double oneBase, TradeView.Leg other, double otherBase) {
            return new TradeView.Leg(
                    one.timeMs(),
                    (one.price() * oneBase + other.price() * otherBase) / (oneBase + otherBase),
                    one.slippageUsdE8() + other.slippageUsdE8(),
                    one.feeUsdE8() + other.feeUsdE8(),
                    either(one.crowded(), other.crowded()));
        }

        private static Optional<Boolean> either(Optional<Boolean> one, Optional<Boolean> other) {
            if (one.orElse(false) || other.orElse(false)) {
                return Optional.of(true);
            }
            return one.isPresent() ? other : one;
        }
    }

    /** @param version of the content: 1, which does not tell crowded fills, or {@link #VERSION} */
    static StateForm<StoredHistory> form(int version) {
        final StateForm<TradeView.Leg> leg = leg(version);
        final StateForm<TradeView> trade = trade(leg);
        final StateForm<OrderView> order = order(version);
        final StateForm<OpenLeg> open = open(leg);
        return new StateForm<>() {
            @Override
            public void show(StoredHistory value, StateSink sink) {
                sink.field("upTo", value.upTo);
                sink.field("isSettled", value.isSettled);
                sink.field("state", AgentState.class, value.state);
                sink.field("droppedTrades", value.droppedTrades);
                sink.field("peakUsdE8", value.peakUsdE8);
                sink.each("trades", trade, value.trades, ignored -> {});
                sink.each("orders", order, value.orders, ignored -> {});
                sink.each("verdicts", VERDICT, value.verdicts, ignored -> {});
                sink.each("open", open, value.open, ignored -> {});
                sink.field("equity", EquityHistory.Curve.FORM, value.equity);
            }

            @Override
            public StoredHistory read(StateSink sink) {
                return new StoredHistory(
                        sink.field("upTo", 0L),
                        sink.field("isSettled", false),
                        sink.field("state", AgentState.class, null),
                        sink.field("droppedTrades", 0L),
                        sink.field("peakUsdE8", 0L),
                        list("trades", trade, sink),
                        list("orders", order, sink),
                        list("verdicts", VERDICT, sink),
                        list("open", open, sink),
                        sink.field("equity", EquityHistory.Curve.FORM, null));
            }
        };
    }

    private static void showCrowded(Optional<Boolean> crowded, int version, StateSink sink) {
        if (version >= 2) {
            sink.field("isCrowdKnown", crowded.isPresent());
            sink.field("crowded", crowded.orElse(false));
        }
    }

    private static Optional<Boolean> crowded(int version, StateSink sink) {
        if (version < 2) {
            return Optional.empty();
        }
        final boolean isKnown = sink.field("isCrowdKnown", false);
        final boolean crowded = sink.field("crowded", false);
        return isKnown ? Optional.of(crowded) : Optional.empty();
    }

    private static <T> List<T> list(String name, StateForm<T> form, StateSink sink) {
        final List<T> values = new ArrayList<>();
        sink.each(name, form, values, values::add);
        return values;
    }

    private static StateForm<TradeView.Leg> leg(int version) {
        return new StateForm<>() {
            @Override
            public void show(TradeView.Leg value, StateSink sink) {
                sink.field("timeMs", value.timeMs());
                sink.field("price", value.price());
                sink.field("slippageUsdE8", value.slippageUsdE8());
                sink.field("feeUsdE8", value.feeUsdE8());
                showCrowded(value.crowded(), version, sink);
            }

            @Override
            public TradeView.Leg read(StateSink sink) {
                return new TradeView.Leg(
                        sink.field("timeMs", 0L),
                        sink.field("price", 0.0),
                        sink.field("slippageUsdE8", 0L),
                        sink.field("feeUsdE8", 0L),
                        crowded(version, sink));
            }
        };
    }

    private static StateForm<TradeView> trade(StateForm<TradeView.Leg> leg) {
        return new StateForm<>() {
            @Override
            public void show(TradeView value, StateSink sink) {
                sink.field("number", value.number());
                sink.field("instrument", value.instrument());
                sink.field("direction", Direction.class, value.direction());
                sink.field("quantityBase", value.quantityBase());
                sink.field("entry", leg, value.entry());
                sink.field("exit", leg, value.exit());
                sink.field("exitReason", ExitReason.class, value.exitReason());
                sink.field("grossUsdE8", value.grossUsdE8());
                sink.field("netUsdE8", value.netUsdE8());
                sink.field("netBps", value.netBps().orElse(Double.NaN));
            }

            @Override
            public TradeView read(StateSink sink) {
                return new TradeView(
                        sink.field("number", 0L),
                        sink.field("instrument", ""),
                        sink.field("direction", Direction.class, null),
                        sink.field("quantityBase", 0.0),
                        sink.field("entry", leg, null),
                        sink.field("exit", leg, null),
                        sink.field("exitReason", ExitReason.class, null),
                        sink.field("grossUsdE8", 0L),
                        sink.field("netUsdE8", 0L),
                        defined(sink.field("netBps", 0.0)));
            }
        };
    }

    private static OptionalDouble defined(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static StateForm<OrderView.Fill> fill(int version) {
        return new StateForm<>() {
            @Override
            public void show(OrderView.Fill value, StateSink sink) {
                sink.field("timeMs", value.timeMs());
                sink.field("price", value.price());
                sink.field("quantityBase", value.quantityBase());
                sink.field("bid", value.bid());
                sink.field("ask", value.ask());
                sink.field("quoteTimeMs", value.quoteTimeMs());
                sink.field("notionalUsdE8", value.notionalUsdE8());
                sink.field("slippageUsdE8", value.slippageUsdE8());
                sink.field("feeUsdE8", value.feeUsdE8());
                sink.field("exitReason", ExitReason.class, value.exitReason().orElse(null));
                showCrowded(value.crowded(), version, sink);
            }

            @Override
            public OrderView.Fill read(StateSink sink) {
                return new OrderView.Fill(
                        sink.field("timeMs", 0L),
                        sink.field("price", 0.0),
                        sink.field("quantityBase", 0.0),
                        sink.field("bid", 0.0),
                        sink.field("ask", 0.0),
                        sink.field("quoteTimeMs", 0L),
                        sink.field("notionalUsdE8", 0L),
                        sink.field("slippageUsdE8", 0L),
                        sink.field("feeUsdE8", 0L),
                        Optional.ofNullable(sink.field("exitReason", ExitReason.class, null)),
                        crowded(version, sink));
            }
        };
    }

    private static final StateForm<OrderView.End> END = new StateForm<>() {
        @Override
        public void show(OrderView.End value, StateSink sink) {
            sink.field("timeMs", value.timeMs());
            sink.field("reason", OrderEnd.class, value.reason());
            sink.field("needed", value.needed());
            sink.field("have", value.have());
        }

        @Override
        public OrderView.End read(StateSink sink) {
            return new OrderView.End(
                    sink.field("timeMs", 0L),
                    sink.field("reason", OrderEnd.class, null),
                    sink.field("needed", ""),
                    sink.field("have", ""));
        }
    };

    private static StateForm<OrderView> order(int version) {
        final StateForm<OrderView.Fill> fill = fill(version);
        return new StateForm<>() {
            @Override
            public void show(OrderView value, StateSink sink) {
                sink.field("number", value.number());
                sink.field("instrument", value.instrument());
                sink.field("side", Side.class, value.side().orElse(null));
                sink.field("entry", value.entry());
                sink.field("isDecided", value.decidedTimeMs().isPresent());
                sink.field("decidedTimeMs", value.decidedTimeMs().orElse(0));
                sink.field("outcome", OrderView.Outcome.class, value.outcome());
                sink.field("fill", fill, value.fill().orElse(null));
                sink.field("end", END, value.end().orElse(null));
            }

            @Override
            public OrderView read(StateSink sink) {
                return new OrderView(
                        sink.field("number", 0L),
                        sink.field("instrument", ""),
                        Optional.ofNullable(sink.field("side", Side.class, null)),
                        sink.field("entry", false),
                        decided(sink),
                        sink.field("outcome", OrderView.Outcome.class, null),
                        Optional.ofNullable(sink.field("fill", fill, null)),
                        Optional.ofNullable(sink.field("end", END, null)));
            }
        };
    }

    private static OptionalLong decided(StateSink sink) {
        final boolean isDecided = sink.field("isDecided", false);
        final long timeMs = sink.field("decidedTimeMs", 0L);
        return isDecided ? OptionalLong.of(timeMs) : OptionalLong.empty();
    }

    private static final StateForm<VerdictView> VERDICT = new StateForm<>() {
        @Override
        public void show(VerdictView value, StateSink sink) {
            sink.field("id", value.id());
            sink.field("agentId", value.agentId());
            sink.field("kind", Verdict.Kind.class, value.kind());
            sink.field("cause", DeathCause.class, value.cause().orElse(null));
            sink.field("authority", Verdict.Authority.class, value.authority());
            sink.field("boundaryTimeMs", value.boundaryTimeMs());
            sink.field("rule", value.rule());
            sink.field("threshold", value.threshold());
            sink.field("look", value.look());
            sink.field("inputs", value.inputs().size());
            value.inputs().forEach((name, number) -> {
                sink.field("name", name);
                sink.field("value", number.doubleValue());
            });
            sink.field("summary", value.summary());
        }

        @Override
        public VerdictView read(StateSink sink) {
            return new VerdictView(
                    sink.field("id", ""),
                    sink.field("agentId", 0),
                    sink.field("kind", Verdict.Kind.class, null),
                    Optional.ofNullable(sink.field("cause", DeathCause.class, null)),
                    sink.field("authority", Verdict.Authority.class, null),
                    sink.field("boundaryTimeMs", 0L),
                    sink.field("rule", ""),
                    sink.field("threshold", 0.0),
                    sink.field("look", 0),
                    inputs(sink),
                    sink.field("summary", ""),
                    Optional.empty());
        }
    };

    private static Map<String, Double> inputs(StateSink sink) {
        final Map<String, Double> inputs = new LinkedHashMap<>();
        for (int left = sink.field("inputs", 0); left > 0; left--) {
            final String name = sink.field("name", "");
            inputs.put(name, sink.field("value", 0.0));
        }
        return inputs;
    }

    private static StateForm<OpenLeg> open(StateForm<TradeView.Leg> leg) {
        return new StateForm<>() {
            @Override
            public void show(OpenLeg value, StateSink sink) {
                sink.field("instrumentId", value.instrumentId());
                sink.field("leg", leg, value.leg());
                sink.field("direction", Direction.class, value.direction());
                sink.field("quantityBase", value.quantityBase());
                sink.field("notionalUsdE8", value.notionalUsdE8());
                sink.field("exit", leg, value.exit());
                sink.field("closedBase", value.closedBase());
            }

            @Override
            public OpenLeg read(StateSink sink) {
                return new OpenLeg(
                        sink.field("instrumentId", 0),
                        sink.field("leg", leg, null),
                        sink.field("direction", Direction.class, null),
                        sink.field("quantityBase", 0.0),
                        sink.field("notionalUsdE8", 0L),
                        sink.field("exit", leg, null),
                        sink.field("closedBase", 0.0));
            }
        };
    }
}
