package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AccountView;
import crucible.model.Bar;
import crucible.model.Desk;
import crucible.model.DigestSink;
import crucible.model.Direction;
import crucible.model.FillView;
import crucible.model.Instrument;
import crucible.model.OrderEnd;
import crucible.model.OrderRequest;
import crucible.model.OutcomeSink;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Side;
import crucible.model.TimeInForce;
import crucible.model.Timeframe;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every fill on every tape. */
final class FillPropertyTest {
    private static final CostSettings COSTS = CostSettings.DEFAULT;
    private static final long CAPITAL_USD_E8 = 20_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {3, 1_234_567})
    void noFillIsBetterThanTheTouchAfterTheLatencyAndNoMoneyIsMade(long seed) {
        final int agents = 40;
        final FillAuditor auditor = new FillAuditor("seed " + seed);
        final Desk desk = new LaneDesk(COSTS);
        start(desk, auditor, IntStream.range(0, agents).toArray());
        final Tape tape = new Tape(seed, agents);
        for (int i = 0; i < 500_000; i++) {
            final Tape.Step step = tape.next();
            play(step, desk);
            if (step.agentId() >= 0) {
                auditor.audit(desk.account(step.agentId()));
            } else if (i % 100 == 0) {
                for (int agent = 0; agent < agents; agent++) {
                    auditor.audit(desk.account(agent));
                }
            }
        }
        assertThat(auditor.fills).as("fills, seed " + seed).isGreaterThan(20_000);
        assertThat(auditor.ends).as("ends, seed " + seed).isGreaterThan(5_000);
        assertThat(auditor.failures).as("failures, seed " + seed).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 99})
    void anotherAgentChangesNobodysFills(long seed) {
        final int agents = 8;
        final OutcomeLog together = new OutcomeLog();
        final OutcomeLog even = new OutcomeLog();
        final OutcomeLog odd = new OutcomeLog();
        final Desk all =
                start(new LaneDesk(COSTS), together, IntStream.range(0, agents).toArray());
        final Desk first = start(new LaneDesk(COSTS), even, 0, 2, 4, 6);
        final Desk second = start(new LaneDesk(COSTS), odd, 7, 5, 3, 1);
        final Tape tape = new Tape(seed, agents);
        for (int i = 0; i < 50_000; i++) {
            final Tape.Step step = tape.next();
            play(step, all);
            if (step.agentId() < 0 || step.agentId() % 2 == 0) {
                play(step, first);
            }
            if (step.agentId() < 0 || step.agentId() % 2 == 1) {
                play(step, second);
            }
        }
        for (int agent = 0; agent < agents; agent++) {
            final OutcomeLog own = agent % 2 == 0 ? even : odd;
            final String prefix = "agent " + agent + " ";
            assertThat(own.lines.stream().filter(line -> line.startsWith(prefix)))
                    .as("seed " + seed + ", " + prefix)
                    .containsExactlyElementsOf(together.lines.stream()
                            .filter(line -> line.startsWith(prefix))
                            .toList());
            assertThat(digest(agent % 2 == 0 ? first : second, agent)).isEqualTo(digest(all, agent));
        }
        assertThat(DigestSink.of(first)).isEqualTo(DigestSink.of(all)).isEqualTo(DigestSink.of(second));
    }

    @Test
    void aSpikeInsideTheDecisionBarChangesNoFillOfTheDecision() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(fillsAfter(seed, 1))
                    .as("seed " + seed)
                    .isEqualTo(fillsAfter(seed, 3))
                    .isNotEmpty();
        }
    }

    /** Fills of a decision at 00:05 whose bar reached {@code spike} times the price, up and down, quotes included. */
    private static List<String> fillsAfter(long seed, double spike) {
        final Random random = new Random(seed);
        final Instrument instrument = Tape.INSTRUMENTS.get(2);
        final OutcomeLog log = new OutcomeLog();
        final Desk desk = start(new LaneDesk(COSTS), log, 0);
        final long decided = 1_704_067_500_000L;
        final long opened = decided - Timeframe.M5.intervalMs();
        final long ticks = 300_000L + random.nextInt(1000);
        desk.onQuote(quote(instrument, decided - 10_000, (long) (ticks * spike)));
        desk.onQuote(quote(instrument, decided - 5_000, (long) (ticks / spike)));
        desk.onQuote(quote(instrument, decided - 1, (long) (ticks * spike)));
        final double price = instrument.price(ticks);
        desk.onBar(new Bar(2, Timeframe.M5, opened, price, price * spike, price / spike, price, 1, Provenance.LIVE));
        final Direction direction = random.nextBoolean() ? Direction.LONG : Direction.SHORT;
        final OrderRequest request = new OrderRequest()
                .entry(0, 2, Timeframe.M5, direction, decided)
                .budget(CAPITAL_USD_E8 / 2)
                .bracket(price / 50, price / 50, seed % 2 == 0);
        if (seed % 3 == 1) {
            request.limit(price, TimeInForce.GTC, 3);
        } else if (seed % 3 == 2) {
            request.stop(price, 3);
        }
        desk.submit(request);
        desk.onQuote(quote(instrument, decided + COSTS.latencyMs() - 1, (long) (ticks / spike)));
        final long arrivedMs = decided + COSTS.latencyMs() + random.nextInt(100);
        desk.onQuote(quote(instrument, arrivedMs, ticks));
        desk.onQuote(quote(instrument, arrivedMs + 1_000, ticks - 10));
        desk.onQuote(quote(instrument, arrivedMs + 2_000, ticks + 10));
        desk.onQuote(quote(instrument, arrivedMs + 3_000, ticks));
        desk.onBar(new Bar(2, Timeframe.M5, decided, price, price * 1.001, price * 0.999, price, 1, Provenance.LIVE));
        return log.take();
    }

    private static Quote quote(Instrument instrument, long timeMs, long bidTicks) {
        return new Quote(instrument.id(), timeMs, bidTicks, bidTicks + 2, 1, 1);
    }

    private static String digest(Desk desk, int agent) {
        final DigestSink sink = new DigestSink();
        desk.visitAgent(agent, sink);
        return sink.finishHex();
    }

    private static Desk start(Desk desk, OutcomeSink outcomes, int... agents) {
        desk.reportTo(outcomes);
        Tape.INSTRUMENTS.forEach(desk::onInstrument);
        for (int agent : agents) {
            desk.open(agent, CAPITAL_USD_E8);
        }
        return desk;
    }

    private static void play(Tape.Step step, Desk desk) {
        try {
            step.playOn(desk);
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageMatching(".*(already has|has another position|is being sold out).*");
        }
    }

    /** Looks at every fill as it happens. */
    private static final class FillAuditor implements OutcomeSink {
        private final String seed;
        int fills;
        int ends;
        int failures;

        FillAuditor(String seed) {
            this.seed = seed;
        }

        @Override
        public void onFill(FillView fill) {
            fills++;
            final boolean sound = fill.quantityLots() > 0
                    && fill.notionalUsdE8() > 0
                    && fill.slippageUsdE8() * 10_000 >= fill.notionalUsdE8()
                    && fill.feeUsdE8() * 1000 >= fill.notionalUsdE8()
                    && fill.timeMs() > fill.decidedTimeMs();
            final boolean quoted = fill.quoteTimeMs() == fill.timeMs();
            final boolean honest = !quoted
                    || fill.timeMs() >= fill.decidedTimeMs() + COSTS.latencyMs()
                            && (fill.side() == Side.BUY
                                    ? fill.touchTicks() >= fill.askTicks()
                                    : fill.touchTicks() <= fill.bidTicks());
            if (!sound || !honest) {
                throw new AssertionError(seed + ": fill of order " + fill.orderId() + " at " + fill.touchTicks());
            }
        }

        @Override
        public void onOrderEnded(
                int agentId,
                long orderId,
                int instrumentId,
                boolean entry,
                OrderEnd reason,
                long neededUsdE8,
                long haveUsdE8,
                long timeMs) {
            ends++;
        }

        @Override
        public void onFailure(int agentId, Throwable failure) {
            failures++;
        }

        void audit(AccountView books) {
            final long difference = LedgerAudit.differenceUsdE8(books);
            if (difference != 0) {
                throw new AssertionError(seed + ": books of agent " + books.agentId() + " are off by " + difference);
            }
        }
    }
}
