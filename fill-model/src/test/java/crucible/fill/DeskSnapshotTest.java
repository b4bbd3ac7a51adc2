package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Desk;
import crucible.model.DigestSink;
import crucible.model.Instrument;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.TradingRules;
import crucible.testkit.Restored;
import crucible.testkit.StateComparison;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A desk that went through a snapshot goes on as the one that did not. */
final class DeskSnapshotTest {
    private static final int AGENTS = 6;
    private static final CostSettings COSTS = new CostSettings(1000, 750, 100, 250, 600_000)
            .withBorrow(new TreeMap<>(Map.of("venue:SYM0", new BorrowRate(120_000))));

    /** Market, then each agent's books, as a lane shows them. */
    private record Whole(Desk desk) implements StateHolder {
        @Override
        public void visit(StateSink sink) {
            desk.visit(sink);
            for (int agent = 0; agent < AGENTS; agent++) {
                if (sink.isRestoring()) {
                    desk.open(agent, 1);
                }
                desk.visitAgent(agent, sink);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229})
    void aRestoredDeskGoesOnAsTheOriginal(long seed) {
        final Random random = new Random(seed);
        final Tape tape = new Tape(seed, AGENTS);
        final Desk original = new LaneDesk(COSTS);
        final OutcomeLog log = new OutcomeLog();
        original.reportTo(log);
        Tape.INSTRUMENTS.forEach(original::onInstrument);
        for (int agent = 0; agent < AGENTS; agent++) {
            original.open(agent, 20_000_000_000L);
        }
        Desk copy = original;
        OutcomeLog copyLog = log;
        int withPositions = 0;
        for (int i = 0; i < 12_000; i++) {
            if (random.nextInt(150) == 0) {
                copy = new LaneDesk(COSTS);
                copyLog = new OutcomeLog();
                copy.reportTo(copyLog);
                Restored.into(new Whole(copy), new Whole(original));
                withPositions += original.account(0).openPositions() > 0 ? 1 : 0;
                log.take();
                assertThat(differences(original, copy))
                        .as("seed %d, step %d", seed, i)
                        .isEmpty();
            }
            final Tape.Step step = random.nextInt(300) == 0 ? newRules(random) : tape.next();
            play(step, original);
            if (copy != original) {
                play(step, copy);
                assertThat(copyLog.take())
                        .as("seed %d, step %d: %s", seed, i, step)
                        .isEqualTo(log.take());
            }
            for (int agent = 0; agent < AGENTS; agent++) {
                assertThat(original.account(agent).discrepancy())
                        .as("agent %d, seed %d, step %d: %s", agent, seed, i, step)
                        .isEmpty();
            }
            if (i % 40 == 0) {
                assertThat(DigestSink.of(new Whole(copy))).isEqualTo(DigestSink.of(new Whole(original)));
            }
        }
        assertThat(withPositions).isPositive();
    }

    private static Iterable<String> differences(Desk original, Desk copy) {
        // What an outcome is put together in, places and bounds that follow from the orders, where the log is.
        final Set<String> derived = Set.of(
                "FillSlot",
                "Offer",
                "BarTicks",
                "HoldingList",
                "Holding.place",
                "HoldingPool",
                "WaitingOrders.earliestDeadlineMs",
                "PerpetualMarket.scanFromUsd",
                "PerpetualMarket.scanToUsd",
                "LaneDesk.outcomes",
                "WaitingOrders.outcomes",
                "Execution.outcomes");
        return StateComparison.of(original, copy, derived).differences();
    }

    private static Tape.Step newRules(Random random) {
        final Instrument old = Tape.INSTRUMENTS.get(2);
        final TradingRules rules = old.rules();
        final Instrument later = old.withRules(new TradingRules(
                random.nextBoolean()
                        ? rules.tickSize()
                        : rules.tickSize().movePointLeft(1).multiply(java.math.BigDecimal.valueOf(5)),
                rules.stepSize(),
                rules.minQuantity(),
                rules.minNotionalUsd(),
                random.nextInt(1000)));
        return new Tape.Step(-1, "new rules " + later.rules(), desk -> desk.onInstrument(later));
    }

    private static void play(Tape.Step step, Desk desk) {
        try {
            step.playOn(desk);
        } catch (IllegalStateException refused) {
            // an order where there is one already
        }
    }
}
