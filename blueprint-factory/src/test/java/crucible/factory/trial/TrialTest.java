package crucible.factory.trial;

import static crucible.factory.trial.TrialWalk.M5_MS;
import static crucible.factory.trial.TrialWalk.START_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.factory.trial.LedgerEntry.Filled;
import crucible.fill.BorrowRate;
import crucible.fill.CostSettings;
import crucible.model.Bar;
import crucible.model.Blueprint;
import crucible.model.Blueprint.EntryPlan;
import crucible.model.Blueprint.ExitPlan;
import crucible.model.Condition.Compare;
import crucible.model.Condition.Comparison;
import crucible.model.DeathCause;
import crucible.model.Direction;
import crucible.model.Distance;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Operand;
import crucible.model.Operand.FeatureRef;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.watchtower.stat.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialTest {
    /** Those of a market that is always calm and deep. */
    private static final CostSettings COSTS = new CostSettings(1000, 1000, 100, 250, 600_000);

    private static final int WARM_UP = 50;
    private static final long TRADE_FROM_MS = START_MS + WARM_UP * M5_MS;

    private static Trial trial(TrialHistory history, int instruments) {
        return new Trial(TrialSettings.of(COSTS), TrialWalk.instruments(instruments), history, TRADE_FROM_MS);
    }

    private static List<Blueprint> blueprints() {
        return List.of(TrialWalk.aboveAverage(COSTS.digest(), 0.3), TrialWalk.belowAverage(COSTS.digest()));
    }

    @Test
    void sameInputsGiveTheSameLedgerAndOthersAnother() {
        final Trial trial = trial(TrialWalk.history(5, 3, 1500), 3);
        for (Blueprint blueprint : blueprints()) {
            final TrialResult one = trial.run(blueprint);
            final TrialResult two = trial(TrialWalk.history(5, 3, 1500), 3).run(blueprint);
            assertThat(one.trades()).hasSizeGreaterThan(100);
            assertThat(two).isEqualTo(one).isEqualTo(trial.run(blueprint));
            assertThat(two.ledgerDigest()).isEqualTo(one.ledgerDigest());
            assertThat(trial(TrialWalk.history(6, 3, 1500), 3).run(blueprint).ledgerDigest())
                    .isNotEqualTo(one.ledgerDigest());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void booksAddUpAndAgreeWithLedgerAndCurve(long seed) {
        for (Blueprint blueprint : blueprints()) {
            final TrialResult result =
                    trial(TrialWalk.history(seed, 2, 1000), 2).run(blueprint);
            final TrialBooks books = result.books();
            final EquityCurve equity = result.equity();
            assertThat(books.errorUsdE8()).isZero();
            assertThat(result.fills().stream()
                            .mapToLong(fill -> fill.money().feeUsdE8())
                            .sum())
                    .isEqualTo(books.feesUsdE8());
            assertThat(result.fills().stream()
                            .mapToLong(fill -> fill.money().realisedUsdE8())
                            .sum())
                    .isEqualTo(books.realisedUsdE8());
            assertThat(equity.size()).isEqualTo(1 + 1000 - WARM_UP);
            assertThat(equity.equityUsdE8(0)).isEqualTo(200 * UsdE8.ONE_USD);
            assertThat(equity.equityUsdE8(equity.size() - 1)).isEqualTo(books.equityUsdE8());
            assertThat(result.score().sharpePerBar().orElseThrow())
                    .isEqualTo(Moments.of(evidence(result)).sharpe(), org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    /** Evidence begins with the bar in which the first order was decided, whose return is that of the bar it ended. */
    private static double[] evidence(TrialResult result) {
        final double[] all = result.equity().returns();
        final int skipped = (int) (all.length - result.score().observations());
        assertThat(result.ledger().get(0).order().timeMs())
                .isGreaterThan(result.equity().timeMs(skipped));
        return java.util.Arrays.copyOfRange(all, skipped, all.length);
    }

    @Test
    void nobodyTradesInTheWarmUp() {
        final TrialResult result =
                trial(TrialWalk.history(9, 1, 400), 1).run(blueprints().get(0));
        assertThat(result.fills()).isNotEmpty().allSatisfy(fill -> {
            assertThat(fill.order().timeMs()).isGreaterThan(TRADE_FROM_MS + M5_MS);
            assertThat(fill.order().timeMs())
                    .isGreaterThanOrEqualTo(fill.execution().decidedTimeMs() + COSTS.latencyMs());
        });
    }

    @Test
    void whatComesLaterChangesNothingBefore() {
        final int cut = 700;
        final long cutMs = START_MS + cut * M5_MS;
        final List<List<Bar>> whole = List.of(TrialWalk.bars(3, 0, 1200), TrialWalk.bars(3, 1, 1200));
        final List<List<Bar>> truncated = new ArrayList<>();
        final List<List<Bar>> poisoned = new ArrayList<>();
        for (List<Bar> tape : whole) {
            truncated.add(tape.subList(0, cut));
            final List<Bar> noise = new ArrayList<>(tape.subList(0, cut));
            noise.addAll(TrialWalk.bars(99, tape.get(0).instrumentId(), 1200).subList(cut, 1200));
            poisoned.add(noise);
        }
        for (Blueprint blueprint : blueprints()) {
            final List<LedgerEntry> upToCut =
                    until(cutMs, trial(TrialHistory.of(whole), 2).run(blueprint));
            assertThat(upToCut).hasSizeGreaterThan(100);
            assertThat(until(cutMs, trial(TrialHistory.of(truncated), 2).run(blueprint)))
                    .isEqualTo(upToCut);
            assertThat(until(cutMs, trial(TrialHistory.of(poisoned), 2).run(blueprint)))
                    .isEqualTo(upToCut);
        }
    }

    private static List<LedgerEntry> until(long timeMs, TrialResult result) {
        return result.ledger().stream()
                .filter(entry -> entry.order().timeMs() <= timeMs)
                .toList();
    }

    @Test
    void aDecisionOnABarFillsAtTheOpenOfTheNextWhateverThatBarDoes() {
        final List<Bar> bars = TrialWalk.bars(3, 0, 600);
        final Blueprint blueprint = TrialWalk.aboveAverage(COSTS.digest(), 0.3);
        final List<Filled> fills =
                trial(TrialHistory.of(List.of(bars)), 1).run(blueprint).fills();
        final Filled entry = fills.get(10);
        final int next = (int) ((entry.order().timeMs() - START_MS) / M5_MS);
        assertThat(entry.execution().decidedTimeMs()).isEqualTo(bars.get(next).openTimeMs());

        final List<Bar> calm = new ArrayList<>(bars);
        final double open = bars.get(next).open();
        calm.set(
                next,
                new Bar(0, Timeframe.M5, bars.get(next).openTimeMs(), open, open, open, open, 1, Provenance.LIVE));
        assertThat(trial(TrialHistory.of(List.of(calm)), 1)
                        .run(blueprint)
                        .fills()
                        .get(10))
                .isEqualTo(entry);
    }

    /** Prices known a bar late cannot be better than luck: the walk's edge is its costs, whenever one hears of it. */
    @Test
    void oneBarOfDelayMovesEveryFillByOneBar() {
        final List<Bar> bars = TrialWalk.bars(3, 0, 600);
        final List<Bar> late = new ArrayList<>();
        for (Bar bar : bars) {
            late.add(new Bar(
                    0,
                    Timeframe.M5,
                    bar.openTimeMs() + M5_MS,
                    bar.open(),
                    bar.high(),
                    bar.low(),
                    bar.close(),
                    bar.volumeBase(),
                    Provenance.LIVE));
        }
        final Blueprint blueprint = TrialWalk.aboveAverage(COSTS.digest(), 0.3);
        final List<Filled> prompt =
                trial(TrialHistory.of(List.of(bars)), 1).run(blueprint).fills();
        final List<Filled> delayed = new Trial(
                        TrialSettings.of(COSTS),
                        TrialWalk.instruments(1),
                        TrialHistory.of(List.of(late)),
                        TRADE_FROM_MS + M5_MS)
                .run(blueprint)
                .fills();
        assertThat(delayed).hasSameSizeAs(prompt).hasSizeGreaterThan(50);
        for (int i = 0; i < prompt.size(); i++) {
            assertThat(delayed.get(i).order().timeMs())
                    .isEqualTo(prompt.get(i).order().timeMs() + M5_MS);
            assertThat(delayed.get(i).money()).isEqualTo(prompt.get(i).money());
        }
    }

    @Test
    void lossOfCapitalEndsIt() {
        final CostSettings dear = new CostSettings(20_000, 20_000, 100, 250, 600_000);
        final TrialResult result = new Trial(
                        TrialSettings.of(dear), TrialWalk.instruments(3), TrialWalk.history(5, 3, 1500), TRADE_FROM_MS)
                .run(TrialWalk.aboveAverage(dear.digest(), 0.3));
        assertThat(result.verdict())
                .get()
                .satisfies(verdict -> assertThat(verdict.cause()).isEqualTo(DeathCause.LOSS_OF_CAPITAL));
        assertThat(result.equity().size()).isLessThan(1400);
        assertThat(result.books().equityUsdE8()).isLessThan(101 * UsdE8.ONE_USD);
        assertThat(result.books().unrealisedUsdE8()).isZero();
        assertThat(result.books().errorUsdE8()).isZero();
    }

    private static Blueprint alwaysShort(CostSettings costs) {
        return new Blueprint(
                "Short",
                "trend",
                TrialWalk.aboveAverage(costs.digest(), 1).scope(),
                new EntryPlan(
                        Direction.SHORT,
                        new Compare(new FeatureRef("close", List.of()), Comparison.GREATER, new Operand.Constant(0)),
                        1,
                        0),
                new ExitPlan(null, new Distance.Percent(40), null, 10_000),
                costs.digest());
    }

    @Test
    void spotIsSoldShortWhereItCanBeBorrowedAndPaysForEveryHour() {
        final CostSettings lent =
                COSTS.withBorrow(new TreeMap<>(Map.of(TrialWalk.instrument(0).venue(), new BorrowRate(87_600))));
        final TrialHistory history = TrialWalk.history(5, 1, 300);
        final TrialResult result = new Trial(TrialSettings.of(lent), TrialWalk.instruments(1), history, TRADE_FROM_MS)
                .run(alwaysShort(lent));
        assertThat(result.fills()).isNotEmpty();
        assertThat(result.books().errorUsdE8()).isZero();
        // 250 bars of 5m are 21 hours that have begun, each of about a thousandth of a per cent of 200 dollars.
        assertThat(result.books().fundingUsdE8()).isBetween(3_000_000L, 6_000_000L);
        assertThat(trial(history, 1).run(alwaysShort(COSTS)).fills()).isEmpty();
    }

    @Test
    void aShortWhosePriceTriplesIsLiquidatedAndItsBooksEndAtNothing() {
        final List<Bar> bars = new ArrayList<>(TrialWalk.bars(5, 0, 300));
        final Bar last = bars.get(bars.size() - 1);
        for (int i = 0; i < 30; i++) {
            final double price = Math.rint(last.close() * 3) + i % 2;
            bars.add(new Bar(
                    0,
                    Timeframe.M5,
                    last.closeTimeMs() + i * M5_MS,
                    price,
                    price + 1,
                    price - 1,
                    price,
                    100,
                    Provenance.LIVE));
        }
        final Instrument spot = TrialWalk.instrument(0);
        final Instrument perpetual = new Instrument(
                0, "binance-usdm", spot.symbol(), spot.base(), spot.quote(), InstrumentKind.PERPETUAL, spot.rules());
        final Blueprint longOnly = TrialWalk.aboveAverage(COSTS.digest(), 1);
        final Blueprint shorts = alwaysShort(COSTS);
        final TrialResult result = new Trial(
                        TrialSettings.of(COSTS), List.of(perpetual), TrialHistory.of(List.of(bars)), TRADE_FROM_MS)
                .run(shorts);
        assertThat(result.verdict())
                .get()
                .satisfies(verdict -> assertThat(verdict.cause()).isEqualTo(DeathCause.LIQUIDATED))
                .satisfies(verdict -> assertThat(verdict.rule()).isEqualTo("liquidated"))
                .satisfies(verdict -> assertThat(verdict.summary()).contains("margin was used up"));
        assertThat(result.books().equityUsdE8()).isZero();
        assertThat(result.books().errorUsdE8()).isZero();
        assertThat(result.fills()).hasSize(2);
        assertThat(new Trial(TrialSettings.of(COSTS), List.of(perpetual), TrialHistory.of(List.of(bars)), TRADE_FROM_MS)
                        .run(longOnly)
                        .verdict())
                .as("at leverage 1 a long is not liquidated")
                .isEmpty();
    }

    @Test
    void refusesOtherCostsAndHistoriesWithoutBarsInScope() {
        final Trial trial = trial(TrialWalk.history(5, 1, 100), 1);
        final CostSettings cheap = new CostSettings(0, 0, 0, 250, 600_000);
        assertThatThrownBy(() -> trial.run(TrialWalk.aboveAverage(cheap.digest(), 0.3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(cheap.digest())
                .hasMessageContaining(COSTS.digest());
        assertThatThrownBy(() -> trial.run(TrialWalk.aboveAverage(COSTS.digest(), 0.3, "XUSDT")))
                .hasMessageContaining("XUSDT");
        assertThatThrownBy(() -> trial(TrialWalk.history(5, 1, 10), 1)).hasMessageContaining("opens at or after");
        assertThatThrownBy(() -> trial(TrialWalk.history(5, 2, 100), 1)).hasMessageContaining("instrument");
    }
}
