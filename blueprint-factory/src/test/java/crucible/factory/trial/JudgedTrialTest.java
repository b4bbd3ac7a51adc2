package crucible.factory.trial;

import static crucible.factory.trial.TrialWalk.M5_MS;
import static crucible.factory.trial.TrialWalk.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.trial.LedgerEntry.Filled;
import crucible.fill.CostSettings;
import crucible.model.Bar;
import crucible.model.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trial against a plain loop in decimals that shares no code with it. */
class JudgedTrialTest {
    /** Those of a market that is always calm and deep. */
    private static final CostSettings COSTS = new CostSettings(1000, 1000, 100, 250, 600_000);

    private static final int AVERAGE_BARS = 10;
    private static final int WARM_UP = 30;
    private static final BigDecimal TICK = new BigDecimal("0.01");
    private static final BigDecimal STEP = new BigDecimal("0.0001");
    private static final BigDecimal FEE = new BigDecimal("0.001");
    private static final BigDecimal SLIPPAGE = new BigDecimal("0.0001");
    private static final BigDecimal HALF_SPREAD = new BigDecimal("0.0001");
    private static final BigDecimal FRACTION = new BigDecimal("0.5");

    private record PlainFill(long timeMs, Side side, BigDecimal price, BigDecimal quantity, BigDecimal cash) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 11, 1234})
    void fillsAreThoseOfAPlainLoop(long seed) {
        final List<Bar> bars = TrialWalk.bars(seed, 0, 1000);
        final TrialResult result = new Trial(
                        TrialSettings.of(COSTS),
                        TrialWalk.instruments(1),
                        TrialHistory.of(List.of(bars)),
                        START_MS + WARM_UP * M5_MS)
                .run(TrialWalk.aboveAverage(COSTS.digest(), 0.5));

        final List<PlainFill> expected = plainly(bars);
        final List<Filled> fills = result.fills();
        assertThat(expected).as("seed %d", seed).hasSizeGreaterThan(100);
        assertThat(fills.size()).as("seed %d", seed).isEqualTo(expected.size());
        BigDecimal cash = new BigDecimal(200);
        for (int i = 0; i < expected.size(); i++) {
            final PlainFill plain = expected.get(i);
            final Filled fill = fills.get(i);
            assertThat(fill.order().timeMs()).isEqualTo(plain.timeMs);
            assertThat(fill.execution().side()).isEqualTo(plain.side);
            assertThat(TICK.multiply(BigDecimal.valueOf(fill.execution().touchTicks())))
                    .isEqualByComparingTo(plain.price);
            assertThat(STEP.multiply(BigDecimal.valueOf(fill.execution().quantityLots())))
                    .as("quantity of fill %d, seed %d", i, seed)
                    .isEqualByComparingTo(plain.quantity);
            cash = cash.add(flow(fill));
            assertThat(cash).as("cash after fill %d, seed %d", i, seed).isEqualByComparingTo(plain.cash);
        }
    }

    private static BigDecimal flow(Filled fill) {
        final BigDecimal value = usd(fill.money().notionalUsdE8());
        final BigDecimal costs = usd(fill.money().slippageUsdE8() + fill.money().feeUsdE8());
        return (fill.execution().side() == Side.BUY ? value.negate() : value).subtract(costs);
    }

    private static BigDecimal usd(long usdE8) {
        return BigDecimal.valueOf(usdE8, 8);
    }

    private static List<PlainFill> plainly(List<Bar> bars) {
        final List<PlainFill> fills = new ArrayList<>();
        BigDecimal cash = new BigDecimal(200);
        BigDecimal held = BigDecimal.ZERO;
        for (int i = WARM_UP; i + 1 < bars.size(); i++) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int k = 0; k < AVERAGE_BARS; k++) {
                sum = sum.add(BigDecimal.valueOf(bars.get(i - k).close()));
            }
            final BigDecimal close = BigDecimal.valueOf(bars.get(i).close());
            final int side = close.multiply(BigDecimal.valueOf(AVERAGE_BARS)).compareTo(sum);
            final boolean above = side > 0;
            final boolean below = side < 0;
            final long timeMs = START_MS + (i + 1) * M5_MS + 1_000;
            final BigDecimal open = BigDecimal.valueOf(bars.get(i + 1).open());
            if (held.signum() == 0 && above) {
                final BigDecimal ask = grid(open.multiply(BigDecimal.ONE.add(HALF_SPREAD)), RoundingMode.CEILING);
                final BigDecimal budget = cash.multiply(FRACTION).setScale(8, RoundingMode.FLOOR);
                held = affordable(budget, ask);
                cash = cash.subtract(paid(ask.multiply(held)));
                fills.add(new PlainFill(timeMs, Side.BUY, ask, held, cash));
            } else if (held.signum() > 0 && below) {
                final BigDecimal bid = grid(open.multiply(BigDecimal.ONE.subtract(HALF_SPREAD)), RoundingMode.FLOOR);
                final BigDecimal value = bid.multiply(held);
                cash = cash.add(value).subtract(slippage(value)).subtract(fee(value));
                fills.add(new PlainFill(timeMs, Side.SELL, bid, held, cash));
                held = BigDecimal.ZERO;
            }
        }
        return fills;
    }

    /** The largest whole number of steps whose value with costs is within the budget, counted down. */
    private static BigDecimal affordable(BigDecimal budget, BigDecimal price) {
        BigDecimal quantity = budget.divide(price, 4, RoundingMode.CEILING);
        while (paid(price.multiply(quantity)).compareTo(budget) > 0) {
            quantity = quantity.subtract(STEP);
        }
        return quantity;
    }

    private static BigDecimal paid(BigDecimal value) {
        return value.add(slippage(value)).add(fee(value));
    }

    private static BigDecimal slippage(BigDecimal value) {
        return value.multiply(SLIPPAGE).setScale(8, RoundingMode.CEILING);
    }

    private static BigDecimal fee(BigDecimal value) {
        return value.add(slippage(value)).multiply(FEE).setScale(8, RoundingMode.CEILING);
    }

    private static BigDecimal grid(BigDecimal price, RoundingMode rounding) {
        return price.divide(TICK, 0, rounding).multiply(TICK);
    }
}
