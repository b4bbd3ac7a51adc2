package crucible.research.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * A database in memory that lives as long as its user: tables are filled, written to Parquet and forgotten; Parquet is
 * read. It uses one thread and little memory, and never looks for extensions in the network. One thread.
 */
final class DuckDb implements AutoCloseable {
    /** What a day of quotes of some fifty instruments takes; beyond it tables are kept in the scratch folder. */
    private static final String MEMORY = "96MB";

    private final DuckDBConnection connection;

    private DuckDb(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** @param scratch where tables go that do not fit in memory; made when it is needed */
    static DuckDb open(Path scratch) throws IOException {
        final Properties settings = new Properties();
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", MEMORY);
        settings.setProperty("temp_directory", scratch.toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try {
            return new DuckDb((DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings));
        } catch (SQLException e) {
            throw new IOException("DuckDB cannot be started: " + e.getMessage(), e);
        }
    }

    void execute(String sql) throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    DuckDBAppender appender(String table) throws IOException {
        try {
            return connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Writes the rows that {@code select} gives to {@code file} as Parquet. */
    void copy(String select, Path file) throws IOException {
        execute("COPY (" + select + ") TO " + text(file.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
    }

    /** Reads rows one after the other. */
    interface Rows<T> {
        T read(ResultSet rows) throws SQLException, IOException;
    }

    <T> T query(String sql, Rows<T> rows) throws IOException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return rows.read(result);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Rows that are read later; the caller closes them. */
    OpenRows open(String sql) throws IOException {
        Statement statement = null;
        try {
            statement = connection.createStatement();
            return new OpenRows(statement, statement.executeQuery(sql));
        } catch (SQLException e) {
            close(statement, e);
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void close(Statement statement, SQLException cause) {
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** An open result. */
    record OpenRows(Statement statement, ResultSet rows) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                rows.close();
                statement.close();
            } catch (SQLException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    /** A text as SQL writes it. */
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
