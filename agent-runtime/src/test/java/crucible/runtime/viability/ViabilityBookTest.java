package crucible.runtime.viability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.SnapshotReader;
import crucible.model.SnapshotWriter;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ViabilityBookTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final long M5 = Timeframe.M5.intervalMs();

    private final ViabilityBook book = new ViabilityBook();

    private static Bar bar(long number, double close, Provenance provenance) {
        return new Bar(
                0,
                Timeframe.M5,
                T0 + number * M5,
                close,
                close,
                close,
                close,
                provenance == Provenance.SYNTHETIC ? 0 : 1,
                provenance);
    }

    private Viability now() {
        return book.of(0, Timeframe.M5, 0.002, 0.0002);
    }

    @Test
    void thePotentialIsTheMeanMoveOverAHoldingAndTheCostFeesSlippageAndSpread() {
        final Random random = new Random(2);
        final List<Double> closes = new ArrayList<>();
        double close = 100;
        for (int i = 0; i < 400; i++) {
            close *= 1 + 0.004 * random.nextGaussian();
            closes.add(close);
            book.onQuote(new Quote(0, T0 + i * M5, 9_999, 10_001, 1, 1));
            book.onBar(bar(i, close, Provenance.LIVE));
        }
        double sum = 0;
        for (int i = 400 - MoveWindow.WINDOW; i < 400; i++) {
            sum += Math.abs(closes.get(i) / closes.get(i - MoveWindow.HOLDING_BARS) - 1);
        }
        assertThat(now().moves()).isEqualTo(MoveWindow.WINDOW);
        assertThat(now().potentialFrac()).isCloseTo(sum / MoveWindow.WINDOW, within(1e-12));
        assertThat(now().spreadFrac()).isCloseTo(0.0002, within(1e-12));
        assertThat(now().costFrac()).isCloseTo(0.0024, within(1e-12));
        assertThat(now().ratio()).isCloseTo(sum / MoveWindow.WINDOW / 0.0024, within(1e-9));
        assertThat(now().isBelow(now().ratio() + 1e-9)).isTrue();
        assertThat(now().isBelow(now().ratio())).isFalse();
    }

    @Test
    void tooFewMovesOrNoQuoteSayNothing() {
        for (int i = 0; i < MoveWindow.HOLDING_BARS + MoveWindow.FEWEST - 1; i++) {
            book.onBar(bar(i, 100, Provenance.LIVE));
        }
        assertThat(now().potentialFrac()).isNaN();
        book.onBar(bar(MoveWindow.HOLDING_BARS + MoveWindow.FEWEST - 1, 100, Provenance.LIVE));
        assertThat(now().potentialFrac()).isZero();
        assertThat(now().ratio()).isNaN();
        assertThat(now().isBelow(2)).isFalse();
        assertThat(book.of(7, Timeframe.M15, 0, 0).moves()).isZero();
    }

    @Test
    void noMoveIsTakenAcrossAGapOrABarWithoutTrades() {
        for (int i = 0; i < 200; i++) {
            // The price doubles in each hole and stands still otherwise.
            final boolean hole = i % 20 == 0;
            if (i % 40 == 20) {
                book.onBar(bar(i, 100, Provenance.SYNTHETIC));
            } else if (!hole) {
                book.onBar(bar(i, Math.pow(2, i / 20), Provenance.LIVE));
            }
        }
        assertThat(now().moves()).isEqualTo(10 * (19 - MoveWindow.HOLDING_BARS));
        assertThat(now().potentialFrac()).isZero();
    }

    @Test
    void repeatedBarsSayNothing() {
        for (int i = 0; i < 100; i++) {
            book.onBar(bar(i, 100 + i, Provenance.LIVE));
            book.onBar(bar(i, 500, Provenance.REVISED));
        }
        assertThat(now().moves()).isEqualTo(100 - MoveWindow.HOLDING_BARS);
        assertThat(now().potentialFrac()).isLessThan(0.13);
    }

    @Test
    void aRestoredBookGoesOnAsTheOther() {
        final Random random = new Random(5);
        double close = 100;
        for (int i = 0; i < 150; i++) {
            close *= 1 + 0.004 * random.nextGaussian();
            book.onQuote(new Quote(0, T0 + i * M5, 9_999, 10_000 + i, 1, 1));
            book.onBar(bar(i, close, Provenance.LIVE));
        }
        final SnapshotWriter stored = new SnapshotWriter();
        book.visit(stored);
        final ViabilityBook restored = new ViabilityBook();
        restored.visit(new SnapshotReader(stored.toBytes()));
        for (int i = 150; i < 200; i++) {
            restored.onBar(bar(i, close + i, Provenance.LIVE));
            book.onBar(bar(i, close + i, Provenance.LIVE));
        }
        assertThat(restored.of(0, Timeframe.M5, 0.002, 0.0002)).isEqualTo(now());
    }
}
