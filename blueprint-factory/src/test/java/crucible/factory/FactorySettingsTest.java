package crucible.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FactorySettingsTest {
    @Test
    void defaultsAreAllowed() {
        assertThat(FactorySettings.defaults().elitePool()).isEqualTo(20);
        assertThat(FactorySettings.defaults().recentDead()).isEqualTo(10);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> new FactorySettings(0, 10, 100, 0.7, 0.25, 0.12, 0.15, 0.15, 16))
                .hasMessageContaining("elitePool");
        assertThatThrownBy(() -> new FactorySettings(20, 10, 9, 0.7, 0.25, 0.12, 0.15, 0.15, 16))
                .hasMessageContaining("deathsRemembered");
        assertThatThrownBy(() -> new FactorySettings(20, 10, 100, 1.1, 0.25, 0.12, 0.15, 0.15, 16))
                .hasMessageContaining("crossoverRate");
        assertThatThrownBy(() -> new FactorySettings(20, 10, 100, 0.7, 0, 0.12, 0.15, 0.15, 16))
                .hasMessageContaining("mutationRate");
        assertThatThrownBy(() -> new FactorySettings(20, 10, 100, 0.7, 0.25, Double.NaN, 0.15, 0.15, 16))
                .hasMessageContaining("mutationSpread")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new FactorySettings(20, 10, 100, 0.7, 0.25, 0.12, 0.15, 0.15, 0))
                .hasMessageContaining("maxTriesForNovelty");
    }

    @Test
    void theControlGroupHasEveryKindUnlessSomebodySaysOtherwise() {
        assertThat(FactorySettings.defaults().withPlacebos(0.2).placeboKinds()).containsExactly(PlaceboKind.values());
        assertThatThrownBy(() -> FactorySettings.defaults().withPlacebos(0.2, PlaceboKind.DELAYED, PlaceboKind.DELAYED))
                .hasMessageContaining("placeboKinds");
        assertThatThrownBy(() -> FactorySettings.defaults().withPlacebos(1.5)).hasMessageContaining("placeboShare");
    }
}
