package crucible.runtime.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crucible.model.Bar;
import crucible.model.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Against a table on which TA-Lib, R's TTR and others agree; skipped where the reference data is absent. */
class IndicatorOracleTest {
    private static final Path ORACLES = reference("oracles");

    private static Path reference(String folder) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            final Path found = at.resolve("shared").resolve(folder);
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        return null;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sma(20)|sma_20|0",
                "ema(20)|ema_20|0",
                "rsi(14)|rsi_14|0",
                "atr(14)|atr_14|0",
                "adx(14)|adx_14|0",
                "macd(12,26)|macd_12_26_smaseed|0",
                "macd_signal(12,26,9)|macd_signal_9_smaseed|0",
                "stdev(20)|std_pop_20|0",
                "bollinger_upper(20,2)|bb_upper_20_2|0",
                "bollinger_lower(20,2)|bb_lower_20_2|0",
                "stochastic_k(14)|fastk_14|0",
                "efficiency_ratio(10)|er_10|0",
                "roc(10)|roc_10|0",
                // The table's channel includes the bar itself, ours ends before it.
                "donchian_high(20)|donchian_hi_20|1",
                "donchian_low(20)|donchian_lo_20|1",
            })
    void agreesWithTheTable(String feature, String column, int lateBars) throws IOException {
        assumeTrue(ORACLES != null, "skipped: no folder shared/oracles above the module");
        final List<Map<String, Double>> table = rows(ORACLES.resolve("08_indicators_eth5m.csv"));
        final List<Bar> bars = bars(ORACLES.resolve("data/ethusd_5m_binanceus.csv"), table.size());
        final FeatureSeries series = new FeatureSeries(1_500);
        series.index(FeatureCatalogue.parse(feature));
        int compared = 0;
        for (int t = 0; t < bars.size(); t++) {
            series.onBar(bars.get(t));
            final Double expected =
                    t < lateBars ? null : table.get(t - lateBars).get(column);
            if (expected == null) {
                assertThat(series.current(0)).as(feature + " at " + t).isNaN();
            } else {
                assertThat(series.current(0))
                        .as(feature + " at " + t)
                        .isCloseTo(expected, within(tolerance(feature, expected)));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"achelis_sma_5_12|sma(5)|5e-4", "achelis_rsi_5_11|rsi(5)|5e-4", "stockcharts_rsi14|rsi(14)|1e-7"})
    void agreesWithTheBooks(String id, String feature, double tolerance) throws IOException {
        assumeTrue(ORACLES != null, "skipped: no folder shared/oracles above the module");
        final JsonNode found = new ObjectMapper()
                .readTree(ORACLES.resolve("08_indicators.json").toFile())
                .get("cases")
                .valueStream()
                .filter(node -> node.get("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
        final JsonNode closes = found.get("input").get("inputs").get(0);
        final JsonNode expected = found.get("expected").get("outputs").get(0);
        final FeatureSeries series = new FeatureSeries(1_500);
        series.index(FeatureCatalogue.parse(feature));
        for (int t = 0; t < closes.size(); t++) {
            final double close = closes.get(t).doubleValue();
            series.onBar(Walks.bar(t, close, close, close, close, 1));
            final int row = t - (closes.size() - expected.size());
            if (row >= 0) {
                assertThat(series.current(0))
                        .as(id + " " + row)
                        .isCloseTo(expected.get(row).doubleValue(), within(tolerance));
            } else {
                assertThat(series.current(0)).isNaN();
            }
        }
    }

    private static double tolerance(String feature, double expected) {
        final boolean oscillates =
                FeatureCatalogue.of(FeatureCatalogue.parse(feature)).scaleFree() || feature.startsWith("macd");
        return oscillates ? 1e-6 : 1e-8 * Math.abs(expected);
    }

    private static List<Map<String, Double>> rows(Path file) throws IOException {
        final List<String> lines = Files.readAllLines(file);
        final String[] names = lines.get(0).split(",", -1);
        final List<Map<String, Double>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            final String[] cells = line.split(",", -1);
            final Map<String, Double> row = new HashMap<>();
            for (int i = 0; i < cells.length; i++) {
                if (!cells[i].isEmpty()) {
                    row.put(names[i], Double.parseDouble(cells[i]));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<Bar> bars(Path file, int count) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .limit(count)
                .map(line -> {
                    final double[] cells = Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    final long number = (long) (cells[0] + 1) / Timeframe.M5.intervalMs() - 1;
                    return Walks.bar(number, cells[1], cells[2], cells[3], cells[4], cells[5]);
                })
                .toList();
    }
}
