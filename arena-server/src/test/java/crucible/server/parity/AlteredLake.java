package crucible.server.parity;

import crucible.research.lake.LakeDay;
import crucible.research.lake.LakeKind;
import crucible.server.lake.LakeFill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.stream.Stream;

/** A copy of a data directory of whose lake single rows are altered; its manifests stay as they are. */
final class AlteredLake {
    private final Path data;

    private AlteredLake(Path data) {
        this.data = data;
    }

    static AlteredLake copyOf(Path original, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(original)) {
            for (Path file : all.toList()) {
                final Path copy = to.resolve(original.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return new AlteredLake(to);
    }

    Path data() {
        return data;
    }

    /** The first file of a kind on the lake's {@code day}-th day, from 0. */
    Path file(LakeKind kind, int day) throws IOException {
        return file(kind, day, 0);
    }

    /** The {@code number}-th of them: that of the instrument with this id. */
    Path file(LakeKind kind, int day, int number) throws IOException {
        final LakeDay found = LakeFill.rawLake(data).days().get(day);
        return LakeFill.rawLake(data)
                .folder()
                .resolve(found.files().stream()
                        .filter(part -> part.kind() == kind)
                        .toList()
                        .get(number)
                        .path());
    }

    /** Replaces the content of {@code file} by what {@code select} gives, in which FILE stands for it. */
    void rewrite(Path file, String select) throws Exception {
        final Path altered = file.resolveSibling("altered.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (" + select.replace("FILE", table(file)) + ") TO '" + altered + "' (FORMAT parquet)");
        }
        Files.move(altered, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** One whole number about {@code file}. */
    long ask(Path file, String select) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select.replace("FILE", table(file)))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String table(Path file) {
        return "read_parquet('" + file + "', hive_partitioning = false)";
    }
}
