package crucible.exchange.replay.market;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads recorded quotes row by row from CSV, plain or gzip, with a header: {@code time_ms, bid, ask} among its columns and
 * {@code symbol} where the file holds several, or bars of quotes, {@code open_time_ms, bid_close, ask_close}, whose quote is
 * the one at the bar's end. A row that breaks the format is an {@link IllegalArgumentException} with file, line and reason.
 */
public final class QuoteReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final long MINUTE_MS = 60_000;
    private static final int NONE = -1;

    private final String name;
    private final CsvReader<CsvRecord> csv;
    private final CloseableIterator<CsvRecord> records;
    private final int timeColumn;
    private final int bidColumn;
    private final int askColumn;
    private final int symbolColumn;
    private final boolean barred;
    private long line;

    /**
     * One recorded quote.
     *
     * @param symbol its symbol; empty where the file does not say
     * @param timeMs epoch milliseconds
     * @param bid best bid, above 0
     * @param ask best ask, above 0; below the bid where the recording is crossed
     */
    public record Row(String symbol, long timeMs, BigDecimal bid, BigDecimal ask) {}

    /** Opens a file and reads its header. */
    public QuoteReader(Path file) {
        this.name = String.valueOf(file.getFileName());
        try {
            final InputStream in = Files.newInputStream(file);
            this.csv = CsvReader.builder()
                    .ofCsvRecord(
                            name.endsWith(".gz") ? new GZIPInputStream(in, BUFFER_BYTES) : in, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new IllegalArgumentException(name + ": cannot be read: " + failure.getMessage(), failure);
        }
        this.records = csv.iterator();
        final CsvRecord first = nextRecord();
        if (first == null) {
            throw refused("the file is empty");
        }
        final List<String> header = first.getFields();
        barred = header.contains("bid_close");
        timeColumn = column(header, barred ? "open_time_ms" : "time_ms");
        bidColumn = column(header, barred ? "bid_close" : "bid");
        askColumn = column(header, barred ? "ask_close" : "ask");
        symbolColumn = header.indexOf("symbol");
    }

    private int column(List<String> header, String wanted) {
        final int at = header.indexOf(wanted);
        if (at == NONE) {
            throw refused("the header has the columns time_ms,bid,ask or open_time_ms,bid_close,ask_close, but was "
                    + String.join(",", header));
        }
        return at;
    }

    /** The next quote; null at the end of the file. */
    public Row next() {
        final CsvRecord row = nextRecord();
        if (row == null) {
            return null;
        }
        final long timeMs = timeMs(field(row, timeColumn));
        return new Row(
                symbolColumn == NONE ? "" : field(row, symbolColumn),
                barred ? timeMs + MINUTE_MS - 1 : timeMs,
                price(row, bidColumn),
                price(row, askColumn));
    }

    private long timeMs(String text) {
        if (!text.matches("[0-9]{12,13}")) {
            throw refused("a time in epoch milliseconds has 12 or 13 digits, but was '" + text + "'");
        }
        return Long.parseLong(text);
    }

    private BigDecimal price(CsvRecord row, int column) {
        final String text = field(row, column);
        if (text.length() <= 40) {
            try {
                final BigDecimal price = new BigDecimal(text);
                if (price.signum() > 0 && Math.abs((long) price.scale()) <= 18) {
                    return price;
                }
            } catch (NumberFormatException notANumber) {
                throw refused("a price is a decimal above 0, but was '" + text + "'");
            }
        }
        throw refused("a price is a decimal above 0 of usual size, but was '" + text + "'");
    }

    private String field(CsvRecord row, int column) {
        if (column >= row.getFieldCount()) {
            throw refused("the row has " + row.getFieldCount() + " columns, which are too few");
        }
        return row.getField(column);
    }

    private CsvRecord nextRecord() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            final CsvRecord record = records.next();
            line = record.getStartingLineNumber();
            return record;
        } catch (CsvParseException | UncheckedIOException failure) {
            line++;
            throw refused("cannot be read further: " + failure.getMessage());
        }
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
