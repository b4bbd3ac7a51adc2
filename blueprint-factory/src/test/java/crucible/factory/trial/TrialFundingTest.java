package crucible.factory.trial;

import static crucible.factory.trial.TrialWalk.M5_MS;
import static crucible.factory.trial.TrialWalk.START_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.fill.CostSettings;
import crucible.model.Bar;
import crucible.model.Blueprint;
import crucible.model.Blueprint.EntryPlan;
import crucible.model.Blueprint.ExitPlan;
import crucible.model.Condition.Compare;
import crucible.model.Condition.Comparison;
import crucible.model.Direction;
import crucible.model.Distance;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Operand;
import crucible.model.Operand.FeatureRef;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Funding in trials on candles, computed by hand. The price is 100 all day, quotes are 99.99 and 100.01, nothing else costs
 * anything: $100 of 200 buy 0.9999 at 100.01, or sell 1.0001 at 99.99.
 */
class TrialFundingTest {
    private static final CostSettings FREE = new CostSettings(0, 0, 0, 250, 600_000);
    private static final long HOUR_MS = 3_600_000;
    private static final int BARS_A_DAY = 288;
    private static final long FOUR_MS = START_MS + 4 * HOUR_MS;

    private static Instrument perpetual() {
        final Instrument spot = TrialWalk.instrument(0);
        return new Instrument(
                0, "binance-usdm", spot.symbol(), spot.base(), spot.quote(), InstrumentKind.PERPETUAL, spot.rules());
    }

    /** A day of it; in the last bar the price may fall or rise and come back. */
    private static TrialHistory day(double lastHigh, double lastLow) {
        final List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < BARS_A_DAY; i++) {
            final boolean last = i == BARS_A_DAY - 1;
            bars.add(new Bar(
                    0,
                    Timeframe.M5,
                    START_MS + i * M5_MS,
                    100,
                    last ? lastHigh : 100.01,
                    last ? lastLow : 99.99,
                    100,
                    1_000_000,
                    Provenance.LIVE));
        }
        return TrialHistory.of(List.of(bars));
    }

    private static Funding funding(int hour, String rate, int mark) {
        return new Funding(
                0,
                START_MS + hour * HOUR_MS,
                new java.math.BigDecimal(rate).movePointRight(12).longValueExact(),
                mark * 1_000_000_000_000L);
    }

    private static Blueprint always(Direction direction) {
        return new Blueprint(
                "Always",
                "trend",
                new Blueprint.Scope(Timeframe.M5, List.of()),
                new EntryPlan(
                        direction,
                        new Compare(new FeatureRef("close", List.of()), Comparison.GREATER, new Operand.Constant(0)),
                        0.5,
                        0),
                new ExitPlan(null, new Distance.Percent(40), null, 10_000),
                FREE.digest());
    }

    private static TrialBooks run(Direction direction, long tradeFromMs, TrialHistory history, Funding... fundings) {
        final TrialResult result = new Trial(
                        TrialSettings.of(FREE), List.of(perpetual()), history.funded(List.of(fundings)), tradeFromMs)
                .run(always(direction));
        assertThat(result.books().errorUsdE8()).isZero();
        return result.books();
    }

    private static TrialBooks run(Direction direction, Funding... fundings) {
        return run(direction, FOUR_MS, day(100.01, 99.99), fundings);
    }

    @Test
    void aLongPaysAPositiveRateAtTheMarkAndReceivesANegativeOneAtTheWorseSide() {
        final TrialBooks books =
                run(Direction.LONG, funding(0, "0.5", 100), funding(8, "0.0001", 102), funding(16, "-0.0003", 0));
        // 0.9999 x 102 = 101.9898 x 0.0001 = 0.01019898 is paid;
        // 0.9999 x 99.99 = 99.980001 x 0.0003 = 0.0299940003 is received, rounded down to 0.02999400.
        assertThat(UsdE8.format(books.fundingUsdE8())).isEqualTo("-0.01979502");
        // 0.9999 x (99.99 - 100.01) = -0.019998, and 0.01979502 of funding.
        assertThat(UsdE8.format(books.equityUsdE8())).isEqualTo("199.99979702");
    }

    @Test
    void aShortReceivesWhatTheLongPays() {
        // 1.0001 x 102 = 102.0102 x 0.0001 = 0.01020102 is received;
        // 1.0001 x 100.01 = 100.020001 x 0.0003 = 0.0300060003 is paid, rounded up to 0.03000601.
        assertThat(UsdE8.format(run(Direction.SHORT, funding(8, "0.0001", 102), funding(16, "-0.0003", 0))
                        .fundingUsdE8()))
                .isEqualTo("0.01980499");
    }

    @Test
    void whatIsOpenedAfterAFundingHasNoPartInIt() {
        final long eightMs = START_MS + 8 * HOUR_MS;
        assertThat(run(Direction.LONG, eightMs, day(100.01, 99.99), funding(8, "0.01", 100))
                        .fundingUsdE8())
                .isZero();
        assertThat(run(Direction.LONG, eightMs - 2 * M5_MS, day(100.01, 99.99), funding(8, "0.01", 100))
                        .fundingUsdE8())
                .isEqualTo(UsdE8.parse("0.9999"));
    }

    /** Whether the stop was reached before midnight cannot be known. */
    @Test
    void whatIsStoppedInTheBarThatEndsAtAFundingPaysAndReceivesNothing() {
        assertThat(run(Direction.LONG, FOUR_MS, day(100.01, 50), funding(24, "0.0005", 100))
                        .fundingUsdE8())
                .isEqualTo(UsdE8.parse("0.049995"));
        assertThat(run(Direction.LONG, FOUR_MS, day(100.01, 50), funding(24, "-0.0005", 100))
                        .fundingUsdE8())
                .isZero();
        assertThat(run(Direction.LONG, FOUR_MS, day(100.01, 99.99), funding(24, "-0.0005", 100))
                        .fundingUsdE8())
                .isEqualTo(UsdE8.parse("-0.049995"));
    }

    @Test
    void fundingsBelongToASpanAndToPerpetuals() {
        final TrialHistory funded = day(100.01, 99.99).funded(List.of(funding(16, "0.1", 0), funding(8, "0.1", 0)));
        assertThat(funded.fundings()).extracting(Funding::fundingTimeMs).isSorted();
        assertThat(funded.withQuarters().fundings()).hasSize(2);
        assertThat(funded.between(START_MS + 8 * HOUR_MS, START_MS + 16 * HOUR_MS)
                        .fundings())
                .extracting(Funding::fundingTimeMs)
                .containsExactly(START_MS + 16 * HOUR_MS);
        assertThatThrownBy(() -> new Trial(TrialSettings.of(FREE), TrialWalk.instruments(1), funded, FOUR_MS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("perpetual")
                .hasMessageContaining("SPOT");
    }
}
