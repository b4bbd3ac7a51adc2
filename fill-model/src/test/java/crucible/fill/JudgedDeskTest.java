package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AccountView;
import crucible.model.Desk;
import crucible.model.Instrument;
import java.util.Collections;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lane's desk against the judge: the same tape into both, everything compared after every step. */
final class JudgedDeskTest {
    private static final int AGENTS = 6;
    private static final long CAPITAL_USD_E8 = 20_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229, 7_777})
    void theLanesDeskAgreesWithTheNaiveOne(long seed) {
        final int capPpm = seed % 2 == 0 ? 100_000 : 0;
        final CostSettings costs = new CostSettings(
                1000, 750, 100, 250, 600_000, Collections.emptySortedMap(), ScenarioTest.capped(capPpm));
        final OutcomeLog expected = new OutcomeLog();
        final OutcomeLog actual = new OutcomeLog();
        final Desk judge = start(new NaiveDesk(costs), expected);
        final Desk desk = start(new LaneDesk(costs), actual);
        final Tape tape = new Tape(seed, AGENTS);
        for (int i = 0; i < 10_000; i++) {
            final Tape.Step step = tape.next();
            final int now = i;
            final Supplier<String> where = () -> "seed " + seed + ", step " + now + ": " + step;
            agree(play(step, judge), play(step, desk), where);
            agree(expected.take(), actual.take(), where);
            for (int agent = 0; agent < AGENTS; agent++) {
                agree("", difference(judge, desk, agent), where);
            }
        }
        assertThat(actual.failures).isZero();
        assertThat(actual.fills).as("fills, seed " + seed).isGreaterThan(1000);
        assertThat(actual.ends).as("ends, seed " + seed).isGreaterThan(200);
    }

    private static void agree(Object should, Object is, Supplier<String> where) {
        if (!should.equals(is)) {
            throw new AssertionError(where.get() + ": the judge says " + should + ", the desk says " + is);
        }
    }

    private static Desk start(Desk desk, OutcomeLog log) {
        desk.reportTo(log);
        Tape.INSTRUMENTS.forEach(desk::onInstrument);
        for (int agent = 0; agent < AGENTS; agent++) {
            desk.open(agent, CAPITAL_USD_E8);
        }
        return desk;
    }

    private static String play(Tape.Step step, Desk desk) {
        try {
            step.playOn(desk);
            return "done";
        } catch (IllegalStateException refused) {
            return "refused";
        }
    }

    /** What the two say differently about an agent; empty if nothing. */
    private static String difference(Desk judge, Desk desk, int agent) {
        final AccountView expected = judge.account(agent);
        final AccountView actual = desk.account(agent);
        if (actual.discrepancy().isPresent()) {
            return "agent " + agent + ": the books do not add up: "
                    + actual.discrepancy().get();
        }
        final long[] should = numbers(judge, expected);
        final long[] is = numbers(desk, actual);
        for (int i = 0; i < should.length; i++) {
            if (should[i] != is[i]) {
                return "agent " + agent + ": number " + i + " should be " + should[i] + ", but is " + is[i];
            }
        }
        for (Instrument instrument : Tape.INSTRUMENTS) {
            final double price = expected.entryPrice(instrument.id());
            if (!(Math.abs(price - actual.entryPrice(instrument.id())) <= 1e-12 * price)
                    && !Double.isNaN(price + actual.entryPrice(instrument.id()))) {
                return "agent " + agent + ": entry price should be " + price + ", but is "
                        + actual.entryPrice(instrument.id());
            }
        }
        return "";
    }

    private static long[] numbers(Desk desk, AccountView books) {
        final int instruments = Tape.INSTRUMENTS.size();
        final long[] numbers = new long[15 + 3 * instruments];
        int i = 0;
        numbers[i++] = books.cashUsdE8();
        numbers[i++] = books.realisedUsdE8();
        numbers[i++] = books.unrealisedUsdE8();
        numbers[i++] = books.feesUsdE8();
        numbers[i++] = books.equityUsdE8();
        numbers[i++] = desk.equityUsdE8(books.agentId());
        numbers[i++] = books.openPositions();
        numbers[i++] = books.openPositions() == 0 ? -1 : books.positionInstrument(0);
        numbers[i++] = books.ordersSubmitted();
        numbers[i++] = books.closedTrades();
        numbers[i++] = books.winningTrades();
        numbers[i++] = books.grossTradeUsdE8();
        numbers[i++] = books.netTradeUsdE8();
        numbers[i++] = books.tradedUsdE8();
        numbers[i++] = books.slippageUsdE8();
        for (Instrument instrument : Tape.INSTRUMENTS) {
            numbers[i++] = books.positionLots(instrument.id());
            numbers[i++] = books.hasPendingOrder(instrument.id()) ? 1 : 0;
            numbers[i++] = desk.heldBars(books.agentId(), instrument.id());
        }
        return numbers;
    }
}
