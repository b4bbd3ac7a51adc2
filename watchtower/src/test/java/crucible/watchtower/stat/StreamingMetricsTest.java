package crucible.watchtower.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.model.DigestSink;
import crucible.model.Draw;
import crucible.model.StateHolder;
import crucible.testkit.Restored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is streamed against plain, slow versions written from the definitions. */
class StreamingMetricsTest {
    private static final long SEED = 41;
    private static final double TARGET = 0.0005;

    @Test
    void returnsEqualTheirDefinitionsAtEveryLength() {
        for (int round = 0; round < 20; round++) {
            final double[] returns = returns(round, 3 + 31 * round);
            final ReturnMetrics stream = new ReturnMetrics(105_120, TARGET);
            for (int n = 1; n <= returns.length; n++) {
                stream.add(returns[n - 1]);
                if (n % 29 == 0 || n == returns.length) {
                    assertReturns(stream, Arrays.copyOf(returns, n), "seed " + SEED + " round " + round + " n " + n);
                }
            }
            assertThat(DigestSink.of(ReturnMetrics.of(returns, 105_120, TARGET)))
                    .as("the batch is the stream")
                    .isEqualTo(DigestSink.of(stream));
        }
    }

    private static void assertReturns(ReturnMetrics stream, double[] values, String what) {
        final int n = values.length;
        final double mean = Arrays.stream(values).sum() / n;
        final double shortfall = Math.sqrt(Arrays.stream(values)
                        .map(r -> Math.pow(Math.min(r - TARGET, 0), 2))
                        .sum()
                / n);
        final double gains = Arrays.stream(values).filter(r -> r > 0).sum();
        final double losses = -Arrays.stream(values).filter(r -> r < 0).sum();
        final double[] drawdowns = drawdowns(values);
        final double deepest = Arrays.stream(drawdowns).max().orElseThrow();
        final double total = wealth(values, n) - 1;
        final double annual = Math.pow(1 + total, 105_120.0 / n) - 1;
        assertClose(stream.totalReturn(), total, what);
        assertClose(stream.logGrowth(), Math.log(1 + total), what);
        assertClose(stream.downside().deviation(), shortfall, what);
        assertClose(stream.sortino(), shortfall > 0 ? (mean - TARGET) / shortfall : Double.NaN, what);
        assertClose(stream.omega(), losses > 0 ? gains / losses : Double.NaN, what);
        assertClose(stream.drawdowns().deepest(), deepest, what);
        assertClose(stream.drawdowns().current(), drawdowns[n - 1], what);
        assertClose(stream.drawdowns().pain(), Arrays.stream(drawdowns).sum() / n, what);
        assertClose(
                stream.drawdowns().ulcer(),
                Math.sqrt(Arrays.stream(drawdowns).map(d -> d * d).sum() / n),
                what);
        assertClose(stream.calmar(), deepest > 0 && Double.isFinite(annual) ? annual / deepest : Double.NaN, what);
        final List<double[]> episodes = episodes(drawdowns);
        assertThat(stream.drawdowns().episodes()).as(what).isEqualTo(episodes.size());
        final double longest =
                episodes.stream().mapToDouble(e -> e.length).max().orElse(0);
        assertThat(stream.drawdowns().longestPeriods()).as(what).isEqualTo(longest);
        final double troughs = episodes.stream()
                .mapToDouble(e -> Arrays.stream(e).max().orElseThrow())
                .average()
                .orElse(Double.NaN);
        assertClose(stream.drawdowns().averageTrough(), troughs, what);
        final boolean below = drawdowns[n - 1] > 0;
        assertThat(stream.drawdowns().currentPeriods())
                .as(what)
                .isEqualTo(below ? episodes.get(episodes.size() - 1).length : 0);
    }

    @Test
    void tradesEqualTheirDefinitionsAndMerge() {
        for (int round = 0; round < 30; round++) {
            final double[] profits = returns(round, 1 + round * 7);
            profits[0] = 0;
            final TradeMetrics whole = TradeMetrics.of(profits);
            final double[] wins = Arrays.stream(profits).filter(p -> p > 0).toArray();
            final double[] losses = Arrays.stream(profits).filter(p -> p < 0).toArray();
            final String what = "seed " + SEED + " round " + round;
            final double won = Arrays.stream(wins).sum();
            final double lost = -Arrays.stream(losses).sum();
            assertClose(whole.winRate(), (double) wins.length / profits.length, what);
            assertClose(whole.profitFactor(), losses.length == 0 ? Double.NaN : won / lost, what);
            final boolean both = wins.length > 0 && losses.length > 0;
            assertClose(whole.payoffRatio(), both ? won / wins.length / (lost / losses.length) : Double.NaN, what);
            final Moments moments = Moments.of(profits);
            assertClose(whole.sqn(), moments.sharpe() * Math.sqrt(profits.length), what);
            final TradeMetrics left = TradeMetrics.of(Arrays.copyOf(profits, profits.length / 3));
            left.merge(TradeMetrics.of(Arrays.copyOfRange(profits, profits.length / 3, profits.length)));
            assertThat(left.count()).isEqualTo(whole.count());
            assertClose(left.profitFactor(), whole.profitFactor(), what);
            assertClose(left.sqn(), whole.sqn(), what);
            assertClose(left.winRate(), whole.winRate(), what);
        }
    }

