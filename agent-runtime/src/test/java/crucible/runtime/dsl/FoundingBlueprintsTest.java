package crucible.runtime.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Blueprint;
import crucible.model.Direction;
import crucible.model.Timeframe;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoundingBlueprintsTest {
    private final List<Blueprint> founders = FoundingBlueprints.all("a".repeat(64));

    @Test
    void areTenOfTenFamiliesAndOfDifferentIdentity() {
        assertThat(founders).hasSize(10);
        assertThat(founders.stream().map(Blueprint::family).distinct()).hasSize(10);
        assertThat(founders.stream().map(BlueprintCodec::identity).distinct()).hasSize(10);
    }

    @Test
    void areLongEverywhereAndOneTradesQuartersOfAnHour() {
        assertThat(founders).allSatisfy(founder -> {
            assertThat(founder.entry().direction()).isEqualTo(Direction.LONG);
            assertThat(founder.scope().symbols()).isEmpty();
            assertThat(founder.costDigest()).isEqualTo("a".repeat(64));
        });
        assertThat(founders.stream().filter(founder -> founder.scope().timeframe() == Timeframe.M15))
                .hasSize(1);
    }

    @Test
    void surviveWritingAndReading() {
        assertThat(founders)
                .allSatisfy(founder -> assertThat(BlueprintCodec.parse(BlueprintCodec.toJson(founder)))
                        .isEqualTo(founder));
    }
}
