package crucible.runtime.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crucible.model.Bar;
import crucible.model.Blueprint;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.runtime.feature.FeatureSeries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who watches the first generation sees trades soon: counted on real candles; skipped where they are absent. */
class FoundersTradeOftenTest {
    private static final int BARS = 60 * 288;
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT");

    static List<Blueprint> founders() {
        return FoundingBlueprints.all("f".repeat(64));
    }

    @ParameterizedTest
    @MethodSource("founders")
    void eachTradesEveryTwoDaysAndHoldsAWhile(Blueprint founder) throws IOException {
        final Path folder = candles();
        assumeTrue(folder != null, "skipped: no folder shared/market/ohlcv/binance-spot above the module");
        int trades = 0;
        long held = 0;
        double grossPercent = 0;
        for (String symbol : SYMBOLS) {
            final PaperPosition position = new PaperPosition(founder);
            for (Bar bar :
                    bars(folder.resolve(symbol + "-5m.csv.gz"), founder.scope().timeframe())) {
                position.onBar(bar);
            }
            trades += position.trades;
            held += position.heldBars;
            grossPercent += position.grossPercent;
        }
        final double perDay = trades / (double) SYMBOLS.size() / (BARS / 288.0);
        System.out.printf(
                "%-20s %5.2f trades a day and symbol, %5.1f bars held, %6.1f bps gross a trade%n",
                founder.name(), perDay, held / (double) trades, 100 * grossPercent / trades);
        assertThat(perDay).as("trades a day and symbol").isBetween(0.5, 12.0);
        assertThat(held / (double) trades).as("bars held").isGreaterThan(3);
    }

    /** One long position at a time, decided and filled at closes without costs: enough to count. */
    private static final class PaperPosition {
        private final CompiledBlueprint compiled;
        private final FeatureSeries series = new FeatureSeries(FeatureSeries.DEFAULT_HISTORY_BARS);
        private final double[] current = new double[64];
        private final double[] previous = new double[64];
        private double entryPrice = Double.NaN;
        private double stop;
        private double target;
        private int openBars;
        private int waitBars;
        private int trades;
        private long heldBars;
        private double grossPercent;

        PaperPosition(Blueprint blueprint) {
            compiled = CompiledBlueprint.compile(blueprint, series::index);
        }

        void onBar(Bar bar) {
            series.onBar(bar);
            series.copyTo(current, previous);
            waitBars--;
            if (!Double.isNaN(entryPrice)) {
                openBars++;
                if (bar.low() <= stop) {
                    close(Math.min(stop, bar.open()));
                } else if (bar.high() >= target) {
                    close(target);
                } else if (compiled.exit(current, previous)
                        || openBars >= compiled.blueprint().exit().maxHoldBars()) {
                    close(bar.close());
                }
            } else if (waitBars <= 0 && compiled.complete(current, previous) && compiled.entry(current, previous)) {
                entryPrice = bar.close();
                stop = entryPrice - compiled.stopDistance(current, entryPrice);
                target = entryPrice + compiled.targetDistance(current, entryPrice);
                openBars = 0;
            }
        }

        private void close(double price) {
            trades++;
            heldBars += openBars;
            grossPercent += 100 * (price / entryPrice - 1);
            entryPrice = Double.NaN;
            waitBars = compiled.blueprint().entry().coolDownBars();
        }
    }

    private static Path candles() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            final Path found = at.resolve("shared/market/ohlcv/binance-spot");
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        return null;
    }

    /** The first {@link #BARS} bars of five minutes, or what they make in bars of fifteen. */
    private static List<Bar> bars(Path file, Timeframe timeframe) throws IOException {
        final List<Bar> bars = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            reader.lines().skip(1).limit(BARS).map(line -> line.split(",")).forEach(cells -> {
                final Bar bar = new Bar(
                        0,
                        timeframe,
                        timeframe.openTimeOf(Long.parseLong(cells[0])),
                        Double.parseDouble(cells[1]),
                        Double.parseDouble(cells[2]),
                        Double.parseDouble(cells[3]),
                        Double.parseDouble(cells[4]),
                        Double.parseDouble(cells[5]),
                        Provenance.LIVE);
                final int last = bars.size() - 1;
                if (last >= 0 && bars.get(last).openTimeMs() == bar.openTimeMs()) {
                    bars.set(last, joined(bars.get(last), bar));
                } else {
                    bars.add(bar);
                }
            });
        }
        return bars;
    }

    private static Bar joined(Bar first, Bar second) {
        return new Bar(
                0,
                first.timeframe(),
                first.openTimeMs(),
                first.open(),
                Math.max(first.high(), second.high()),
                Math.min(first.low(), second.low()),
                second.close(),
                first.volumeBase() + second.volumeBase(),
                Provenance.LIVE);
    }
}