    @Test
    void theDownsideMerges() {
        final double[] values = returns(3, 500);
        final Downside whole = new Downside(TARGET);
        final Downside left = new Downside(TARGET);
        final Downside right = new Downside(TARGET);
        for (int i = 0; i < values.length; i++) {
            whole.add(values[i]);
            (i < 123 ? left : right).add(values[i]);
        }
        left.merge(right);
        assertClose(left.deviation(), whole.deviation(), "deviation");
        assertClose(left.omega(), whole.omega(), "omega");
        assertThat(left.upShare()).isEqualTo(whole.upShare());
        assertThat(left.downShare()).isEqualTo(whole.downShare());
        assertThatThrownBy(() -> left.merge(new Downside(0))).hasMessageContaining("target");
    }

    /** Four periods: long with half, flat, short with a quarter, flat; a round trip of half and one of a quarter. */
    @Test
    void exposureAndTurnoverByHand() {
        final Activity activity = new Activity();
        activity.add(0.5, 0.5);
        activity.add(0, 0.5);
        final Activity later = new Activity();
        later.add(-0.25, 0.25);
        later.add(0, 0.25);
        activity.merge(later);
        assertThat(activity.exposure()).isEqualTo(0.5);
        assertThat(activity.grossExposure()).isEqualTo(0.1875);
        assertThat(activity.netExposure()).isEqualTo(0.0625);
        assertThat(activity.turnover()).isEqualTo(0.375);
        assertThatThrownBy(() -> activity.add(Double.NaN, 0)).hasMessageContaining("position is finite");
        assertThatThrownBy(() -> activity.add(0, -1)).hasMessageContaining("not negative, but was -1");
        assertThat(new Activity().exposure()).isNaN();
        assertThat(new Activity().turnover()).isNaN();
    }

    /** 100, 110, 99, 120, 60, 90: down by 11 of 110, then by 60 of 120 for two periods. */
    @Test
    void drawdownsByHand() {
        final Drawdowns drawdowns = new Drawdowns();
        double before = 100;
        for (double equity : new double[] {110, 99, 120, 60, 90}) {
            drawdowns.add(equity / before - 1);
            before = equity;
        }
        assertThat(drawdowns.wealth()).isCloseTo(0.9, within(1e-15));
        assertThat(drawdowns.deepest()).isCloseTo(0.5, within(1e-15));
        assertThat(drawdowns.current()).isCloseTo(0.25, within(1e-15));
        assertThat(drawdowns.currentPeriods()).isEqualTo(2);
        assertThat(drawdowns.longestPeriods()).isEqualTo(2);
        assertThat(drawdowns.episodes()).isEqualTo(2);
        assertThat(drawdowns.averageTrough()).isCloseTo(0.3, within(1e-15));
        assertThat(drawdowns.pain()).isCloseTo(0.85 / 5, within(1e-15));
        assertThat(drawdowns.ulcer()).isCloseTo(Math.sqrt(0.3225 / 5), within(1e-15));
    }

    @Test
    void fallsByHand() {
        final EquityFalls falls = new EquityFalls();
        assertThat(falls.largest()).isNaN();
        for (double equity : new double[] {100, 60, 500, 440}) {
            falls.add(equity);
        }
        assertThat(falls.largest()).isEqualTo(60);
        assertThat(falls.shareOfLargest()).isEqualTo(0.12);
        assertThat(falls.deepestShare()).isEqualTo(0.4);
        assertThat(falls.fallOfDeepest()).isEqualTo(40);
    }

