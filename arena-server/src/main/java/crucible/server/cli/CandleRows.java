package crucible.server.cli;

import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Rows of a candle file that was begun by a download. */
final class CandleRows {
    private static final int COLUMNS = 6;

    private CandleRows() {}

    /**
     * The rows of {@code file}, ascending; none where there is no file. A last line without its end is cut off the file: an
     * interruption left it.
     */
    static List<Bar> read(Path file, String header, Timeframe timeframe) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        final String text = Files.readString(file, StandardCharsets.US_ASCII);
        final int end = text.lastIndexOf('\n') + 1;
        if (end < text.length()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
        final List<Bar> bars = new ArrayList<>();
        int line = 0;
        for (String row : text.substring(0, end).lines().toList()) {
            line++;
            if (line == 1) {
                require(row.equals(header), file, line, "the header " + header, row);
                continue;
            }
            final Bar bar = bar(file, line, row, timeframe);
            final boolean ascends = bars.isEmpty() || bars.get(bars.size() - 1).closeTimeMs() <= bar.openTimeMs();
            require(ascends, file, line, "a row later than the one before", row);
            bars.add(bar);
        }
        return bars;
    }

    private static Bar bar(Path file, int line, String row, Timeframe timeframe) {
        final String[] cells = row.split(",", -1);
        require(cells.length == COLUMNS, file, line, COLUMNS + " columns", row);
        try {
            return new Bar(
                    0,
                    timeframe,
                    Long.parseLong(cells[0]),
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]),
                    Provenance.OFFLINE);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(
                    "required: " + file + ":" + line + " is a candle, but was " + row + ": " + broken.getMessage(),
                    broken);
        }
    }

    private static void require(boolean holds, Path file, int line, String allowed, String row) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "required: " + file + ":" + line + " has " + allowed + ", but was " + row);
        }
    }
}
