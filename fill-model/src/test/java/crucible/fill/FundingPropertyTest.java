package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Bar;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.FillView;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Mark;
import crucible.model.OrderEnd;
import crucible.model.OutcomeSink;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random markets of one perpetual, against a judge that knows every position from its first to its last instant. */
final class FundingPropertyTest {
    private static final int AGENTS = 8;
    private static final int STEPS = Integer.getInteger("crucible.funding.steps", 6_000);
    private static final long START_MS = 1_704_067_200_000L;
    private static final long INTERVAL_MS = 3_600_000;
    private static final BigDecimal LOT = new BigDecimal("0.001");
    private static final Instrument PERP = new Instrument(
            0,
            "binance-usdm",
            "BTCUSDT",
            "BTC",
            "USDT",
            InstrumentKind.PERPETUAL,
            new TradingRules(new BigDecimal("0.1"), LOT, LOT, BigDecimal.ONE, 0));

    /** A position; {@code closedMs} is {@link Long#MAX_VALUE} while it is open. */
    private static final class Held {
        private final int agent;
        private final int sign;
        private final long lots;
        private final long openedMs;
        private long closedMs = Long.MAX_VALUE;

        Held(FillView entry) {
            agent = entry.agentId();
            sign = entry.positionLotsAfter() > 0 ? 1 : -1;
            lots = entry.quantityLots();
            openedMs = entry.timeMs();
        }

        /** Paid (positive) or received for one funding, in 1e-8 USD. */
        long costUsdE8(long fundingMs, BigDecimal rate, BigDecimal mark) {
            final boolean pays = sign * rate.signum() > 0;
            final boolean mayPay = openedMs <= fundingMs && fundingMs <= closedMs;
            final boolean mayReceive = openedMs < fundingMs && fundingMs < closedMs;
            if (pays ? !mayPay : !mayReceive) {
                return 0;
            }
            final RoundingMode mode = pays ? RoundingMode.UP : RoundingMode.DOWN;
            final BigDecimal value =
                    BigDecimal.valueOf(lots).multiply(LOT).multiply(mark).setScale(8, mode);
            final long cost = value.multiply(rate.abs())
                    .setScale(8, mode)
                    .movePointRight(8)
                    .longValueExact();
            return pays ? cost : -cost;
        }
    }

    private final List<Held> positions = new ArrayList<>();
    private final Map<Long, BigDecimal> settledRates = new TreeMap<>();
    private final Map<Long, BigDecimal> settledMarks = new TreeMap<>();

