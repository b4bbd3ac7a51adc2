package crucible.server.cli;

import crucible.research.lake.ParquetTable;
import crucible.research.lake.ParquetTable.Column;
import crucible.research.lake.ParquetTable.Type;
import crucible.runtime.event.ArenaEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Events as rows of a Parquet file. One thread. */
final class EventTable implements AutoCloseable {
    private static final List<Column> COLUMNS = List.of(
            new Column("sequence", Type.BIGINT),
            new Column("kind", Type.VARCHAR),
            new Column("eventTimeMs", Type.BIGINT),
            new Column("arenaTimeMs", Type.BIGINT),
            new Column("instrumentId", Type.BIGINT),
            new Column("symbol", Type.VARCHAR),
            new Column("timeframe", Type.VARCHAR),
            new Column("openTimeMs", Type.BIGINT),
            new Column("open", Type.DOUBLE),
            new Column("high", Type.DOUBLE),
            new Column("low", Type.DOUBLE),
            new Column("close", Type.DOUBLE),
            new Column("volumeBase", Type.DOUBLE),
            new Column("provenance", Type.VARCHAR),
            new Column("bidTicks", Type.BIGINT),
            new Column("askTicks", Type.BIGINT),
            new Column("bidSizeBase", Type.DOUBLE),
            new Column("askSizeBase", Type.DOUBLE),
            new Column("fields", Type.VARCHAR));

    private static final int OWN = 4;

    private final ParquetTable table;
    private final EventFields fields = new EventFields();
    private final Object[] row = new Object[COLUMNS.size()];

    EventTable(Path file) throws IOException {
        table = new ParquetTable(file, COLUMNS);
    }

    /** Wants to be shown every event, also those that are not added. */
    EventFields fields() {
        return fields;
    }

    /** Adds an event of any kind; true. */
    boolean add(ArenaEvent event) throws IOException {
        Arrays.fill(row, null);
        put(0, event.sequence(), event.kind().name(), event.eventTimeMs(), event.arenaTimeMs());
        switch (event.kind()) {
            case BAR -> {
                put(OWN, (long) event.instrumentId(), fields.symbol(event.instrumentId()));
                put(OWN + 2, event.timeframe().label(), event.openTimeMs(), event.open(), event.high());
                put(
                        OWN + 6,
                        event.low(),
                        event.close(),
                        event.volumeBase(),
                        event.provenance().name());
            }
            case QUOTE -> {
                put(OWN, (long) event.instrumentId(), fields.symbol(event.instrumentId()));
                put(OWN + 10, event.bidTicks(), event.askTicks(), event.bidSizeBase(), event.askSizeBase());
            }
            default -> row[row.length - 1] = JsonMapper.shared().writeValueAsString(fields.of(event));
        }
        table.add(row);
        return true;
    }

    private void put(int column, Object... values) {
        System.arraycopy(values, 0, row, column, values.length);
    }

    /** Writes the file. */
    void write() throws IOException {
        table.write();
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
