package crucible.exchange.replay.market;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads 5m candles row by row from CSV, plain or gzip: either with a header that names {@code open_time_ms, open, high,
 * low, close, volume} among its columns, or Binance's public dump (12 columns, no header, times in milliseconds or
 * microseconds). Every row is checked; a violation is an {@link IllegalArgumentException} with file, line and reason.
 */
final class CandleReader implements AutoCloseable {
    private static final List<String> COLUMNS = List.of("open_time_ms", "open", "high", "low", "close", "volume");
    private static final int DUMP_COLUMNS = 12;
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final CsvReader<CsvRecord> csv;
    private final CloseableIterator<CsvRecord> records;
    private final int[] columns = {0, 1, 2, 3, 4, 5};
    private CsvRecord pending;
    private long line;
    private long previousOpenTimeMs = Long.MIN_VALUE;

    CandleReader(Path file) {
        this.name = String.valueOf(file.getFileName());
        try {
            InputStream in = Files.newInputStream(file);
            try {
                if (name.endsWith(".gz")) {
                    in = new GZIPInputStream(in, BUFFER_BYTES);
                }
                this.csv = CsvReader.builder().ofCsvRecord(in, StandardCharsets.UTF_8);
            } catch (IOException | RuntimeException failure) {
                in.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new IllegalArgumentException(name + ": cannot be read: " + failure.getMessage(), failure);
        }
        this.records = csv.iterator();
        readFirstRecord();
    }

    private void readFirstRecord() {
        pending = nextRecord();
        if (pending == null) {
            throw refused("the file is empty");
        }
        final String first = pending.getField(0);
        if (!first.isEmpty() && Character.isDigit(first.charAt(0))) {
            if (pending.getFieldCount() != DUMP_COLUMNS) {
                throw refused("without a header there must be 12 columns (the exchange's dump format), but there are "
                        + pending.getFieldCount());
            }
            return;
        }
        final List<String> header = pending.getFields();
        for (int i = 0; i < COLUMNS.size(); i++) {
            int at = header.indexOf(COLUMNS.get(i));
            if (at < 0 && i == 0) {
                at = header.indexOf("open_time");
            }
            if (at < 0) {
                throw refused("the header lacks the column " + COLUMNS.get(i) + " of " + String.join(",", COLUMNS)
                        + "; it is " + String.join(",", header));
            }
            columns[i] = at;
        }
        pending = null;
    }

    /** Reads the next candle into {@code cell}; false at the end of the file. */
    boolean next(Candle cell) {
        CsvRecord row = pending;
        pending = null;
        if (row == null) {
            row = nextRecord();
        }
        if (row == null) {
            return false;
        }
        cell.openTimeMs = openTimeMs(field(row, 0));
        cell.open = price(row, 1);
        cell.high = price(row, 2);
        cell.low = price(row, 3);
        cell.close = price(row, 4);
        cell.volumeBase = number(row, 5);
        check(cell);
        previousOpenTimeMs = cell.openTimeMs;
        return true;
    }

    private void check(Candle cell) {
        if (cell.openTimeMs % Candle.INTERVAL_MS != 0) {
            throw refused("open time " + cell.openTimeMs + " is not a multiple of 5 minutes");
        }
        if (cell.openTimeMs == previousOpenTimeMs) {
            throw refused("open time " + cell.openTimeMs + " appears twice");
        }
        if (cell.openTimeMs < previousOpenTimeMs) {
            throw refused("open time " + cell.openTimeMs + " comes after " + previousOpenTimeMs
                    + "; rows must ascend in time");
        }
        if (!(cell.low <= Math.min(cell.open, cell.close) && Math.max(cell.open, cell.close) <= cell.high)) {
            throw refused("no candle can have open " + cell.open + ", high " + cell.high + ", low " + cell.low
                    + ", close " + cell.close);
        }
        if (!(cell.volumeBase >= 0 && cell.volumeBase < Double.POSITIVE_INFINITY)) {
            throw refused("volume " + cell.volumeBase + " is not a finite number of 0 or more");
        }
    }

    private long openTimeMs(String text) {
        try {
            final long value = Long.parseLong(text);
            if (text.length() == 13) {
                return value;
            }
            if (text.length() == 16 && value % 1000 == 0) {
                return value / 1000;
            }
        } catch (NumberFormatException notWhole) {
            throw refused("open time '" + text + "' is not a whole number");
        }
        throw refused("open time " + text + " has " + text.length()
                + " digits; milliseconds have 13, microseconds 16 and end in 000");
    }

    private double price(CsvRecord row, int column) {
        final double value = number(row, column);
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw refused(COLUMNS.get(column) + " " + value + " is not a finite number above 0");
        }
        return value;
    }

    private double number(CsvRecord row, int column) {
        final String text = field(row, column);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw refused(COLUMNS.get(column) + " '" + text + "' is not a number");
        }
    }

    private String field(CsvRecord row, int column) {
        if (columns[column] >= row.getFieldCount()) {
            throw refused("the row ends before the column " + COLUMNS.get(column));
        }
        return row.getField(columns[column]);
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

    /** The error of the row last read. */
    IllegalArgumentException refused(String reason) {
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
