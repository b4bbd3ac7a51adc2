package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.Desk;
import crucible.testkit.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays {@code src/test/resources/scenarios} on the desk and on its judge. */
final class ScenarioTest {
    private static final Set<String> NAMES =
            Set.of("takerFeePpm", "makerFeePpm", "slippagePpm", "latencyMs", "orderTtlMs", "participationCapPpm");

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenarios"))) {
            return files.sorted().toList();
        }
    }

    static CostSettings costs(Map<String, Long> numbers) {
        assertThat(numbers.keySet()).isSubsetOf(NAMES);
        return new CostSettings(
                Math.toIntExact(numbers.getOrDefault("takerFeePpm", 1000L)),
                Math.toIntExact(numbers.getOrDefault("makerFeePpm", 1000L)),
                Math.toIntExact(numbers.getOrDefault("slippagePpm", 100L)),
                numbers.getOrDefault("latencyMs", 250L),
                numbers.getOrDefault("orderTtlMs", 600_000L),
                Collections.emptySortedMap(),
                capped(Math.toIntExact(numbers.getOrDefault("participationCapPpm", 0L))));
    }

    /** Costs that do not depend on the market, but for a cap on what market orders may be of its volume. */
    static MarketCosts capped(int participationCapPpm) {
        final MarketCosts constant = MarketCosts.constant();
        return new MarketCosts(
                constant.mostVolatilityFactor(),
                constant.volatilityLatencyMs(),
                constant.impactPpm(),
                participationCapPpm,
                constant.maxVolumeSharePpm(),
                constant.quoteAgeMs(),
                constant.spreadEstimator(),
                constant.spreadBars(),
                constant.volatility());
    }

    private static Desk laneDesk(Map<String, Long> numbers) {
        return new LaneDesk(costs(numbers));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theDeskDoesWhatATraderExpects(Path file) throws IOException {
        Scenario.of(file.getFileName().toString(), Files.readString(file)).play(ScenarioTest::laneDesk);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theJudgeExpectsTheSame(Path file) throws IOException {
        final String name = file.getFileName().toString();
        Scenario.of(name, Files.readString(file)).play(numbers -> new NaiveDesk(costs(numbers)));
    }

    @Test
    void aWrongExpectationNamesItsLine() {
        final String text = "instrument BTCUSDT spot tick 0.1 step 0.001\nagent alice 200\nexpect cash alice 199";
        assertThatThrownBy(() -> Scenario.of("wrong", text).play(ScenarioTest::laneDesk))
                .isInstanceOf(AssertionError.class)
                .hasMessage("wrong:3: expect cash alice 199: cash: expected 199, but was 200");
    }

    @Test
    void anOutcomeThatNobodyExpectedIsAnError() {
        final String text = "instrument BTCUSDT spot tick 0.1 step 0.001\nagent alice 200\n"
                + "enter 00:05 alice BTCUSDT short budget 100 stop 1";
        assertThatThrownBy(() -> Scenario.of("silent", text).play(ScenarioTest::laneDesk))
                .hasMessageContaining("not expected")
                .hasMessageContaining("SHORT_NOT_ALLOWED");
    }
}
