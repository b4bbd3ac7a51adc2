package crucible.exchange.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Reference data that may lie beside the checkout. */
final class SharedData {
    private SharedData() {}

    /** The folder or file under {@code ../shared}, looked for upwards; the test is skipped where it is absent. */
    static Path find(String path) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            final Path found = folder.resolve("shared").resolve(path);
            if (Files.exists(found)) {
                return found;
            }
            folder = folder.getParent();
        }
        Assumptions.abort("no reference data shared/" + path + " beside the checkout");
        throw new AssertionError("unreachable");
    }
}
