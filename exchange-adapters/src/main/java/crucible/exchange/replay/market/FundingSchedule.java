package crucible.exchange.replay.market;

import crucible.model.Draw;
import crucible.model.Funding;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * When a perpetual is funded, and at which rate. Recorded: {@code SYMBOL-funding.csv}, plain or gzip, beside the candles,
 * with the columns {@code funding_time_ms} and {@code funding_rate}, and perhaps {@code mark_price}, the mark price that it
 * was settled at, which may be empty. Without such a file generated: at 00:00, 08:00 and
 * 16:00 UTC, at a rate that symbol and time determine: 0.01 % in half of all cases, as on venues, else evenly in
 * [−0.04 %, 0.06 %], in steps of 1e-8. Immutable.
 */
public final class FundingSchedule {
    /** Time between two generated fundings. */
    public static final long INTERVAL_MS = 28_800_000L;

    private static final BigDecimal USUAL = new BigDecimal("0.00010000");

    private final int symbol;
    private final TreeMap<Long, Settled> recorded;

    /** A rate, and the mark price that it was settled at; null where that is not recorded. */
    private record Settled(BigDecimal rate, BigDecimal markPrice) {}

    private FundingSchedule(int symbol, TreeMap<Long, Settled> recorded) {
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

    private static TreeMap<Long, Settled> read(Path file) {
        final TreeMap<Long, Settled> rates = new TreeMap<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(in, StandardCharsets.UTF_8)) {
            for (NamedCsvRecord row : rows) {
                final Settled settled = new Settled(
                        new BigDecimal(row.getField("funding_rate")),
                        row.findField("mark_price")
                                .filter(text -> !text.isEmpty())
                                .map(BigDecimal::new)
                                .orElse(null));
                final long timeMs = Long.parseLong(row.getField("funding_time_ms"));
                funding(0, timeMs, settled);
                rates.put(timeMs, settled);
            }
        } catch (IOException
                | CsvParseException
                | java.util.NoSuchElementException
                | ArithmeticException
                | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file.getFileName() + ": a funding file has the columns funding_time_ms, a whole number, and"
                            + " funding_rate, and may have mark_price, decimals with 12 places at most: "
                            + e.getMessage(),
                    e);
        }
        return rates;
    }

    private static Funding funding(int instrumentId, long timeMs, Settled settled) {
        return new Funding(
                instrumentId,
                Funding.onGrid(timeMs),
                settled.rate().movePointRight(12).longValueExact(),
                settled.markPrice() == null
                        ? 0
                        : settled.markPrice().movePointRight(12).longValueExact());
    }

    /** Whether rates are recorded; else they are generated, which is no evidence of anything. */
    public boolean isRecorded() {
        return recorded != null;
    }

    /** Everything recorded, ascending, as an instrument's; nothing where nothing is. */
    public List<Funding> recorded(int instrumentId) {
        final List<Funding> all = new ArrayList<>();
        if (recorded != null) {
            recorded.forEach((timeMs, settled) -> all.add(funding(instrumentId, timeMs, settled)));
        }
        return all;
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
            return recorded.floorEntry(fundingTimeMs).getValue().rate().toPlainString();
        }
        final long slot = fundingTimeMs / INTERVAL_MS;
        if (Draw.uniform(1, "funding", slot, symbol, 0) < 0.5) {
            return USUAL.toPlainString();
        }
        return BigDecimal.valueOf(-0.0004 + 0.001 * Draw.uniform(1, "funding", slot, symbol, 1))
                .setScale(8, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** The mark price that a funding was settled at, or {@code otherwise} where that is not recorded. */
    double markPrice(long fundingTimeMs, double otherwise) {
        final Map.Entry<Long, Settled> at = recorded == null ? null : recorded.floorEntry(fundingTimeMs);
        return at == null || at.getValue().markPrice() == null
                ? otherwise
                : at.getValue().markPrice().doubleValue();
    }
}
