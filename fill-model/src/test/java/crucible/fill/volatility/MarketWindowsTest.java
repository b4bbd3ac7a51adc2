package crucible.fill.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crucible.testkit.ReferenceData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * An EGARCH on windows of 2,000 returns, one per 288 bars, of every recorded candle file: it is fitted, or falls back for
 * a reason that is counted. The build looks at every sixtieth window, the campaign at all.
 */
class MarketWindowsTest {
    private static final int WINDOW = 2_000;
    private static final int STEP = 288 * (Boolean.getBoolean("crucible.campaign") ? 1 : 60);

    @Test
    void almostEveryWindowOfEveryMarketIsFitted() throws IOException {
        final Map<InnovationLaw, Tally> tallies = new EnumMap<>(InnovationLaw.class);
        for (InnovationLaw law : InnovationLaw.values()) {
            tallies.put(law, new Tally());
        }
        for (Path file : files()) {
            final double[] returns = returns(file);
            for (int from = 0; from + WINDOW <= returns.length; from += STEP) {
                final double[] window = Arrays.copyOfRange(returns, from, from + WINDOW);
                tallies.forEach((law, tally) -> tally.add(EgarchFitter.fit(window, law), window));
            }
        }
        tallies.forEach((law, tally) -> {
            System.out.println(law + ": " + tally);
            assertThat(tally.fitted).as("%s: %s", law, tally).isGreaterThan((int) (0.99 * tally.windows));
        });
    }

    /** What came of the windows under one law. */
    private static final class Tally {
        private final Map<FallBackReason, Integer> fellBack = new EnumMap<>(FallBackReason.class);
        private int windows;
        private int fitted;
        private long evaluations;

        void add(FitOutcome<EgarchFit> outcome, double[] window) {
            windows++;
            outcome.visit(new FitOutcome.Visitor<EgarchFit, Void>() {
                @Override
                public Void fitted(EgarchFit fit) {
                    fitted++;
                    evaluations += fit.evaluations();
                    assertThat(fit.parameters().beta()).isLessThanOrEqualTo(EgarchFitter.MOST_PERSISTENCE);
                    assertThat(fit.nextLogVariance()).isFinite();
                    assertThat(fit.logLikelihood()).isGreaterThan(independentNormal(window));
                    return null;
                }

                @Override
                public Void fellBack(FallBackReason reason) {
                    fellBack.merge(reason, 1, Integer::sum);
                    return null;
                }
            });
        }

        @Override
        public String toString() {
            return windows + " windows, " + fitted + " fitted with " + evaluations / Math.max(1, fitted)
                    + " evaluations, fell back " + fellBack;
        }
    }

    /** Log-likelihood of returns that are all drawn from one normal law: what any fit must beat. */
    private static double independentNormal(double[] window) {
        double mean = 0;
        for (double r : window) {
            mean += r / window.length;
        }
        return -0.5 * window.length * (Math.log(2 * Math.PI * StandardReturns.variance(window, mean)) + 1);
    }

    private static List<Path> files() throws IOException {
        final Optional<Path> folder = ReferenceData.find("market/ohlcv");
        assumeTrue(folder.isPresent(), "no reference data: market/ohlcv");
        try (Stream<Path> files = Files.walk(folder.orElseThrow())) {
            return files.filter(file -> file.getFileName().toString().matches(".*-\\d+m\\.csv\\.gz"))
                    .sorted()
                    .toList();
        }
    }

    private static double[] returns(Path file) throws IOException {
        final double[] closes;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            closes = lines.lines()
                    .skip(1)
                    .mapToDouble(line -> Double.parseDouble(line.split(",")[4]))
                    .toArray();
        }
        final double[] returns = new double[closes.length - 1];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = StrictMath.log(closes[i + 1] / closes[i]);
        }
        return returns;
    }
}
