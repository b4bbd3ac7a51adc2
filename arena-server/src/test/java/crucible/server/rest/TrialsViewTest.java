package crucible.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.model.Birth;
import crucible.server.view.ControlGroupView;
import crucible.server.view.TrialsView;
import crucible.watchtower.ControlCounts;
import java.util.List;
import java.util.OptionalLong;
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
        assertThat(ControlGroupView.NONE.falsePromotionRate()).isEmpty();
        assertThat(ControlGroupView.NONE.falseDeathUpper95()).isEmpty();
        final ControlGroupView group = ControlGroupView.of(List.of(
                new ControlCounts(Birth.Origin.PLACEBO, 40, 30, 10, OptionalLong.empty(), 1, 6),
                new ControlCounts(Birth.Origin.PLANTED, 12, 10, 4, OptionalLong.of(2), 3, 5)));
        assertThat(group.falsePromotionRate()).hasValue(0.025);
        // Of the binomial law with 40 and 0.1132 one or none has 5 %.
        assertThat(group.falsePromotionUpper95().getAsDouble()).isCloseTo(0.1132, within(1e-4));
        assertThat(group.endedRate()).hasValue(0.25);
        assertThat(group.falseDeathRate()).as("of those judged").hasValue(0.2);
        assertThat(group.falseDeathUpper95().getAsDouble()).isCloseTo(0.5069, within(1e-4));
        assertThat(group.kinds().get(1).endedByDecay().lower95().getAsDouble()).isCloseTo(0.0368, within(1e-4));
    }
}
