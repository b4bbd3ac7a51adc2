package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ViabilityCommandTest {
    private static final long T0 = 1_735_689_600_000L;

    @TempDir
    Path folder;

    private final StringWriter answer = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new ViabilityCommand())
                .setOut(new PrintWriter(answer))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    /** A calm market and a wild one. */
    @BeforeEach
    void candles() throws IOException {
        write("BTCUSDT", 60_000, 0.0004);
        write("ETHUSDT", 3_000, 0.004);
    }

    private void write(String symbol, double start, double sigma) throws IOException {
        final Random random = new Random(6);
        final StringBuilder csv = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        double price = start;
        for (int i = 0; i < 1_200; i++) {
            final double close = price * (1 + sigma * random.nextGaussian());
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%.2f,%.2f,%.2f,%.2f,7%n",
                    T0 + i * 300_000L,
                    price,
                    Math.max(price, close) + 0.01,
                    Math.min(price, close) - 0.01,
                    close));
            price = close;
        }
        Files.writeString(folder.resolve(symbol + "-5m.csv"), csv);
    }

    @Test
    void tellsBothTimeframesSideBySide() {
        assertThat(run("--data", folder.toString(), "--json"))
                .as(errors.toString())
                .isZero();
        final JsonNode items = JsonMapper.shared().readTree(answer.toString()).get("items");
        final JsonNode calm = items.get(0).get("timeframes");
        final JsonNode wild = items.get(1).get("timeframes");
        assertThat(calm.get("5m").get("tooFast").asBoolean()).isTrue();
        assertThat(wild.get("5m").get("tooFast").asBoolean()).isFalse();
        // Moves grow with the root of time: 15m bars pay for the same cost more easily.
        assertThat(wild.get("15m").get("ratio").asDouble())
                .isGreaterThan(wild.get("5m").get("ratio").asDouble() * 1.2);
        assertThat(calm.get("5m").get("moves").asInt()).isEqualTo(288);
        assertThat(calm.get("5m").get("costBps").asDouble()).isBetween(23.9, 24.1);
    }

    @Test
    void printsATable() {
        assertThat(run("--data", folder.toString())).as(errors.toString()).isZero();
        assertThat(answer.toString()).contains("5m potential", "15m potential", "BTCUSDT", "too fast");
        assertThat(run("--data", folder.resolve("none").toString())).isEqualTo(2);
    }
}
