package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.server.config.ArenaConfig;
import crucible.watchtower.WatchtowerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The judge is measured from the command line. */
class CalibrateCommandTest {
    private static final String[] SMALL = {"calibrate", "--agents", "120", "--observations", "300", "--lives", "100"};

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        final String[] arguments = new String[SMALL.length + more.length];
        System.arraycopy(SMALL, 0, arguments, 0, SMALL.length);
        System.arraycopy(more, 0, arguments, SMALL.length, more.length);
        return new CommandLine(new WatchtowerCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new OneLineErrors())
                .setParameterExceptionHandler(new OneLineErrors())
                .execute(arguments);
    }

    @Test
    void answersInJsonTheSameWithAnyNumberOfThreads() {
        assertThat(run("--json", "--threads", "1")).as(err.toString()).isZero();
        final String alone = out.toString();
        assertThat(run("--json", "--threads", "3")).isZero();
        assertThat(out.toString()).isEqualTo(alone);

        final JsonNode answer = JsonMapper.shared().readTree(alone);
        assertThat(answer.get("null")).hasSize(6).allSatisfy(row -> {
            assertThat(row.propertyNames())
                    .contains("name", "agents", "observations", "everPromoted", "upper95", "naiveEverPromoted");
            assertThat(row.get("agents").intValue()).isEqualTo(120);
            assertThat(row.get("upper95").doubleValue())
                    .isGreaterThan(row.get("everPromoted").doubleValue());
        });
        assertThat(answer.get("power")).hasSize(2).allSatisfy(row -> {
            assertThat(row.propertyNames())
                    .contains("sharpe", "lossBoundSigmas", "trials", "medianToPromotion", "minTrl", "naiveMedian");
            assertThat(row.get("medianToPromotion").doubleValue())
                    .isLessThan(2.5 * row.get("minTrl").doubleValue());
        });
        assertThat(answer.get("lives").get(0).get("live").get("promoted").doubleValue())
                .isGreaterThan(0.9);
        assertThat(answer.get("risingBar").get("found")).hasSize(6);
    }

    @Test
    void placebosOnCandlesAreTwoRowsMore(@TempDir Path folder) throws IOException {
        final StringBuilder candles = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        for (int i = 0; i < 2_200; i++) {
            final int price = 50_000 + 10 * (i * 7919 % 41);
            candles.append(String.format(
                    "%d,%d,%d,%d,%d,5%n", 1_700_006_400_000L + i * 300_000L, price, price + 20, price - 20, price + 5));
        }
        Files.writeString(folder.resolve("BTCUSDT-5m.csv"), candles);
        assertThat(run("--json", "--data", folder.toString()))
                .as(err.toString())
                .isZero();
        final JsonNode rows = JsonMapper.shared().readTree(out.toString()).get("null");
        assertThat(rows).hasSize(8);
        assertThat(rows.get(6).get("name").asString()).isEqualTo("candles, with costs");
        assertThat(rows.get(7).get("name").asString()).isEqualTo("candles, without costs");
        assertThat(rows.get(7).get("instrumentWeeks").intValue()).isEqualTo(1);
        assertThat(rows.get(6).get("everPromoted").doubleValue()).isZero();

        Files.writeString(folder.resolve("BTCUSDT-5m.csv"), candles.substring(0, 2_000));
        assertThat(run("--data", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("a week of 5m bars");
    }

    @Test
    void theBarIsFoundForAnotherTargetAsTheConfigurationTakesIt(@TempDir Path folder) throws IOException {
        assertThat(run("--target-sharpe", "0.2", "--false-death", "0.1"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("true Sharpe ratio of 0.2 a trade", "10.00 % of them");
        final String found = out.toString()
                .substring(out.toString().indexOf("watchtower:"))
                .lines()
                .limit(11)
                .collect(Collectors.joining("\n"));
        final Path config = folder.resolve("config.yaml");
        Files.writeString(config, found);
        final WatchtowerSettings judge = ArenaConfig.load(config).config().watchtower();
        assertThat(judge.targetSharpePerTrade()).hasValue(0.2);
        assertThat(judge.falseDeath()).hasValue(0.1);
        assertThat(judge.decayLooks()).hasSize(6);
        assertThat(judge.decayLooks().get(0).minPsr()).isLessThan(0.5);

        Files.writeString(config, "watchtower:\n  falseDeath: 0.1\n");
        assertThatThrownBy(() -> ArenaConfig.load(config))
                .hasMessageContaining("watchtower.falseDeath: is 0.2 where decayLooks are the software's own");
        assertThat(run("--false-death", "0.7")).isEqualTo(2);
        assertThat(err.toString()).contains("false-death lies in (0, 0.5]");
    }

    @Test
    void saysWhatIsWrongWithAnOption() {
        assertThat(run("--threads", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("threads").contains("but was 0");
    }
}
