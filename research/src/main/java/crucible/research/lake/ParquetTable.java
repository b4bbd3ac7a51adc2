package crucible.research.lake;

import crucible.model.Require;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/**
 * A Parquet file that is being filled, row by row. It gets its name when it is whole; a file of that name is replaced. One
 * thread.
 */
public final class ParquetTable implements AutoCloseable {
    private final Path file;
    private final List<Column> columns;
    private final Path scratch;
    private final DuckDb database;
    private final DuckDBAppender rows;

    /**
     * A column.
     *
     * @param name letters, digits and underscores
     * @param type its values, any of which may be absent
     */
    public record Column(String name, Type type) {
        public Column {
            Require.that(name.matches("[A-Za-z][A-Za-z0-9_]*"), "a column's name is a word", name);
            Require.present("type", type);
        }
    }

    /** What a column holds. */
    public enum Type {
        /** Whole numbers of 64 bits. */
        BIGINT,
        /** Numbers of double precision. */
        DOUBLE,
        /** Texts. */
        VARCHAR
    }

    /** A table without rows. */
    public ParquetTable(Path file, List<Column> columns) throws IOException {
        this.file = file;
        this.columns = List.copyOf(columns);
        final Path beside = file.toAbsolutePath().getParent();
        scratch = Files.createTempDirectory(beside, ".parquet-");
        database = DuckDb.open(scratch);
        database.execute(columns.stream()
                .map(column -> "\"" + column.name() + "\" " + column.type())
                .collect(Collectors.joining(", ", "CREATE TABLE rows (", ")")));
        rows = database.appender("rows");
    }

    /** Adds a row: a {@link Long}, {@link Double}, {@link String} or null for each column. */
    public void add(Object... values) throws IOException {
        Require.that(
                values.length == columns.size(), "a value for each of " + columns.size() + " columns", values.length);
        try {
            rows.beginRow();
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null) {
                    rows.appendNull();
                } else {
                    switch (columns.get(i).type()) {
                        case BIGINT -> rows.append((long) values[i]);
                        case DOUBLE -> rows.append((double) values[i]);
                        case VARCHAR -> rows.append((String) values[i]);
                    }
                }
            }
            rows.endRow();
        } catch (SQLException e) {
            throw new IOException("a row cannot be kept: " + e.getMessage(), e);
        }
    }

    /** Writes the file. */
    public void write() throws IOException {
        try {
            rows.close();
        } catch (SQLException e) {
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        }
        final Path unfinished = scratch.resolve("table.parquet");
        database.copy("SELECT * FROM rows", unfinished);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Forgets what was not written. */
    @Override
    public void close() throws IOException {
        database.close();
        try (var left = Files.list(scratch)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(scratch);
    }
}