    @Test
    void whatDoesNotExistIsNaN() {
        final ReturnMetrics none = new ReturnMetrics(252, 0);
        assertThat(none.totalReturn()).isNaN();
        assertThat(none.annualisedReturn()).isNaN();
        assertThat(none.sortino()).isNaN();
        assertThat(none.kellyHalf()).isNaN();
        assertThat(none.drawdowns().deepest()).isNaN();
        assertThat(none.drawdowns().averageTrough()).isNaN();
        final ReturnMetrics rising = ReturnMetrics.of(new double[] {0.01, 0.02}, Double.NaN, 0);
        assertThat(rising.sortino()).as("no loss").isNaN();
        assertThat(rising.calmar()).isNaN();
        assertThat(rising.omega()).isNaN();
        assertThat(rising.downside().deviationOfShortfalls()).isNaN();
        assertThat(rising.annualisedSharpe()).as("no periods per year").isNaN();
        assertThat(rising.drawdowns().deepest()).isEqualTo(0);
        final ReturnMetrics beyondAll = ReturnMetrics.of(new double[] {0.1, -1.5, 0.1}, 252, 0);
        assertThat(beyondAll.totalReturn()).isNaN();
        assertThat(beyondAll.drawdowns().deepest()).isNaN();
        final ReturnMetrics nothingLeft = ReturnMetrics.of(new double[] {0.1, -1, 0.1}, 252, 0);
        assertThat(nothingLeft.totalReturn()).isEqualTo(-1);
        assertThat(nothingLeft.logGrowth()).isNaN();
        assertThat(nothingLeft.drawdowns().deepest()).isEqualTo(1);
        final TradeMetrics winners = TradeMetrics.of(new double[] {1, 2});
        assertThat(winners.profitFactor()).isNaN();
        assertThat(winners.payoffRatio()).isNaN();
        assertThat(winners.kelly()).isNaN();
        assertThat(winners.winRate()).isEqualTo(1);
        assertThat(new TradeMetrics().winRate()).isNaN();
        assertThat(new TradeMetrics().expectancy()).isNaN();
        assertThatThrownBy(() -> none.add(Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> new ReturnMetrics(0, 0)).hasMessageContaining("periodsPerYear");
        assertThatThrownBy(() -> new ReturnMetrics(1, Double.NaN)).hasMessageContaining("target is finite");
    }

    @Test
    void allGoOnFromSnapshots() {
        assertRestored(() -> new ReturnMetrics(252, TARGET), ReturnMetrics::add);
        assertRestored(TradeMetrics::new, TradeMetrics::add);
        assertRestored(Drawdowns::new, Drawdowns::add);
        assertRestored(Activity::new, (activity, value) -> activity.add(value, Math.abs(value)));
        assertRestored(EquityFalls::new, (falls, value) -> falls.add(100 + 1000 * value));
        assertRestored(LossTail::new, LossTail::add);
    }

    private static <T extends StateHolder> void assertRestored(Supplier<T> fresh, BiConsumer<T, Double> add) {
        final T original = fresh.get();
        T copy = fresh.get();
        for (double value : returns(8, 150)) {
            copy = Restored.into(fresh.get(), copy);
            add.accept(copy, value);
            add.accept(original, value);
        }
        assertThat(DigestSink.of(copy)).isEqualTo(DigestSink.of(original));
    }

    private static double wealth(double[] values, int n) {
        double wealth = 1;
        for (int i = 0; i < n; i++) {
            wealth *= 1 + values[i];
        }
        return wealth;
    }

    private static double[] drawdowns(double[] values) {
        final double[] drawdowns = new double[values.length];
        for (int n = 1; n <= values.length; n++) {
            double peak = 1;
            for (int k = 1; k <= n; k++) {
                peak = Math.max(peak, wealth(values, k));
            }
            drawdowns[n - 1] = 1 - wealth(values, n) / peak;
        }
        return drawdowns;
    }

    private static List<double[]> episodes(double[] drawdowns) {
        final List<double[]> episodes = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= drawdowns.length; i++) {
            final boolean below = i < drawdowns.length && drawdowns[i] > 0;
            if (below && start < 0) {
                start = i;
            } else if (!below && start >= 0) {
                episodes.add(Arrays.copyOfRange(drawdowns, start, i));
                start = -1;
            }
        }
        return episodes;
    }

    private static double[] returns(int round, int length) {
        final double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = 0.02 * (Draw.uniform(SEED, "return", round, i, 0) - 0.48);
        }
        return values;
    }

    private static void assertClose(double actual, double expected, String what) {
        if (Double.isNaN(expected)) {
            assertThat(actual).as(what).isNaN();
        } else {
            assertThat(actual).as(what).isCloseTo(expected, within(1e-9 * Math.max(1e-6, Math.abs(expected))));
        }
    }
}
