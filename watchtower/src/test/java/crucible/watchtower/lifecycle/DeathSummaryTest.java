package crucible.watchtower.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.DeathCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeathSummaryTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1      | -22    | costs ate it: -22 bps a trade, gross +1
                    0      | -19    | costs ate it: -19 bps a trade, gross 0
                    -0.3   | -20    | costs ate it: -20 bps a trade, gross -0.3
                    -12    | -34    | wrong before any cost: gross -12 bps a trade, net -34
                    25     | 3      | its trades earned +3 bps each, too little for the risk it took
                    20.4   | 0.4    | its trades earned +0.4 bps each, too little for the risk it took
                    19.6   | -0.4   | costs ate it: -0.4 bps a trade, gross +20
                    """)
    void saysWhyInPlainWords(double grossBps, double netBps, String words) {
        assertThat(summary(DeathCause.DECAY, grossBps, netBps)).isEqualTo(words);
    }

    @Test
    void namesWhatEndedTheAgentFirst() {
        assertThat(summary(DeathCause.LOSS_OF_CAPITAL, 1, -22))
                .isEqualTo("lost too much of its capital; costs ate it: -22 bps a trade, gross +1");
        for (DeathCause cause : DeathCause.values()) {
            assertThat(summary(cause, 1, -22)).contains("costs ate it");
        }
    }

    @Test
    void anAgentWithoutTradesHasNoAverages() {
        assertThat(DeathSummary.of(DeathCause.IDLE, 0, 0, 0, 0)).isEqualTo("stopped trading; no trade was ever closed");
        assertThat(DeathSummary.bpsPerTrade(5, 0)).isNaN();
    }

    private static String summary(DeathCause cause, double grossBps, double netBps) {
        final long traded = 2_000_000_000L;
        return DeathSummary.of(
                cause, 10, Math.round(traded * grossBps / 1e4), Math.round(traded * netBps / 1e4), traded);
    }
}
