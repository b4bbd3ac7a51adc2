package crucible.fill.volatility;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.model.VolatilityFit;
import crucible.testkit.Restored;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FitScheduleTest {
    private static final VolatilitySettings SETTINGS =
            new VolatilitySettings(InnovationLaw.NORMAL, 400, 100, 50, 0.94, 10, 1e-4);
    private static final long BAR_MS = Timeframe.M5.intervalMs();
    private static final long START_MS = 1_700_006_400_000L;

    /** As an arena does: fits first, then the boundary's bars have been judged. */
    private static final class Run {
        private final List<VolatilityFit> fits = new ArrayList<>();
        private final List<Bar> bars;
        private FitSchedule schedule = new FitSchedule(SETTINGS);

        Run(List<Bar> bars) {
            this.bars = bars;
        }

        Run play(int from, int to) {
            for (int i = from; i < to; i++) {
                final long boundaryMs = bars.get(i).closeTimeMs();
                schedule.onBar(bars.get(i));
                schedule.take(boundaryMs).forEach(fit -> {
                    fits.add(fit);
                    schedule.onFit(fit);
                });
                schedule.endBoundary(boundaryMs);
            }
            return this;
        }
    }

    private static List<Bar> bars(int instrumentId, int count) {
        final Random random = new Random(5);
        final List<Bar> bars = new ArrayList<>();
        double price = 100;
        for (int i = 0; i < count; i++) {
            final double open = price;
            price *= StrictMath.exp(0.002 * random.nextGaussian());
            bars.add(new Bar(
                    instrumentId,
                    Timeframe.M5,
                    START_MS + i * BAR_MS,
                    open,
                    Math.max(open, price),
                    Math.min(open, price),
                    price,
                    10,
                    Provenance.LIVE));
        }
        return bars;
    }

    @Test
    void fitsAreDueAtBoundariesThatDependOnTheTimeAlone() {
        final Run run = new Run(bars(0, 400)).play(0, 400);
        assertThat(run.fits).hasSizeGreaterThan(5);
        assertThat(run.fits.get(0).stamp()).isEqualTo(100);
        for (VolatilityFit fit : run.fits) {
            assertThat(fit.holdsFromMs()).isEqualTo(fit.computedFromMs() + BAR_MS);
        }
        for (VolatilityFit fit : run.fits.subList(1, run.fits.size())) {
            assertThat(fit.computedFromMs() % (50 * BAR_MS)).isZero();
        }
        final Run later = new Run(bars(0, 400).subList(37, 400)).play(0, 363);
        assertThat(later.fits.get(later.fits.size() - 1).computedFromMs())
                .isEqualTo(run.fits.get(run.fits.size() - 1).computedFromMs());
    }

    @Test
    void aRestartBetweenOrderAndFitChangesNothing() {
        final List<VolatilityFit> whole = new Run(bars(0, 300)).play(0, 300).fits;
        for (int cut : new int[] {3, 99, 100, 101, 102, 130, 151}) {
            final Run run = new Run(bars(0, 300)).play(0, cut);
            run.schedule = Restored.into(new FitSchedule(SETTINGS), run.schedule);
            assertThat(run.play(cut, 300).fits).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void fitsThatAreMadeOnceForAllAreTheSameBitForBit() {
        final FitRunner shared = FitRunner.onceForAll();
        final List<VolatilityFit> own = new Run(bars(0, 300)).play(0, 300).fits;
        for (int trial = 0; trial < 3; trial++) {
            final Run run = new Run(bars(0, 300));
            run.schedule.runBy(shared);
            assertThat(run.play(0, 300).fits).isEqualTo(own);
        }
    }

    @Test
    void aLateFitHoldsFromWhereItIsThereAndIsCounted() {
        final FitRunner slow = new FitRunner() {
            private int asked;

            @Override
            public void ordered(FitOrder order) {
                asked = 0;
            }

            @Override
            public FitOutcome<EgarchFit> result(FitOrder order) {
                return asked++ < 2 ? null : order.fit();
            }
        };
        final Run run = new Run(bars(0, 300));
        run.schedule.runBy(slow);
        run.play(0, 300);
        final Run prompt = new Run(bars(0, 300)).play(0, 300);
        final List<VolatilityFit> onTime = prompt.fits;
        assertThat(run.fits).hasSameSizeAs(onTime);
        for (int i = 0; i < onTime.size(); i++) {
            final VolatilityFit late = run.fits.get(i);
            assertThat(late.holdsFromMs()).isEqualTo(late.computedFromMs() + 3 * BAR_MS);
            assertThat(late.computedFromMs()).isEqualTo(onTime.get(i).computedFromMs());
            assertThat(late.model()).isEqualTo(onTime.get(i).model());
        }
        assertThat(run.schedule.late(0)).isBetween((long) onTime.size(), onTime.size() + 1L);
        assertThat(run.schedule.of(0).ladder().fits())
                .isEqualTo(prompt.schedule.of(0).ladder().fits())
                .isPositive();
    }

    @Test
    void thereIsNoReturnAcrossAGapAndNoneOfZeroWhereNothingTraded() {
        final InstrumentVolatility volatility = new InstrumentVolatility(SETTINGS);
        bar(volatility, 0, 100, Provenance.LIVE);
        bar(volatility, 1, 101, Provenance.LIVE);
        assertThat(volatility.ladder().returns()).isEqualTo(1);
        bar(volatility, 5, 50, Provenance.REPAIRED);
        assertThat(volatility.ladder().returns()).as("across a gap").isEqualTo(1);
        bar(volatility, 6, 50, Provenance.SYNTHETIC);
        assertThat(volatility.ladder().returns()).as("nothing traded").isEqualTo(1);
        bar(volatility, 7, 55, Provenance.LATE);
        assertThat(volatility.ladder().returns())
                .as("the next trade, from the last close")
                .isEqualTo(2);
        assertThat(volatility.ladder().fitWindow()[1])
                .isEqualTo(StrictMath.log(1.1), org.assertj.core.api.Assertions.within(1e-12));
        bar(volatility, 7, 60, Provenance.REVISED);
        bar(volatility, 4, 60, Provenance.LATE);
        assertThat(volatility.ladder().returns())
                .as("a revision, and a bar out of order")
                .isEqualTo(2);
    }

    private static void bar(InstrumentVolatility volatility, int index, double price, Provenance provenance) {
        volatility.onBar(
                new Bar(0, Timeframe.M5, START_MS + index * BAR_MS, price, price, price, price, 1, provenance));
    }
}
