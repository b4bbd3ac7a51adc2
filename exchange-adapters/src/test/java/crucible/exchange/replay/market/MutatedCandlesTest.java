package crucible.exchange.replay.market;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.MutatedTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file of candles, each is as it should be or the file is refused with its line. */
class MutatedCandlesTest {
    private static final int FILES = Integer.getInteger("crucible.fuzz.frames", 30_000) / 10;
    private static final long SEED = 20_260_204;
    private static final long START_MS = 1_735_689_600_000L;

    @TempDir
    Path folder;

    private static List<String> samples() {
        final List<String> named = new ArrayList<>(List.of("open_time_ms,open,high,low,close,volume"));
        final List<String> dump = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            final long openMs = START_MS + i * 300_000L;
            named.add(openMs + ",100.5,101.25,99.75,100.0,12.5");
            dump.add(openMs * 1_000 + ",100.5,101.25,99.75,100.0,12.5," + (openMs + 299_999) * 1_000
                    + ",1256.25,17,6.5,653.25,0");
        }
        return List.of(String.join("\n", named) + "\n", String.join("\n", dump) + "\n");
    }

    @Test
    void areReadOrRefused() throws IOException {
        final Random random = new Random(SEED);
        final List<String> samples = samples();
        final Path file = folder.resolve("BTCUSDT-5m.csv");
        long refused = 0;
        for (int i = 0; i < FILES; i++) {
            final String text = MutatedTexts.mutate(samples.get(i % 2), random, samples);
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
            refused += isRefused(file, text) ? 1 : 0;
        }
        System.out.println("candle files, seed " + SEED + ": of " + FILES + " refused " + refused);
        assertThat(refused).isBetween(1L, FILES - 1L);
    }

    private static boolean isRefused(Path file, String text) {
        final Candle candle = new Candle();
        long previousMs = Long.MIN_VALUE;
        try (CandleReader reader = new CandleReader(file)) {
            while (reader.next(candle)) {
                assertThat(candle.openTimeMs).isGreaterThan(previousMs);
                assertThat(candle.low).isPositive().isLessThanOrEqualTo(Math.min(candle.open, candle.close));
                assertThat(candle.high).isFinite().isGreaterThanOrEqualTo(Math.max(candle.open, candle.close));
                assertThat(candle.volumeBase).isFinite().isNotNegative();
                previousMs = candle.openTimeMs;
            }
            return false;
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains("BTCUSDT-5m.csv");
            return true;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + SEED + ", failed on " + text, e);
        }
    }
}
