package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AccountView;
import crucible.model.Desk;
import crucible.model.ExitReason;
import crucible.model.FillView;
import crucible.model.Instrument;
import crucible.model.OrderEnd;
import crucible.model.Side;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lane's desk against the judge: the same tape into both, everything compared after every step. */
final class JudgedDeskTest {
    private static final int AGENTS = 6;
    private static final long CAPITAL_USD_E8 = 20_000_000_000L;

    private static final int STEPS = Integer.getInteger("crucible.judge.steps", 10_000);

    /** How often each kind of outcome occurred in what the desk said. */
    private final Map<String, Integer> kinds = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229, 7_777})
    void theLanesDeskAgreesWithTheNaiveOne(long seed) {
        final int capPpm = seed % 2 == 0 ? 100_000 : 0;
        final CostSettings costs = new CostSettings(
                1000, 750, 100, 250, 600_000, Collections.emptySortedMap(), ScenarioTest.capped(capPpm));
        compare(seed, costs, false);
    }

    /** Slippage, latency and impact by the volatility, funding, liquidation, price bands, and rules that change. */
    @ParameterizedTest
    @ValueSource(longs = {2, 43, 20_240_302, 211})
    void theyAgreeOnWildMarketsWhoseRulesChange(long seed) {
        final int leverage = seed % 2 == 0 ? 1 : 5;
        final MarginSettings margins = new MarginSettings(25_000, 20_000, leverage, Collections.emptySortedMap());
        final SortedMap<String, BorrowRate> borrow =
                new TreeMap<>(Map.of("venue:SYM0", new BorrowRate(90_000), "elsewhere", new BorrowRate(1)));
        compare(seed, CostSettings.DEFAULT.withMargins(margins).withBorrow(borrow), true);
        final Map<String, Integer> fewest = new TreeMap<>(Map.of(
                "slippage above the configured", 300,
                "impact", 500,
                "latency above the configured", 100,
                "end NO_VOLUME", 100,
                "end RULES_CHANGED", 1,
                "end PRICE_BAND", 20,
                "exit LIQUIDATION", 10,
                "funding paid", 20,
                "funding received", 10,
                "rules changed under a position", 50));
        fewest.put("written off", 1);
        fewest.put("interest paid", 15);
        if (leverage > 1) {
            fewest.put("longs liquidated", 5);
            fewest.put("cash below 0", 100);
        }
        fewest.put("rules changed under an order", 50);
        fewest.forEach((kind, least) -> assertThat(kinds.getOrDefault(kind, 0))
                .as(kind + ", seed " + seed + ": " + kinds)
                .isGreaterThanOrEqualTo(least));
    }

    private void compare(long seed, CostSettings costs, boolean news) {
        final OutcomeLog expected = new OutcomeLog();
        final OutcomeLog actual = new Kinds(costs, kinds);
        final NaiveDesk judge = new NaiveDesk(costs);
        start(judge, expected, news);
        final Desk desk = start(new LaneDesk(costs), actual, news);
        final Tape tape = new Tape(seed, AGENTS);
        final MarketNews markets = new MarketNews(seed, tape, judge);
        final long[] funded = new long[AGENTS];
        for (int i = 0; i < STEPS; i++) {
            final Tape.Step step = news && i % 5 == 0 ? markets.next() : tape.next();
            final int now = i;
            final Supplier<String> where = () -> "seed " + seed + ", step " + now + ": " + step;
            agree(play(step, judge), play(step, desk), where);
            agree(expected.take(), actual.take(), where);
            for (int agent = 0; agent < AGENTS; agent++) {
                agree("", difference(judge, desk, agent), where);
                final long paid = desk.account(agent).fundingUsdE8() - funded[agent];
                funded[agent] += paid;
                count(desk.account(agent).cashUsdE8() < 0, "cash below 0");
                count(paid > 0, "funding paid");
                count(desk.account(agent).positionLots(0) < 0 && paid > 0, "interest paid");
                count(paid < 0, "funding received");
            }
            if (step.text().startsWith("rules ")) {
                countRules(desk);
            }
        }
        assertThat(actual.failures).isZero();
        assertThat(actual.fills).as("fills, seed " + seed).isGreaterThan(STEPS / (news ? 20 : 10));
        assertThat(actual.ends).as("ends, seed " + seed).isGreaterThan(STEPS / 50);
    }

    private void count(boolean occurred, String kind) {
        if (occurred) {
            kinds.merge(kind, 1, Integer::sum);
        }
    }

    private void countRules(Desk desk) {
        for (int agent = 0; agent < AGENTS; agent++) {
            for (Instrument instrument : Tape.INSTRUMENTS) {
                count(desk.account(agent).positionLots(instrument.id()) != 0, "rules changed under a position");
                count(desk.account(agent).hasPendingOrder(instrument.id()), "rules changed under an order");
            }
        }
    }

    /** Counts what occurs. */
    private static final class Kinds extends OutcomeLog {
        private final CostSettings costs;
        private final Map<String, Integer> kinds;

        Kinds(CostSettings costs, Map<String, Integer> kinds) {
            this.costs = costs;
            this.kinds = kinds;
        }

        private void count(boolean occurred, String kind) {
            if (occurred) {
                kinds.merge(kind, 1, Integer::sum);
            }
        }

        @Override
        public void onFill(FillView fill) {
            super.onFill(fill);
            count(fill.exitReason() != null, "exit " + fill.exitReason());
            count(fill.inputs().slippagePpm() > costs.slippagePpm(), "slippage above the configured");
            count(fill.inputs().impactUsdE8() > 0, "impact");
            count(fill.inputs().latencyMs() > costs.latencyMs(), "latency above the configured");
            count(fill.writtenOffUsdE8() > 0, "written off");
            count(fill.exitReason() == ExitReason.LIQUIDATION && fill.side() == Side.SELL, "longs liquidated");
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
            super.onOrderEnded(agentId, orderId, instrumentId, entry, reason, neededUsdE8, haveUsdE8, timeMs);
            count(true, "end " + reason);
        }
    }

    /** Half of the agents can lose all that they have, the others go on. */
    private static long wildCapitalUsdE8(int agent) {
        return agent % 2 == 0 ? CAPITAL_USD_E8 / 4 : 4 * agent * CAPITAL_USD_E8;
    }

    private static void agree(Object should, Object is, Supplier<String> where) {
        if (!should.equals(is)) {
            throw new AssertionError(where.get() + ": the judge says " + should + ", the desk says " + is);
        }
    }

    private static Desk start(Desk desk, OutcomeLog log, boolean news) {
        desk.reportTo(log);
        Tape.INSTRUMENTS.forEach(desk::onInstrument);
        for (int agent = 0; agent < AGENTS; agent++) {
            desk.open(agent, news ? wildCapitalUsdE8(agent) : CAPITAL_USD_E8);
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
            if (!(Math.abs(price - actual.entryPrice(instrument.id())) <= 1e-12 * Math.abs(price))
                    && !Double.isNaN(price + actual.entryPrice(instrument.id()))) {
                return "agent " + agent + ": entry price should be " + price + ", but is "
                        + actual.entryPrice(instrument.id());
            }
        }
        return "";
    }

    private static long[] numbers(Desk desk, AccountView books) {
        final int instruments = Tape.INSTRUMENTS.size();
        final long[] numbers = new long[17 + 3 * instruments];
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
        numbers[i++] = books.fundingUsdE8();
        numbers[i++] = books.writtenOffUsdE8();
        for (Instrument instrument : Tape.INSTRUMENTS) {
            numbers[i++] = books.positionLots(instrument.id());
            numbers[i++] = books.hasPendingOrder(instrument.id()) ? 1 : 0;
            numbers[i++] = desk.heldBars(books.agentId(), instrument.id());
        }
        return numbers;
    }
}
