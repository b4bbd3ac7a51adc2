package crucible.exchange.replay;

import crucible.exchange.replay.market.FileMarket;
import crucible.model.Draw;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small candle files made by rule. */
final class SampleFiles {
    static final long START_MS = 1_735_689_600_000L;
    static final long BAR_MS = 300_000L;
    static final String HEADER = "open_time_ms,open,high,low,close,volume";

    private SampleFiles() {}

    /** Rows of a wandering price with two decimals. */
    static List<String> rows(long startMs, int bars, double startPrice, long seed) {
        final List<String> rows = new ArrayList<>();
        long price = Math.round(startPrice * 100);
        for (int i = 0; i < bars; i++) {
            final long open = price;
            final long close = open + Draw.below(101, seed, "close", i, 0, 0) - 50;
            final long high = Math.max(open, close) + Draw.below(30, seed, "high", i, 0, 0);
            final long low = Math.min(open, close) - Draw.below(30, seed, "low", i, 0, 0);
            final double volume = Draw.below(1_000_000, seed, "volume", i, 0, 0) / 1000.0;
            rows.add(String.format(
                    Locale.ROOT,
                    "%d,%.2f,%.2f,%.2f,%.2f,%s",
                    startMs + i * BAR_MS,
                    open / 100.0,
                    high / 100.0,
                    low / 100.0,
                    close / 100.0,
                    volume));
            price = close;
        }
        return rows;
    }

    static void write(Path file, List<String> rows) {
        final List<String> lines = new ArrayList<>(rows);
        lines.add(0, HEADER);
        try {
            Files.write(file, lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** BTC and ETH with 120 bars, LTC with 30 in the middle. */
    static FileMarket market(Path folder) {
        write(folder.resolve("BTCUSDT-5m.csv"), rows(START_MS, 120, 95_000, 1));
        write(folder.resolve("ETHUSDT-5m.csv"), rows(START_MS, 120, 3_400, 2));
        write(folder.resolve("LTCUSDT-5m.csv"), rows(START_MS + 50 * BAR_MS, 30, 100, 3));
        return FileMarket.open(folder);
    }
}
