package crucible.exchange.replay.market;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Reads recorded public trades row by row from CSV, plain or gzip, with a header: {@code time_ms, price} among its columns,
 * and {@code taker_side} or {@code side} ({@code buy}, {@code sell}) where the venue said who took. A row that breaks the
 * format is an {@link IllegalArgumentException} with file, line and reason.
 */
public final class TradeReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final CsvReader<NamedCsvRecord> csv;
    private final CloseableIterator<NamedCsvRecord> records;
    private long line = 1;

    /**
     * One recorded trade.
     *
     * @param timeMs epoch milliseconds
     * @param price above 0
     * @param side 1 where the taker bought, −1 where it sold, 0 where that is not recorded
     */
    public record Row(long timeMs, BigDecimal price, int side) {}

    /** Opens a file. */
    public TradeReader(Path file) {
        this.name = String.valueOf(file.getFileName());
        try {
            final InputStream in = Files.newInputStream(file);
            this.csv = CsvReader.builder()
                    .ofNamedCsvRecord(
                            name.endsWith(".gz") ? new GZIPInputStream(in, BUFFER_BYTES) : in, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new IllegalArgumentException(name + ": cannot be read: " + failure.getMessage(), failure);
        }
        this.records = csv.iterator();
    }

    /** The next trade; null at the end of the file. */
    public Row next() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            final NamedCsvRecord row = records.next();
            line = row.getStartingLineNumber();
            return new Row(timeMs(text(row, "time_ms")), price(text(row, "price")), side(row));
        } catch (CsvParseException | UncheckedIOException failure) {
            throw refused("cannot be read further: " + failure.getMessage());
        }
    }

    private String text(NamedCsvRecord row, String column) {
        return row.findField(column).orElseThrow(() -> refused("trades have the columns time_ms and price"));
    }

    private long timeMs(String text) {
        if (!text.matches("[0-9]{12,13}")) {
            throw refused("a time in epoch milliseconds has 12 or 13 digits, but was '" + text + "'");
        }
        return Long.parseLong(text);
    }

    private BigDecimal price(String text) {
        if (text.matches("[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            final BigDecimal price = new BigDecimal(text);
            if (price.signum() > 0) {
                return price;
            }
        }
        throw refused("a price is a plain decimal above 0, but was '" + text + "'");
    }

    private int side(NamedCsvRecord row) {
        final String text =
                row.findField("taker_side").or(() -> row.findField("side")).orElse("");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "buy" -> 1;
            case "sell" -> -1;
            case "" -> 0;
            default -> throw refused("the taker's side is buy, sell or nothing, but was '" + text + "'");
        };
    }

    private IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException(name + " line " + line + ": " + reason);
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
