package crucible.watchtower.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.model.DigestSink;
import crucible.testkit.Restored;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeldExposureTest {
    @Test
    void holdingIsTheProductOverBarsOfTheAverageExposure() {
        final Random random = new Random(7);
        final HeldExposure streamed = new HeldExposure();
        final double[] market = new double[5_000];
        double level = 3;
        double exposures = 0;
        double own = 1;
        streamed.follow(level);
        for (int i = 0; i < market.length; i++) {
            market[i] = 0.004 * random.nextGaussian();
            level *= 1 + market[i];
            final double exposure = i % 3 == 0 ? 0 : random.nextDouble();
            final double simpleReturn = exposure * market[i] - 0.0001;
            own *= 1 + simpleReturn;
            exposures += exposure;
            streamed.add(simpleReturn, exposure, level);
        }
        final double average = exposures / market.length;
        double held = 1;
        for (double moved : market) {
            held *= 1 + average * moved;
        }
        assertThat(streamed.averageExposure()).isCloseTo(average, within(1e-12));
        assertThat(streamed.ownReturn()).isCloseTo(own - 1, within(1e-12));
        assertThat(streamed.heldReturn()).isCloseTo(held - 1, within(1e-9));
    }

    @Test
    void whoIsAlwaysWhollyInvestedHasHeldTheMarket() {
        final HeldExposure streamed = new HeldExposure();
        streamed.follow(1);
        for (int i = 1; i <= 100; i++) {
            streamed.add(0.001, 1, Math.pow(1.001, i));
        }
        assertThat(streamed.heldReturn()).isCloseTo(streamed.ownReturn(), within(1e-10));
    }

    @Test
    void withoutAKnownBeginningAnObservationOnlyBegins() {
        final HeldExposure streamed = new HeldExposure();
        streamed.follow(Double.NaN);
        streamed.add(0.5, 1, 2);
        assertThat(streamed.count()).isZero();
        assertThat(streamed.heldReturn()).isNaN();
        assertThat(streamed.ownReturn()).isNaN();
        assertThat(streamed.averageExposure()).isNaN();
        streamed.add(0.1, 1, 2.2);
        assertThat(streamed.count()).isEqualTo(1);
        assertThat(streamed.heldReturn()).isCloseTo(0.1, within(1e-5));
        final HeldExposure restored = Restored.into(new HeldExposure(), streamed);
        assertThat(DigestSink.of(restored)).isEqualTo(DigestSink.of(streamed));
    }
}
