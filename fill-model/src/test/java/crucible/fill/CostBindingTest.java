package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.model.Direction;
import crucible.model.Distance;
import crucible.model.Operand;
import crucible.model.Timeframe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CostBindingTest {
    private static final CostSettings FOUND = CostSettings.DEFAULT;

    private static Blueprint blueprint(String digest) {
        final Condition always =
                new Condition.Compare(new Operand.Constant(1), Condition.Comparison.GREATER, new Operand.Constant(0));
        return new Blueprint(
                "Always",
                "trend",
                new Blueprint.Scope(Timeframe.M5, List.of()),
                new Blueprint.EntryPlan(Direction.LONG, always, 1, 0),
                new Blueprint.ExitPlan(null, new Distance.Percent(1), null, 10),
                digest);
    }

    @Test
    void underItsOwnCostsItStaysAsItIs() {
        final Blueprint own = blueprint(FOUND.digest());
        assertThat(CostBinding.admit(own, Optional.empty(), FOUND)).isSameAs(own);
    }

    @Test
    void underDearerCostsItIsBoundToThose() {
        final CostSettings dearer =
                new CostSettings(1500, 1000, 100, 250, 600_000, FOUND.feesByVenue(), FOUND.market());
        final Blueprint admitted =
                CostBinding.admit(blueprint(FOUND.digest()), Optional.of(FOUND.canonicalText()), dearer);
        assertThat(admitted).isEqualTo(blueprint(dearer.digest()));
    }

    @Test
    void cheaperCostsAreRefusedWithTheDifference() {
        final CostSettings cheaper =
                new CostSettings(1500, 400, 100, 250, 600_000, FOUND.feesByVenue(), FOUND.market());
        assertThatThrownBy(
                        () -> CostBinding.admit(blueprint(FOUND.digest()), Optional.of(FOUND.canonicalText()), cheaper))
                .isInstanceOf(CostBinding.Refused.class)
                .hasMessageContaining(FOUND.digest())
                .hasMessageContaining(cheaper.digest())
                .hasMessageContaining("takerFeePpm 1000 -> 1500 (dearer), makerFeePpm 1000 -> 400 (cheaper)");
    }

    @Test
    void unknownCostsAreRefused() {
        assertThatThrownBy(() -> CostBinding.admit(blueprint("a".repeat(64)), Optional.empty(), FOUND))
                .isInstanceOf(CostBinding.Refused.class)
                .hasMessageContaining("does not carry the costs");
    }
}
