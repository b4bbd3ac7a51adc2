package crucible.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "XRPUSDX, XRPUSDT, 1", "'', abc, 3", "abc, '', 3", "abc, abc, 0", "a, A, 1"})
    void countsLettersToPutInTakeOutOrChange(String left, String right, int distance) {
        assertThat(EditDistance.of(left, right)).isEqualTo(distance);
        assertThat(EditDistance.of(right, left)).isEqualTo(distance);
    }
}
