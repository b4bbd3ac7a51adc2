package crucible.watchtower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.watchtower.lifecycle.DecayLook;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WatchtowerSettingsTest {
    @Test
    void defaultsAreTheDocumentedOnes() {
        final WatchtowerSettings settings = WatchtowerSettings.defaults();
        assertThat(settings.maxLossOfCapital()).hasValue(0.5);
        assertThat(settings.maxDrawdown()).isEmpty();
        assertThat(settings.minTrades()).isEqualTo(30);
        assertThat(settings.minDays()).isEqualTo(3);
        assertThat(settings.literal()).isFalse();
        assertThat(settings.decayLooks()).hasSize(6);
        assertThat(settings.promoteConfidence()).isEqualTo(0.99);
        assertThat(settings.rollingPsr()).hasValue(0.10);
        assertThat(settings.guard().orElseThrow().threshold()).isEqualTo(20_000);
        assertThat(settings.lossBound()).hasValue(0.10);
        assertThat(settings.minTrials()).hasValue(10);
    }

    @Test
    void aTournamentFromBeforeTheNewerRulesHasThemOff() {
        final WatchtowerSettings usual = WatchtowerSettings.defaults();
        final WatchtowerSettings old = new WatchtowerSettings(
                usual.maxLossOfCapital(),
                usual.maxDrawdown(),
                30,
                3,
                true,
                false,
                usual.decayLooks(),
                0.90,
                true,
                0.99,
                usual.idleDays(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        assertThat(old.guard()).isEmpty();
        assertThat(old.targetSharpePerTrade()).isEmpty();
        assertThat(old.trialGroups()).isEmpty();
        assertThat(old.rollingPsr()).isEmpty();
        assertThat(old.newEProcess().unleveredValue()).isEqualTo(1);
    }

    @Test
    void theSoftwaresOwnBarIsNotSaidToBeForAnotherTarget() {
        final WatchtowerSettings usual = WatchtowerSettings.defaults();
        assertThatThrownBy(() -> with(usual.decayLooks(), 0.15, 0.2))
                .hasMessageContaining("targetSharpePerTrade is 0.1 where decayLooks are the software's own")
                .hasMessageContaining("but was 0.15");
        assertThatThrownBy(() -> with(usual.decayLooks(), 0.1, 0.05)).hasMessageContaining("falseDeath is 0.2");
        assertThatThrownBy(() -> with(usual.decayLooks(), 1.5, 0.2)).hasMessageContaining("(0, 1]");
        final List<DecayLook> others = List.of(new DecayLook(30, 0.2), new DecayLook(60, 0.9));
        assertThat(with(others, 0.15, 0.05).falseDeath()).hasValue(0.05);
    }

    private static WatchtowerSettings with(List<DecayLook> looks, double sharpe, double falseDeath) {
        return new WatchtowerSettings(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                30,
                3,
                true,
                false,
                looks,
                0.90,
                true,
                0.99,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(sharpe),
                OptionalDouble.of(falseDeath));
    }

    @Test
    void maturityNeedsTradesAndDays() {
        final WatchtowerSettings settings = WatchtowerSettings.defaults();
        final long days = 86_400_000L;
        assertThat(settings.mature(30, 3 * days)).isTrue();
        assertThat(settings.mature(29, 30 * days)).isFalse();
        assertThat(settings.mature(500, 3 * days - 1)).isFalse();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertRefused("maxLossOfCapital", 1.5, 3, DecayLook.rising(0.9), 0.9, 0.99, 14);
        assertRefused("maxLossOfCapital", Double.NaN, 3, DecayLook.rising(0.9), 0.9, 0.99, 14);
        assertRefused("minDays", 0.5, -1, DecayLook.rising(0.9), 0.9, 0.99, 14);
        assertRefused("at least one look", 0.5, 3, List.of(), 0.9, 0.99, 14);
        assertRefused("ascend", 0.5, 3, List.of(new DecayLook(60, 0.2), new DecayLook(30, 0.9)), 0.9, 0.99, 14);
        assertRefused("ascend", 0.5, 3, List.of(new DecayLook(30, 0.95), new DecayLook(60, 0.9)), 0.9, 0.99, 14);
        assertRefused("decayConfidence", 0.5, 3, DecayLook.rising(0.9), 0.95, 0.99, 14);
        assertRefused("promoteConfidence", 0.5, 3, DecayLook.rising(0.9), 0.9, 1, 14);
        assertRefused("idleDays", 0.5, 3, DecayLook.rising(0.9), 0.9, 0.99, 0);
    }

    private static void assertRefused(
            String named,
            double maxLoss,
            double minDays,
            List<DecayLook> looks,
            double decayConfidence,
            double promoteConfidence,
            double idleDays) {
        assertThatThrownBy(() -> new WatchtowerSettings(
                        OptionalDouble.of(maxLoss),
                        OptionalDouble.empty(),
                        30,
                        minDays,
                        true,
                        false,
                        looks,
                        decayConfidence,
                        true,
                        promoteConfidence,
                        OptionalDouble.of(idleDays)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
