package crucible.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RequireTest {
    @Test
    void notANumberNeverPasses() {
        assertThatThrownBy(() -> Require.positive("x", Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Require.between("x", Double.NaN, 0, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Require.positive("x", Double.POSITIVE_INFINITY))
                .hasMessageContaining("Infinity");
    }

    @Test
    void anErrorNamesTheThingTheRuleAndTheValue() {
        assertThatThrownBy(() -> Require.between("latencyMs", 7, 0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("required: latencyMs lies in [0, 5], but was 7");
        assertThatThrownBy(() -> Require.positive("feePpm", 0L)).hasMessage("required: feePpm is above 0, but was 0");
        assertThatThrownBy(() -> Require.notNegative("feePpm", -1))
                .hasMessage("required: feePpm is not negative, but was -1");
        assertThatThrownBy(() -> Require.text("name", " ")).hasMessageContaining("name is a non-empty text");
        assertThatThrownBy(() -> Require.present("name", null)).hasMessage("required: name is present, but was null");
        assertThatThrownBy(() -> Require.that(false, "up is up", "down"))
                .hasMessage("required: up is up, but was down");
    }

    @Test
    void returnsWhatPasses() {
        assertThat(Require.positive("x", 1e-300)).isEqualTo(1e-300);
        assertThat(Require.positive("x", 1L)).isEqualTo(1);
        assertThat(Require.notNegative("x", 0)).isZero();
        assertThat(Require.between("x", 5, 5, 5)).isEqualTo(5);
        assertThat(Require.between("x", 1.0, 0.0, 1.0)).isEqualTo(1.0);
        assertThat(Require.text("x", "y")).isEqualTo("y");
        assertThat(Require.present("x", "y")).isEqualTo("y");
    }
}
