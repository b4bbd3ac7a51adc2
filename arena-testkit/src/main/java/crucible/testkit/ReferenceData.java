package crucible.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reference data that lies in a folder {@code shared} beside the checkout, or in any folder above it. */
public final class ReferenceData {
    private ReferenceData() {}

    /**
     * The file, such as {@code oracles/07_metrics.json}, looked for from the working directory upwards; absent where the
     * data is not there, and then the test is to be skipped with a message that says so.
     */
    public static Optional<Path> find(String file) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            final Path candidate = folder.resolve("shared").resolve(file);
            if (Files.exists(candidate)) {
                return Optional.of(candidate);
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }
}
