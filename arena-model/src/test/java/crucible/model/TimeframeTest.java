package crucible.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TimeframeTest {
    private static final long MIDNIGHT_MS = 1_704_067_200_000L;

    @ParameterizedTest
    @EnumSource
    void spansAreHalfOpen(Timeframe timeframe) {
        assertThat(timeframe.openTimeOf(MIDNIGHT_MS)).isEqualTo(MIDNIGHT_MS);
        assertThat(timeframe.openTimeOf(MIDNIGHT_MS - 1)).isEqualTo(MIDNIGHT_MS - timeframe.intervalMs());
        assertThat(timeframe.openTimeOf(MIDNIGHT_MS + timeframe.intervalMs() - 1))
                .isEqualTo(MIDNIGHT_MS);
        assertThat(timeframe.closesAt(MIDNIGHT_MS)).isTrue();
        assertThat(timeframe.closesAt(MIDNIGHT_MS + 1)).isFalse();
        assertThat(timeframe.openTimeOf(-1)).isEqualTo(-timeframe.intervalMs());
    }

    @ParameterizedTest
    @EnumSource
    void labelsParseBackAndBitsAreDistinct(Timeframe timeframe) {
        assertThat(Timeframe.parse(timeframe.label())).isEqualTo(timeframe);
        assertThat(Timeframe.at(timeframe.ordinal())).isEqualTo(timeframe);
        assertThat(timeframe.bit()).isEqualTo(1 << timeframe.ordinal());
        assertThat(86_400_000L % timeframe.intervalMs()).isZero();
    }

    @Test
    void aYearHasItsBars() {
        assertThat(Timeframe.M5.barsPerYear()).isEqualTo(105_120);
        assertThat(Timeframe.M15.barsPerYear()).isEqualTo(35_040);
        assertThat(Timeframe.count()).isEqualTo(2);
    }

    @Test
    void anUnknownLabelIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Timeframe.parse("1h"))
                .hasMessageContaining("5m, 15m")
                .hasMessageContaining("1h");
    }
}
