package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.arena.JournaledTape;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class JournalParquetTest {
    @TempDir
    private static Path journal;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void record() {
        JournaledTape.write(journal, 7, 20);
    }

    private int export(String... options) {
        final List<String> arguments = new ArrayList<>(List.of("export", "--journal", journal.toString()));
        arguments.addAll(List.of(options));
        return new CommandLine(new JournalCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setParameterExceptionHandler(new OneLineErrors())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments.toArray(new String[0]));
    }

    private interface Rows {
        void read(ResultSet rows) throws Exception;
    }

    private static void query(Path file, String what, Rows reader) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT " + what + " FROM read_parquet('" + file + "') ORDER BY sequence")) {
            reader.read(rows);
        }
    }

    @Test
    void barsAndQuotesAreTheRowsOfTheCsv() throws Exception {
        final Path csv = folder.resolve("prices.csv");
        final Path parquet = folder.resolve("events.parquet");
        assertThat(export("--format", "csv", "--out", csv.toString())).isZero();
        assertThat(export("--format", "parquet", "--out", parquet.toString())).isZero();
        final List<String> rows = new ArrayList<>(List.of(EventFields.CSV_HEADER));
        query(parquet, "* EXCLUDE fields", table -> {
            while (table.next()) {
                if (table.getString("symbol") != null) {
                    rows.add(line(table));
                }
            }
        });
        assertThat(rows).hasSizeGreaterThan(300).containsExactlyElementsOf(Files.readAllLines(csv));
    }

    private static String line(ResultSet row) throws Exception {
        final StringBuilder line = new StringBuilder();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            final String name = row.getMetaData().getColumnName(column);
            if (name.equals("arenaTimeMs")) {
                line.append(',').append(Instant.ofEpochMilli(row.getLong("eventTimeMs")));
            } else {
                final Object value = row.getObject(column);
                line.append(column == 1 ? "" : ",").append(value == null ? "" : value);
            }
        }
        return line.toString();
    }

    @Test
    void everyOtherEventHasItsFieldsAsJson() throws Exception {
        final Path parquet = folder.resolve("some.parquet");
        assertThat(export("--format", "parquet", "--from", "3", "--to", "40", "--out", parquet.toString()))
                .isZero();
        assertThat(out.toString()).contains("38 events written to ");
        final List<String> kinds = new ArrayList<>();
        query(parquet, "sequence, kind, fields", table -> {
            long sequence = 3;
            while (table.next()) {
                assertThat(table.getLong("sequence")).isEqualTo(sequence++);
                final String fields = table.getString("fields");
                final String kind = table.getString("kind");
                if (fields != null) {
                    kinds.add(kind);
                    assertThat(JsonMapper.shared().readTree(fields).get("kind").stringValue())
                            .isEqualTo(kind);
                }
            }
        });
        assertThat(kinds).contains("BIRTH", "INSTRUMENT", "FEED", "BOUNDARY").doesNotContain("BAR", "QUOTE");
    }

    @Test
    void parquetNeedsAFile() {
        assertThat(export("--format", "parquet")).isEqualTo(2);
        assertThat(err.toString()).contains("--format parquet needs --out FILE");
    }
}
