package crucible.runtime.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import crucible.model.Bar;
import crucible.model.DigestSink;
import crucible.model.Operand;
import crucible.model.Provenance;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSeriesTest {
    private static final List<Operand.FeatureRef> FEATURES = Walks.features();

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229})
    void agreesWithThePlainFormulas(long seed) {
        final List<Bar> bars = Walks.random(seed, 1_000);
        final FeatureSeries series = series();
        for (int t = 0; t < bars.size(); t++) {
            series.onBar(bars.get(t));
            if (t < 60 || t % 23 == 0) {
                final PlainFeatures plain = new PlainFeatures(bars.subList(0, t + 1));
                for (int i = 0; i < FEATURES.size(); i++) {
                    assertNear(
                            "seed " + seed + ", bar " + t + ", " + FEATURES.get(i),
                            series.current(i),
                            plain.value(FEATURES.get(i)));
                }
            }
        }
    }

    /** Differences are of prices near 1,000, so what is small has lost digits in both. */
    private static void assertNear(String what, double found, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(found).as(what).isNaN();
        } else {
            assertThat(Math.abs(found - expected))
                    .as(what + ": " + found + " against " + expected)
                    .isLessThanOrEqualTo(1e-9 * Math.max(Math.abs(expected), 1e-2));
        }
    }

    @Test
    void windowsDoNotDriftInAMillionBars() {
        final int window = 600;
        final List<Operand.FeatureRef> refs = FEATURES.stream()
                .filter(ref -> isWindow(ref) && ref.parameters().size() > 0)
                .toList();
        final FeatureSeries series = new FeatureSeries(1_500);
        refs.forEach(series::index);
        final List<Bar> bars = Walks.random(5, 1_000_000);
        bars.forEach(series::onBar);
        final PlainFeatures plain = new PlainFeatures(bars.subList(bars.size() - window, bars.size()));
        assertThat(refs).hasSizeGreaterThan(15);
        for (int i = 0; i < refs.size(); i++) {
            assertNear(refs.get(i).toString(), series.current(i), plain.value(refs.get(i)));
        }
    }

    private static boolean isWindow(Operand.FeatureRef ref) {
        final FeatureDefinition definition = FeatureCatalogue.of(ref);
        return definition.firstValueBars(ref.parameters()) == definition.settledBars(ref.parameters());
    }

    @Test
    void windowsForgetWhatWasBeforeThemToTheLastBit() {
        final List<Bar> bars = Walks.random(11, 2_000);
        final FeatureSeries longRun = series();
        bars.forEach(longRun::onBar);
        final FeatureSeries shortRun = series();
        bars.subList(1_300, bars.size()).forEach(shortRun::onBar);
        for (int i = 0; i < FEATURES.size(); i++) {
            if (isWindow(FEATURES.get(i))) {
                assertThat(longRun.current(i)).as(FEATURES.get(i).toString()).isEqualTo(shortRun.current(i));
            }
        }
    }

    @Test
    void seesNothingLater() {
        final int cut = 700;
        final List<Bar> bars = Walks.random(3, cut);
        final FeatureSeries truncated = series();
        bars.forEach(truncated::onBar);
        final double[] atTheCut = currentOf(truncated);
        final FeatureSeries poisoned = series();
        bars.forEach(poisoned::onBar);
        for (int i = 0; i < 600; i++) {
            final double price = i % 2 == 0 ? 1e-6 : 1e9;
            poisoned.onBar(Walks.bar(cut + i, price, price, price, price, 1e12));
            if (i == 0) {
                assertThat(previousOf(poisoned)).isEqualTo(atTheCut);
            }
        }
        assertThat(currentOf(truncated)).isEqualTo(atTheCut);
    }

    @Test
    void hasItsFirstValueExactlyWhenTheCatalogueSays() {
        final List<Bar> bars = Walks.random(8, 400);
        for (Operand.FeatureRef ref : FEATURES) {
            final int first = FeatureCatalogue.of(ref).firstValueBars(ref.parameters());
            final FeatureSeries series = new FeatureSeries(1_500);
            series.index(ref);
            for (int t = 0; t < first; t++) {
                assertThat(series.current(0)).as(ref + " after " + t + " bars").isNaN();
                series.onBar(bars.get(t));
            }
            assertThat(series.current(0)).as(ref + " after " + first + " bars").isNotNaN();
            assertThat(series.previous(0)).as(ref + " one bar before").isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void longerHistoryChangesASettledFeatureByLessThanAMillionth(int times) {
        final List<Bar> bars = Walks.random(21, 4_500);
        for (Operand.FeatureRef ref : FEATURES) {
            final int settled = FeatureCatalogue.of(ref).settledBars(ref.parameters());
            final FeatureSeries judged = new FeatureSeries(1_500);
            judged.index(ref);
            bars.subList(bars.size() - settled, bars.size()).forEach(judged::onBar);
            final FeatureSeries judge = new FeatureSeries(1_500);
            judge.index(ref);
            bars.subList(bars.size() - Math.min(times * settled, bars.size()), bars.size())
                    .forEach(judge::onBar);
            // Differences of averages near 1,000 (macd) settle relative to the averages.
            final double scale = FeatureCatalogue.of(ref).scaleFree() ? Math.abs(judge.current(0)) : 1_000;
            assertThat(Math.abs(judged.current(0) - judge.current(0)))
                    .as(ref.toString())
                    .isLessThanOrEqualTo(1e-6 * Math.max(scale, 1e-3));
        }
    }

    @Test
    void aLateFeatureIsFedTheRetainedBars() {
        final List<Bar> bars = Walks.random(2, 2_000);
        final FeatureSeries late = new FeatureSeries(600);
        bars.forEach(late::onBar);
        FEATURES.forEach(late::index);
        final FeatureSeries early = series();
        bars.subList(1_400, 2_000).forEach(early::onBar);
        assertThat(currentOf(late)).isEqualTo(currentOf(early));
        assertThat(previousOf(late)).isEqualTo(previousOf(early));
    }

    @Test
    void aFeatureKeepsItsIndex() {
        final FeatureSeries series = series();
        assertThat(series.count()).isEqualTo(FEATURES.size());
        for (int i = 0; i < FEATURES.size(); i++) {
            assertThat(series.index(FEATURES.get(i))).isEqualTo(i);
        }
        assertThat(series.count()).isEqualTo(FEATURES.size());
    }

    @Test
    void skipsSyntheticAndRevisedBars() {
        final List<Bar> bars = Walks.random(4, 300);
        final FeatureSeries plain = series();
        final FeatureSeries mixed = series();
        for (Bar bar : bars) {
            final Bar sparse = Walks.bar(
                    2 * bar.openTimeMs() / 300_000, bar.open(), bar.high(), bar.low(), bar.close(), bar.volumeBase());
            plain.onBar(sparse);
            mixed.onBar(sparse);
            final long between = sparse.openTimeMs() / 300_000 + 1;
            mixed.onBar(Walks.bar(between, 1, 1, 1, 1, 0).withProvenance(Provenance.SYNTHETIC));
            mixed.onBar(Walks.bar(0, 2, 2, 2, 2, 0).withProvenance(Provenance.REVISED));
        }
        assertThat(currentOf(mixed)).isEqualTo(currentOf(plain));
        assertThat(previousOf(mixed)).isEqualTo(previousOf(plain));
        assertThat(mixed.barCount()).isEqualTo(300);
    }

    @Test
    void refusesABarThatIsNotLater() {
        final FeatureSeries series = series();
        series.onBar(Walks.bar(7, 1, 1, 1, 1, 1));
        assertThatThrownBy(() -> series.onBar(Walks.bar(7, 1, 1, 1, 1, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("required: bars ascend in time, but 2100000 of instrument 0 came after 2100000");
    }

    @Test
    void whatNeverMovedHasNoRatio() {
        final FeatureSeries series = series();
        for (Bar bar : Walks.random(6, 700)) {
            series.onBar(bar);
        }
        for (int i = 0; i < 1_000; i++) {
            series.onBar(Walks.bar(700 + i, 1_000.13, 1_000.13, 1_000.13, 1_000.13, 0));
        }
        for (String undefined : List.of(
                "zscore(20)",
                "return_z(50)",
                "volume_ratio(20)",
                "efficiency_ratio(10)",
                "stochastic_k(14)",
                "return_z(200)")) {
            assertThat(series.current(series.index(FeatureCatalogue.parse(undefined))))
                    .as(undefined)
                    .isNaN();
        }
        assertThat(series.current(series.index(FeatureCatalogue.parse("stdev(20)"))))
                .isZero();
        assertThat(series.current(series.index(FeatureCatalogue.parse("stdev(300)"))))
                .isZero();
        assertThat(series.current(series.index(FeatureCatalogue.parse("sma(20)"))))
                .isEqualTo(1_000.13);
    }

    @Test
    void tellsADifferenceOfOneTickInFiveHundredBars() {
        final FeatureSeries series = new FeatureSeries(1_500);
        final int stdev = series.index(FeatureCatalogue.parse("stdev(500)"));
        for (int i = 0; i < 2_000; i++) {
            final double price = i == 1_700 ? 100_000.01 : 100_000;
            series.onBar(Walks.bar(i, price, price, price, price, 1));
        }
        assertThat(series.current(stdev)).isCloseTo(StrictMath.sqrt(499) / 500 * 0.01, withinPercentage(1e-6));
    }

    @Test
    void allocatesNothingPerBar() {
        final List<Bar> bars = Walks.random(9, 30_000);
        final FeatureSeries series = series();
        final double[] current = new double[series.count()];
        final double[] previous = new double[series.count()];
        feed(series, bars.subList(0, 20_000), current, previous);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long self = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(self);
        final long before = threads.getThreadAllocatedBytes(self);
        feed(series, bars.subList(20_000, 30_000), current, previous);
        final long after = threads.getThreadAllocatedBytes(self);
        // One list view; per bar it would be hundreds of thousands.
        assertThat(after - before).isLessThan(1_000);
    }

    private static void feed(FeatureSeries series, List<Bar> bars, double[] current, double[] previous) {
        for (int i = 0; i < bars.size(); i++) {
            series.onBar(bars.get(i));
            series.copyTo(current, previous);
        }
    }

    @Test
    void showsItsStateToTheDigest() {
        assertThat(digest(500, 9))
                .isEqualTo(digest(500, 9))
                .isNotEqualTo(digest(501, 9))
                .isNotEqualTo(digest(500, 10));
    }

    private static String digest(int bars, long seed) {
        final FeatureSeries series = series();
        Walks.random(seed, bars).forEach(series::onBar);
        final DigestSink sink = new DigestSink();
        series.visit(sink);
        return sink.finishHex();
    }

    private static double[] currentOf(FeatureSeries series) {
        final double[] current = new double[series.count()];
        series.copyTo(current, new double[series.count()]);
        return current;
    }

    private static double[] previousOf(FeatureSeries series) {
        final double[] previous = new double[series.count()];
        series.copyTo(new double[series.count()], previous);
        return previous;
    }

    private static FeatureSeries series() {
        final FeatureSeries series = new FeatureSeries(1_500);
        FEATURES.forEach(series::index);
        return series;
    }
}
