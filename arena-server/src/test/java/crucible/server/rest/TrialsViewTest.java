package crucible.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.view.TrialsView;
import org.junit.jupiter.api.Test;

class TrialsViewTest {
    @Test
    void eBhPicksAmongTheLivingWithStatisticsOnly() {
        final TrialsView.EBh picked = new FakeArena(30).trials().eBh();
        assertThat(picked.alpha()).isEqualTo(0.01);
        // Of 30, ten are dead; of the others, four have no statistics.
        assertThat(picked.agents()).isEqualTo(16);
        assertThat(picked.agentIds()).containsExactly(0);
    }

    @Test
    void ratesOfTheControlGroupExistWhereThereIsOne() {
        assertThat(TrialsView.ControlGroup.NONE.falsePromotionRate()).isEmpty();
        final TrialsView.ControlGroup group = TrialsView.ControlGroup.of(40, 10, 1, 6);
        assertThat(group.falsePromotionRate()).hasValue(0.025);
        assertThat(group.endedRate()).hasValue(0.25);
    }
}
