package crucible.exchange.replay.market;

import crucible.model.Draw;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * When a perpetual is funded, and at which rate. Recorded: {@code SYMBOL-funding.csv}, plain or gzip, beside the candles,
 * with the columns {@code funding_time_ms} and {@code funding_rate}. Without such a file generated: at 00:00, 08:00 and
 * 16:00 UTC, at a rate that symbol and time determine: 0.01 % in half of all cases, as on venues, else evenly in
 * [−0.04 %, 0.06 %], in steps of 1e-8. Immutable.
 */
public final class FundingSchedule {
    /** Time between two generated fundings. */
    public static final long INTERVAL_MS = 28_800_000L;

    private static final BigDecimal USUAL = new BigDecimal("0.00010000");

    private final int symbol;
    private final TreeMap<Long, BigDecimal> recorded;

    private FundingSchedule(int symbol, TreeMap<Long, BigDecimal> recorded) {
        this.symbol = symbol;
        this.recorded = recorded;
    }

    /** That of the {@code symbol}-th symbol where nothing is recorded. */
    static FundingSchedule generated(int symbol) {
        return new FundingSchedule(symbol, null);
    }

    /** What is recorded beside {@code candles}, or generated where nothing is. */
    static FundingSchedule beside(Path candles, String name, int symbol) {
        for (String ending : new String[] {".csv", ".csv.gz"}) {
            final Path file = candles.resolveSibling(name + "-funding" + ending);
            if (Files.isRegularFile(file)) {
                return new FundingSchedule(symbol, read(file));
            }
        }
        return generated(symbol);
    }

    private static TreeMap<Long, BigDecimal> read(Path file) {
        final TreeMap<Long, BigDecimal> rates = new TreeMap<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(in, StandardCharsets.UTF_8)) {
            for (NamedCsvRecord row : rows) {
                rates.put(
                        Long.parseLong(row.getField("funding_time_ms")), new BigDecimal(row.getField("funding_rate")));
            }
        } catch (IOException | CsvParseException | java.util.NoSuchElementException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    file.getFileName() + ": a funding file has the columns funding_time_ms, a whole number, and"
                            + " funding_rate: " + e.getMessage(),
                    e);
        }
        return rates;
    }

    /** The first funding after {@code timeMs}; 0 where nothing more is recorded. */
    public long nextMs(long timeMs) {
        if (recorded == null) {
            return (Math.floorDiv(timeMs, INTERVAL_MS) + 1) * INTERVAL_MS;
        }
        final Long next = recorded.higherKey(timeMs);
        return next == null ? 0 : next;
    }

    /** The settled rate of a funding, as a plain decimal. */
    String rate(long fundingTimeMs) {
        if (recorded != null) {
            final Map.Entry<Long, BigDecimal> at = recorded.floorEntry(fundingTimeMs);
            return at.getValue().toPlainString();
        }
        final long slot = fundingTimeMs / INTERVAL_MS;
        if (Draw.uniform(1, "funding", slot, symbol, 0) < 0.5) {
            return USUAL.toPlainString();
        }
        return BigDecimal.valueOf(-0.0004 + 0.001 * Draw.uniform(1, "funding", slot, symbol, 1))
                .setScale(8, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
