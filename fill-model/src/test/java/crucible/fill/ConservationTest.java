package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AccountView;
import crucible.model.Desk;
import crucible.model.FillView;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.Mark;
import crucible.model.Side;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any sequence of orders of all kinds, fills, fees, funding and interest keeps every ledger exact to the unit. */
final class ConservationTest {
    private static final int AGENTS = 60;
    private static final int ORDERS = Integer.getInteger("crucible.conservation.orders", 100_000);
    private static final long CAPITAL_USD_E8 = 20_000_000_000L;
    private static final long FUNDING_INTERVAL_MS = 8 * 3_600_000L;

    /** Cash as the fills alone tell of it. */
    private static final class CashOfFills extends OutcomeLog {
        final long[] spentUsdE8 = new long[AGENTS];
        int borrowed;

        @Override
        public void onFill(FillView fill) {
            fills++;
            borrowed += fill.instrumentId() == 0 && fill.positionLotsAfter() < 0 ? 1 : 0;
            final long value = fill.side() == Side.BUY ? fill.notionalUsdE8() : -fill.notionalUsdE8();
            spentUsdE8[fill.agentId()] += value + fill.slippageUsdE8() + fill.feeUsdE8();
        }
    }

    @ParameterizedTest
    @CsvSource({"20240229, 1", "20240301, 4"})
    void everyLedgerIsExactAfterAHundredThousandOrders(long seed, int leverage) {
        final CashOfFills cash = new CashOfFills();
        final Desk desk = new LaneDesk(new CostSettings(1000, 750, 100, 250, 600_000)
                .withBorrow(new TreeMap<>(Map.of("venue:SYM0", new BorrowRate(120_000))))
                .withMargins(new MarginSettings(25_000, 20_000, leverage, Collections.emptySortedMap())));
        desk.reportTo(cash);
        Tape.INSTRUMENTS.forEach(desk::onInstrument);
        for (int agent = 0; agent < AGENTS; agent++) {
            desk.open(agent, CAPITAL_USD_E8);
        }
        final Tape tape = new Tape(seed, AGENTS);
        final Random random = new Random(seed);
        long funded = 0;
        for (long steps = 0; orders(desk) < ORDERS; steps++) {
            play(tape.next(), desk);
            if (steps % 2_000 == 0) {
                funded = fund(desk, random, tape.timeMs(), funded);
                audit(desk, cash, seed, steps);
            }
        }
        audit(desk, cash, seed, -1);
        assertThat(cash.failures).as("failures, seed %d", seed).isZero();
        assertThat(cash.fills).as("fills, seed %d", seed).isGreaterThan(ORDERS / 5);
        assertThat(funded).as("last funding, seed %d", seed).isPositive();
        assertThat(cash.borrowed).as("shorts of spot, seed %d", seed).isPositive();
    }

    private static long orders(Desk desk) {
        long orders = 0;
        for (int agent = 0; agent < AGENTS; agent++) {
            orders += desk.account(agent).ordersSubmitted();
        }
        return orders;
    }

    /** A mark price now; the rate of the funding time that has passed, if one has. */
    private static long fund(Desk desk, Random random, long nowMs, long lastMs) {
        final long passedMs = nowMs / FUNDING_INTERVAL_MS * FUNDING_INTERVAL_MS;
        for (int id = 2; id <= 3; id++) {
            final Instrument perpetual = Tape.INSTRUMENTS.get(id);
            final long priceE12 = (long) ((id == 2 ? 3_000 : 7) * (0.9 + random.nextDouble() / 5) * 1e12);
            assertThat(perpetual.kind().allowsShort()).isTrue();
            if (passedMs > lastMs && lastMs > 0) {
                desk.onFunding(new Funding(id, passedMs, (random.nextInt(4_001) - 2_000) * 1_000_000L, priceE12));
            }
            desk.onMark(new Mark(id, nowMs, priceE12, passedMs + FUNDING_INTERVAL_MS));
        }
        return passedMs;
    }

    private static void audit(Desk desk, CashOfFills cash, long seed, long step) {
        for (int agent = 0; agent < AGENTS; agent++) {
            final AccountView books = desk.account(agent);
            assertThat(LedgerAudit.differenceUsdE8(books))
                    .as("seed %d, step %d, agent %d", seed, step, agent)
                    .isZero();
            assertThat(books.discrepancy())
                    .as("seed %d, step %d, agent %d", seed, step, agent)
                    .isEmpty();
            assertThat(CAPITAL_USD_E8 - cash.spentUsdE8[agent] - books.fundingUsdE8() + books.writtenOffUsdE8())
                    .as("cash, seed %d, step %d, agent %d", seed, step, agent)
                    .isEqualTo(books.cashUsdE8());
        }
    }

    private static void play(Tape.Step step, Desk desk) {
        try {
            step.playOn(desk);
        } catch (IllegalStateException refused) {
            // an order where there is one already
        }
    }
}
