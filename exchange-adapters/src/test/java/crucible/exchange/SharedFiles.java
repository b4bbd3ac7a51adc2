package crucible.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Reference data beside the checkout. Tests that need it are skipped where it is absent. */
public final class SharedFiles {
    private SharedFiles() {}

    /** A file or folder under {@code shared}, in the first folder upwards that has one. */
    public static Path find(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            final Path candidate = folder.resolve("shared").resolve(name);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        Assumptions.abort("skipped: no reference data at ../shared/" + name);
        throw new AssertionError("aborted before");
    }

    /** The text of a gzip file. */
    public static String gunzip(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
