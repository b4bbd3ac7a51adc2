package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Desk;
import crucible.model.FillView;
import crucible.model.OrderEnd;
import crucible.model.Timeframe;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No order is silent: each fills or ends with a reason, market orders within two bars, others within two of their last. */
final class ReasonsTest {
    private static final int AGENTS = 12;
    private static final long TTL_MS = 2 * Timeframe.M5.intervalMs();

    /** The tape's orders expire after at most four 15m bars; a trigger may come in the last, and then has a market order's time. */
    private static final long LONGEST_MS = 4 * Timeframe.M15.intervalMs() + TTL_MS;

    /** Remembers which orders have been heard of. */
    private static final class Heard extends OutcomeLog {
        final Set<String> orders = new HashSet<>();
        final TreeMap<OrderEnd, Integer> reasons = new TreeMap<>();

        @Override
        public void onFill(FillView fill) {
            orders.add(fill.agentId() + " " + fill.orderId());
        }

        @Override
        public void onOrderEnded(
                int agentId,
                long orderId,
                int instrumentId,
                boolean entry,
                OrderEnd reason,
                long needed,
                long have,
                long timeMs) {
            orders.add(agentId + " " + orderId);
            reasons.merge(reason, 1, Integer::sum);
        }
    }

    /** An order that nobody has heard of yet. */
    private record Waiting(long sinceMs, long longestMs) {}

    @ParameterizedTest
    @ValueSource(longs = {8, 4_711})
    void everyOrderFillsOrEndsWithAReasonInTime(long seed) {
        final Heard heard = new Heard();
        final Desk desk = new LaneDesk(new CostSettings(1000, 750, 100, 250, TTL_MS));
        desk.reportTo(heard);
        Tape.INSTRUMENTS.forEach(desk::onInstrument);
        for (int agent = 0; agent < AGENTS; agent++) {
            desk.open(agent, 20_000_000_000L);
        }
        final Tape tape = new Tape(seed, AGENTS);
        final TreeMap<String, Waiting> silent = new TreeMap<>();
        for (int i = 0; i < 60_000; i++) {
            final Tape.Step step = tape.next();
            final long before =
                    step.agentId() < 0 ? 0 : desk.account(step.agentId()).ordersSubmitted();
            play(step, desk);
            if (step.agentId() >= 0 && desk.account(step.agentId()).ordersSubmitted() > before) {
                final boolean patient = step.toString().contains("kind=LIMIT")
                        || step.toString().contains("kind=STOP");
                // The sale of the dead waits for as long as it takes.
                final boolean forEver =
                        step.toString().contains("DEATH") || step.toString().startsWith("stop");
                silent.put(
                        step.agentId() + " " + (before + 1),
                        new Waiting(tape.timeMs(), forEver ? Long.MAX_VALUE / 2 : patient ? LONGEST_MS : TTL_MS));
            }
            if (step.toString().startsWith("leave")) {
                silent.replaceAll((order, waiting) -> new Waiting(waiting.sinceMs(), Long.MAX_VALUE / 2));
            }
            if (step.toString().contains("DEATH") || step.toString().startsWith("stop")) {
                // What was to be sold anyhow is the sale of the dead now.
                silent.replaceAll((order, waiting) -> order.startsWith(step.agentId() + " ")
                        ? new Waiting(waiting.sinceMs(), Long.MAX_VALUE / 2)
                        : waiting);
            }
            silent.keySet().removeAll(heard.orders);
            heard.orders.clear();
            // Bars that come behind an outage are of earlier times than the tape has come to; quotes are not.
            if (step.toString().startsWith("Quote")) {
                silent.forEach((order, waiting) -> assertThat(tape.timeMs() - waiting.sinceMs())
                        .as("seed %d: order %s of %d is silent", seed, order, waiting.sinceMs())
                        .isLessThanOrEqualTo(waiting.longestMs() + TTL_MS));
            }
        }
        assertThat(heard.reasons.keySet())
                .as("reasons, seed %d", seed)
                .contains(
                        OrderEnd.EXPIRED,
                        OrderEnd.POST_ONLY_WOULD_CROSS,
                        OrderEnd.IOC_UNFILLED,
                        OrderEnd.REPLACED,
                        OrderEnd.NOTHING_TO_REDUCE,
                        OrderEnd.POSITION_CLOSED,
                        OrderEnd.NO_QUOTE,
                        OrderEnd.NO_CASH,
                        OrderEnd.CANCELLED);
    }

    private static void play(Tape.Step step, Desk desk) {
        try {
            step.playOn(desk);
        } catch (IllegalStateException refused) {
            // an order where there is one already
        }
    }
}
