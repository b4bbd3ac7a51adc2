package crucible.fill;

import crucible.testkit.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays the golden funding ledgers of {@code src/test/resources/funding}, which were computed by hand. */
final class FundingScenarioTest {
    static List<Path> ledgers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/funding"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void theLedgerIsTheOneComputedByHand(Path file) throws IOException {
        Scenario.of(file.getFileName().toString(), Files.readString(file))
                .play(numbers -> new LaneDesk(ScenarioTest.costs(numbers)));
    }
}
