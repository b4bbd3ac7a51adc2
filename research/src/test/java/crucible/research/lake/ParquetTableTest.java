package crucible.research.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableTest {
    private static final List<ParquetTable.Column> COLUMNS = List.of(
            new ParquetTable.Column("number", ParquetTable.Type.BIGINT),
            new ParquetTable.Column("price", ParquetTable.Type.DOUBLE),
            new ParquetTable.Column("name", ParquetTable.Type.VARCHAR));

    @TempDir
    private Path folder;

    @Test
    void rowsComeBackAndNothingIsLeftBeside() throws IOException {
        final Path file = folder.resolve("it's.parquet");
        try (ParquetTable table = new ParquetTable(file, COLUMNS)) {
            table.add(Long.MIN_VALUE, 0.1 + 0.2, "a\tb'c");
            table.add(null, null, null);
            table.write();
        }
        final List<Object> read = new ArrayList<>();
        try (DuckDb database = DuckDb.open(folder)) {
            database.query("SELECT * FROM read_parquet(" + DuckDb.text(file.toString()) + ")", rows -> {
                while (rows.next()) {
                    read.add(rows.getObject("number"));
                    read.add(rows.getObject("price"));
                    read.add(rows.getObject("name"));
                }
                return null;
            });
        }
        assertThat(read).containsExactly(Long.MIN_VALUE, 0.1 + 0.2, "a\tb'c", null, null, null);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void whatIsNotWrittenHasNoName() throws IOException {
        final Path file = folder.resolve("table.parquet");
        try (ParquetTable table = new ParquetTable(file, COLUMNS)) {
            table.add(1L, 2.0, "three");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
