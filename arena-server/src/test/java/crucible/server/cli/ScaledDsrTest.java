package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code crucible stats dsr} with the hurdle for trials of unequal lengths. */
class ScaledDsrTest {
    private static final String RECORD = "{\"sharpe\":0.2,\"n\":400,\"skewness\":0,\"kurtosis\":3,\"trials\":100,";

    private final StatsCalculator stats = new StatsCalculator();

    /** √(V/n)·z(100) with z(100) = 2.530602893201682: the published one for V/n = 0.005. */
    @Test
    void isThePublishedHurdleAtEqualLengths() {
        final JsonNode scaled = stats.ask("dsr", RECORD + "\"varianceOfT\":2}");
        final JsonNode published = stats.ask("dsr", RECORD + "\"varianceOfSharpes\":0.005}");
        assertThat(scaled.get("expectedMaxSharpe").doubleValue())
                .isCloseTo(2.530602893201682 * Math.sqrt(0.005), within(1e-14));
        assertThat(scaled.get("dsr").doubleValue())
                .isCloseTo(published.get("dsr").doubleValue(), within(1e-13));
        assertThat(scaled.has("varianceOfSharpes")).isFalse();
    }

    @Test
    void luckAloneSpreadsByOneAndOneTrialDeflatesNothing() {
        final JsonNode little = stats.ask("dsr", RECORD + "\"varianceOfT\":0.1}");
        assertThat(little.get("varianceOfT").intValue()).isEqualTo(1);
        assertThat(little.get("expectedMaxSharpe").doubleValue()).isCloseTo(2.530602893201682 / 20, within(1e-14));
        final JsonNode alone = stats.ask("dsr", RECORD.replace("100", "1") + "\"varianceOfT\":2}");
        assertThat(alone.get("dsr")).isEqualTo(alone.get("psr"));
    }

    /** The short trial has the highest Sharpe ratio, the long one the higher t; V of so short records is 1. */
    @Test
    void trialsOfUnequalLengthsEnterAsT() {
        final StringBuilder steady = new StringBuilder("0.03,-0.02");
        for (int i = 0; i < 49; i++) {
            steady.append(",0.03,-0.02");
        }
        final JsonNode answer = stats.ask("dsr", "{\"trialReturns\":[[0.03,-0.01,0.01]," + "[" + steady + "]]}");
        assertThat(answer.get("bestTrial").intValue()).isEqualTo(1);
        assertThat(answer.get("n").intValue()).isEqualTo(100);
        assertThat(answer.get("varianceOfT").intValue()).isEqualTo(1);
        assertThat(answer.get("expectedMaxSharpe").doubleValue()).isCloseTo(0.5197553442805939 / 10, within(1e-14));
    }

    @Test
    void badInputIsWrongUsage() {
        assertThat(stats.refusal("dsr", RECORD + "\"varianceOfT\":-1}"))
                .contains("varianceOfT is not negative, but was -1");
        assertThat(stats.refusal("dsr", RECORD + "\"varianceOfT\":1,\"varianceOfSharpes\":1}"))
                .contains("varianceOfSharpes is not a field of this request");
    }
}
