package crucible.watchtower.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.model.AgentScore;
import crucible.model.DigestSink;
import crucible.testkit.Restored;
import crucible.watchtower.stat.Moments;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegimeReturnsTest {
    private static final long HOUR_MS = 3_600_000;

    private final RegimeReturns returns = new RegimeReturns();
    private final MarketMoment now = new MarketMoment();

    private void add(double simpleReturn, long timeMs, int volatility, int trend) {
        now.set(timeMs, 1, volatility, trend);
        returns.add(simpleReturn, now);
    }

    private AgentScore.Regime cell(String name) {
        return returns.cells().stream()
                .filter(cell -> cell.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReturnIsBookedUnderWhatWasKnownBeforeItsBar() {
        now.set(HOUR_MS, 1, 2, 0);
        returns.follow(now);
        add(-0.05, 2 * HOUR_MS, 0, 2);
        add(0.01, 3 * HOUR_MS, 0, 2);
        assertThat(cell("volatility.wild").meanPerBar()).isEqualTo(-0.05);
        assertThat(cell("trend.down").meanPerBar()).isEqualTo(-0.05);
        assertThat(cell("volatility.calm").meanPerBar()).isEqualTo(0.01);
        assertThat(cell("trend.up").meanPerBar()).isEqualTo(0.01);
        assertThat(cell("trend.up").sharpePerBar()).as("one return").isEmpty();
    }

    @Test
    void aBarThatClosesAtTheEndOfASessionBelongsToIt() {
        add(0.01, 8 * HOUR_MS, -1, -1);
        add(0.02, 8 * HOUR_MS + 300_000, -1, -1);
        add(0.03, 24 * HOUR_MS, -1, -1);
        add(0.04, 24 * HOUR_MS + 1, -1, -1);
        assertThat(cell("session.asia").observations()).isEqualTo(2);
        assertThat(cell("session.europe").meanPerBar()).isEqualTo(0.02);
        assertThat(cell("session.america").meanPerBar()).isEqualTo(0.03);
        assertThat(returns.cells()).as("nothing else is known").hasSize(3);
    }

    @Test
    void eachCellHasTheMomentsOfItsReturnsAlsoAfterARestart() {
        final Random random = new Random(5);
        final Moments wild = new Moments();
        int known = -1;
        RegimeReturns copy = returns;
        for (int i = 1; i <= 3_000; i++) {
            final double value = 0.001 * random.nextGaussian() + 0.0001;
            if (known == 2) {
                wild.add(value);
            }
            known = random.nextInt(3);
            add(value, i * 300_000L, known, 1);
            if (copy != returns) {
                copy.add(value, now);
            }
            if (i == 1_000) {
                copy = Restored.into(new RegimeReturns(), returns);
            }
        }
        assertThat(cell("volatility.wild").observations()).isEqualTo(wild.count());
        assertThat(cell("volatility.wild").meanPerBar()).isCloseTo(wild.mean(), within(1e-15));
        assertThat(cell("volatility.wild").sharpePerBar()).hasValueCloseTo(wild.sharpe(), within(1e-10));
        assertThat(DigestSink.of(copy)).isEqualTo(DigestSink.of(returns));
    }
}
