package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Bar;
import crucible.model.Direction;
import crucible.model.FillInputs;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PricingTest {
    private static final long BAR_MS = Timeframe.M5.intervalMs();

    private final Pricing pricing = new Pricing(CostSettings.DEFAULT);
    private final LaneDesk desk = new LaneDesk(CostSettings.DEFAULT);
    private final OutcomeLog outcomes = new OutcomeLog();

    @Test
    void slippageAndLatencyGrowWithTheVolatilityWithinTheirBounds() {
        assertThat(pricing.slippagePpm(0.001, 0.001)).isEqualTo(100);
        assertThat(pricing.slippagePpm(0.0001, 0.001)).isEqualTo(100);
        assertThat(pricing.slippagePpm(0.0025, 0.001)).isEqualTo(250);
        assertThat(pricing.slippagePpm(0.001001, 0.001)).as("rounded up").isEqualTo(101);
        assertThat(pricing.slippagePpm(1, 0.001)).isEqualTo(1_000);
        assertThat(pricing.latencyMs(0.0001, 0.001)).isEqualTo(250);
        assertThat(pricing.latencyMs(0.002, 0.001)).isEqualTo(325);
        assertThat(pricing.latencyMs(1, 0.001)).isEqualTo(925);
    }

    @Test
    void noMoreLotsWouldHaveFitted() {
        final Random random = new Random(3);
        final Instrument units = Tape.INSTRUMENTS.get(0);
        for (int i = 0; i < 20_000; i++) {
            final FillInputs inputs = new FillInputs();
            inputs.volatility(0.0001 + random.nextDouble() * 0.1, 0.001, crucible.model.VolatilityRung.EWMA);
            inputs.bar(1, random.nextInt(10) == 0 ? 0 : Math.exp(random.nextGaussian() * 3) * 0.01);
            inputs.rates(100 + random.nextInt(900), random.nextInt(2_000));
            final long touch = 1L + random.nextInt(1_000_000);
            final long limit = (long) (random.nextDouble() * 50_000_000_000L);
            final long lots = pricing.largestLots(inputs, units, touch, limit);
            assertThat(cost(inputs, units, touch, lots)).isLessThanOrEqualTo(limit);
            assertThat(cost(inputs, units, touch, lots + 1)).isGreaterThan(limit);
        }
    }

    private long cost(FillInputs inputs, Instrument units, long touch, long lots) {
        final long value = units.notionalUsdE8(touch, lots);
        final long slippage = FillCosts.slippageUsdE8(value, inputs.slippagePpm())
                + Pricing.impactUsdE8(value, pricing.impactPpb(inputs, units, lots));
        return value + slippage + FillCosts.feeUsdE8(value, slippage, inputs.feePpm());
    }

    @Test
    void anEntryTakesATenthOfTheNewestBarAtMost() {
        begin();
        bar(0, 100, 1);
        enter(BAR_MS);
        desk.onQuote(new Quote(0, BAR_MS + 1_000, 9_999, 10_000, 1, 1));
        assertThat(desk.account(0).positionLots(0)).as("0.1 of 1").isEqualTo(100);
    }

    @Test
    void anEntryEndsWhereNothingTraded() {
        begin();
        bar(0, 100, 0);
        enter(BAR_MS);
        desk.onQuote(new Quote(0, BAR_MS + 1_000, 9_999, 10_000, 1, 1));
        assertThat(outcomes.take()).singleElement().asString().contains("NO_VOLUME");
    }

    @Test
    void aSpikeInsideTheDecisionBarChangesNoFill() {
        assertThat(fillsAfter(1.0)).isEqualTo(fillsAfter(1.5)).hasSize(1);
    }

    private static java.util.List<String> fillsAfter(double spike) {
        final PricingTest market = new PricingTest();
        market.begin();
        for (int i = 0; i < 30; i++) {
            final double close = 100 + (i % 3) * 0.1;
            final double factor = i == 29 ? spike : 1;
            market.desk.onBar(new Bar(
                    0,
                    Timeframe.M5,
                    i * BAR_MS,
                    close,
                    close * 1.001 * factor,
                    close / 1.001 / factor,
                    close,
                    1_000,
                    Provenance.LIVE));
        }
        market.enter(30 * BAR_MS);
        market.desk.onQuote(new Quote(0, 30 * BAR_MS + 1_000, 9_999, 10_000, 1, 1));
        return market.outcomes.take();
    }

    private void begin() {
        desk.reportTo(outcomes);
        desk.onInstrument(Tape.instrument(0, InstrumentKind.SPOT, "0.01", "0.001", "0.001", "5"));
        desk.open(0, 20_000_000_000L);
    }

    private void bar(long openTimeMs, double price, double volume) {
        desk.onBar(new Bar(0, Timeframe.M5, openTimeMs, price, price, price, price, volume, Provenance.LIVE));
    }

    private void enter(long decidedMs) {
        desk.enter(0, 0, Timeframe.M5, Direction.LONG, 10_000_000_000L, 5, Double.NaN, decidedMs);
    }
}
