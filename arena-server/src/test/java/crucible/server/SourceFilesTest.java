package crucible.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler cannot say about the files of this repository. */
class SourceFilesTest {
    private static final int MAX_LINES = 500;
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    private static final Path ROOT = root();

    @Test
    void noMainFileIsLongerThanFiveHundredLines() {
        assertThat(mainSources())
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(lines(file)).as("%s", ROOT.relativize(file)).hasSizeLessThanOrEqualTo(MAX_LINES));
    }

    @Test
    void noMainFileIsUnfinished() {
        assertThat(mainSources())
                .allSatisfy(file -> assertThat(lines(file))
                        .as("%s", ROOT.relativize(file))
                        .noneMatch(line -> UNFINISHED.matcher(line).find()));
    }

    @Test
    void theLauncherPassesTheFlagsThatTheTestsRunWith() {
        String pom = String.join("\n", lines(ROOT.resolve("pom.xml")));
        Matcher flags = Pattern.compile("<jvm\\.flags>(.*?)</jvm\\.flags>", Pattern.DOTALL)
                .matcher(pom);
        assertThat(flags.find()).isTrue();
        String launcher = String.join("\n", lines(ROOT.resolve("crucible")));
        assertThat(flags.group(1).strip().split("\\s+"))
                .isNotEmpty()
                .allSatisfy(flag -> assertThat(launcher).contains(flag));
    }

    private static List<Path> mainSources() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(SourceFilesTest::javaFiles)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
            assertThat(folder).as("a folder above that holds .mvn").isNotNull();
        }
        return folder;
    }
}