    private final OutcomeSink sink = new OutcomeSink() {
        @Override
        public void onFill(FillView fill) {
            if (fill.entry()) {
                positions.add(new Held(fill));
            } else {
                positions.stream()
                        .filter(held -> held.agent == fill.agentId() && held.closedMs == Long.MAX_VALUE)
                        .forEach(held -> held.closedMs = fill.timeMs());
            }
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
            // not about funding
        }

        @Override
        public void onFailure(int agentId, Throwable failure) {
            throw new AssertionError(failure);
        }
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229})
    void everyLedgerIsTheJudges(long seed) {
        final Random random = new Random(seed);
        final LaneDesk desk = new LaneDesk(new CostSettings(500, 200, 100, 0, 600_000));
        desk.reportTo(sink);
        desk.onInstrument(PERP);
        for (int agent = 0; agent < AGENTS; agent++) {
            desk.open(agent, 100_000_000_000_000L);
        }
        final List<Funding> late = new ArrayList<>();
        long nowMs = START_MS;
        long nextMs = START_MS + INTERVAL_MS;
        long barMs = START_MS + Timeframe.M5.intervalMs();
        long midTicks = 500_000;
        BigDecimal lastMark = BigDecimal.valueOf(50_000);
        for (int step = 0; step < STEPS; step++) {
            // One in five steps lands on the very millisecond of a funding.
            final long onMs = nowMs + 1 + random.nextInt(300_000);
            nowMs = nowMs < nextMs && onMs > nextMs || random.nextInt(5) == 0 && onMs >= nextMs ? nextMs : onMs;
            final boolean passes = nowMs >= nextMs;
            final long passedMs = nextMs;
            final BigDecimal markBefore = lastMark;
            midTicks += random.nextInt(2_001) - 1_000;
            desk.onQuote(new Quote(0, nowMs, midTicks - random.nextInt(9), midTicks + 1 + random.nextInt(9), 1, 1));
            if (nowMs >= barMs) {
                final double mid = PERP.price(midTicks);
                final long openMs = Timeframe.M5.openTimeOf(nowMs) - Timeframe.M5.intervalMs();
                desk.onBar(new Bar(0, Timeframe.M5, openMs, mid, mid + 40, mid - 40, mid, 1e9, Provenance.LIVE));
                barMs = openMs + 2 * Timeframe.M5.intervalMs();
            }
            if (passes) {
                nextMs += INTERVAL_MS;
                late.add(new Funding(
                        0,
                        passedMs,
                        (random.nextInt(4_001) - 2_000) * 1_000_000L + random.nextInt(3),
                        random.nextBoolean() ? 0 : 50_000_000_000_000_000L + random.nextInt()));
                settledMarks.put(passedMs, markBefore);
            }
            while (!late.isEmpty() && random.nextInt(3) == 0) {
                settle(desk, late.remove(random.nextInt(late.size())));
            }
            lastMark = BigDecimal.valueOf(PERP.price(midTicks))
                    .add(BigDecimal.valueOf(random.nextInt(), 9))
                    .setScale(9, RoundingMode.HALF_EVEN);
            desk.onMark(new Mark(0, nowMs, lastMark.movePointRight(12).longValueExact(), nextMs));
            decide(desk, random, nowMs);
            check(desk, seed, step);
        }
        assertThat(settledRates).hasSizeGreaterThan(100);
    }

    private void settle(LaneDesk desk, Funding funding) {
        final long timeMs = funding.fundingTimeMs();
        desk.onFunding(funding);
        desk.onFunding(funding);
        settledRates.put(timeMs, BigDecimal.valueOf(funding.rateE12(), 12));
        if (funding.markPriceUsdE12() > 0) {
            settledMarks.put(timeMs, BigDecimal.valueOf(funding.markPriceUsdE12(), 12));
        }
    }

    private static void decide(LaneDesk desk, Random random, long nowMs) {
        final int agent = random.nextInt(AGENTS);
        if (desk.account(agent).hasPendingOrder(0)) {
            return;
        }
        if (desk.account(agent).positionLots(0) != 0) {
            desk.exit(agent, 0, ExitReason.RULE, nowMs);
        } else {
            final Direction direction = random.nextBoolean() ? Direction.LONG : Direction.SHORT;
            desk.enter(agent, 0, Timeframe.M5, direction, 1_000_000_000_000L, 30 + random.nextInt(500), 60, nowMs);
        }
    }

    private void check(LaneDesk desk, long seed, int step) {
        for (int agent = 0; agent < AGENTS; agent++) {
            assertThat(LedgerAudit.differenceUsdE8(desk.account(agent))).isZero();
        }
        if (step % 200 != 0) {
            return;
        }
        final long[] expected = new long[AGENTS];
        for (Held held : positions) {
            for (Map.Entry<Long, BigDecimal> rate : settledRates.entrySet()) {
                expected[held.agent] += held.costUsdE8(rate.getKey(), rate.getValue(), settledMarks.get(rate.getKey()));
            }
        }
        for (int agent = 0; agent < AGENTS; agent++) {
            assertThat(desk.account(agent).fundingUsdE8())
                    .as("agent %d, seed %d, step %d", agent, seed, step)
                    .isEqualTo(expected[agent]);
            assertThat(desk.account(agent).discrepancy()).isEmpty();
        }
    }
}
