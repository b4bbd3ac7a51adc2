package crucible.fill;

import crucible.testkit.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays the ledgers of perpetuals and of borrowed spot in {@code src/test/resources}, which were computed by hand. */
final class PerpetualScenarioTest {
    static List<Path> ledgers() throws IOException {
        try (Stream<Path> fundings = Files.list(Path.of("src/test/resources/funding"));
                Stream<Path> liquidations = Files.list(Path.of("src/test/resources/liquidations"));
                Stream<Path> levered = Files.list(Path.of("src/test/resources/leverage"));
                Stream<Path> borrowed = Files.list(Path.of("src/test/resources/borrow"))) {
            return Stream.of(fundings.sorted(), liquidations.sorted(), levered.sorted(), borrowed.sorted())
                    .flatMap(files -> files)
                    .toList();
        }
    }

    private static CostSettings costs(Map<String, Long> numbers) {
        final Map<String, Long> costs = new HashMap<>(numbers);
        final Long maintenancePpm = costs.remove("maintenancePpm");
        final Long liquidationFeePpm = costs.remove("liquidationFeePpm");
        final Long leverage = costs.remove("leverage");
        final Long borrowAnnualPpm = costs.remove("borrowAnnualPpm");
        final SortedMap<String, BorrowRate> borrow = new TreeMap<>();
        if (borrowAnnualPpm != null) {
            borrow.put("scenario", new BorrowRate(borrowAnnualPpm.intValue()));
        }
        final CostSettings settings = ScenarioTest.costs(costs).withBorrow(borrow);
        return maintenancePpm == null
                ? settings
                : settings.withMargins(new MarginSettings(
                        maintenancePpm.intValue(),
                        liquidationFeePpm.intValue(),
                        leverage == null ? 1 : leverage.intValue(),
                        Collections.emptySortedMap()));
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void theLedgerIsTheOneComputedByHand(Path file) throws IOException {
        Scenario.of(file.getFileName().toString(), Files.readString(file))
                .play(numbers -> new LaneDesk(costs(numbers)));
    }

    @ParameterizedTest
    @MethodSource("ledgers")
    void theJudgeComesToTheSame(Path file) throws IOException {
        Scenario.of(file.getFileName().toString(), Files.readString(file))
                .play(numbers -> new NaiveDesk(costs(numbers)));
    }
}
