package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CostSettingsTest {
    @Test
    void theDigestOfTheDefaultsIsPinned() {
        assertThat(CostSettings.DEFAULT.canonicalText())
                .isEqualTo(
                        "rules=1\ntakerFeePpm=1000\nmakerFeePpm=1000\nslippagePpm=100\nlatencyMs=250\norderTtlMs=600000\n");
        assertThat(CostSettings.DEFAULT.digest())
                .isEqualTo("a69487755b6a02297224dab07450ebf5f3607cb4dddd690c5ef14ca5f2b6ae32");
    }

    @Test
    void everyNumberAndEveryVenueChangesTheDigest() {
        final TreeMap<String, CostSettings.VenueFees> venues = new TreeMap<>();
        venues.put("kraken-spot", new CostSettings.VenueFees(4000, 2500));
        assertThat(new String[] {
                    CostSettings.DEFAULT.digest(),
                    new CostSettings(1001, 1000, 100, 250, 600_000).digest(),
                    new CostSettings(1000, 1001, 100, 250, 600_000).digest(),
                    new CostSettings(1000, 1000, 101, 250, 600_000).digest(),
                    new CostSettings(1000, 1000, 100, 251, 600_000).digest(),
                    new CostSettings(1000, 1000, 100, 250, 600_001).digest(),
                    new CostSettings(1000, 1000, 100, 250, 600_000, venues).digest()
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void aVenueOfItsOwnHasItsOwnFees() {
        final TreeMap<String, CostSettings.VenueFees> venues = new TreeMap<>();
        venues.put("kraken-spot", new CostSettings.VenueFees(4000, 2500));
        final CostSettings costs = new CostSettings(1000, 900, 100, 250, 600_000, venues);
        assertThat(costs.takerFeePpmAt("kraken-spot")).isEqualTo(4000);
        assertThat(costs.makerFeePpmAt("kraken-spot")).isEqualTo(2500);
        assertThat(costs.takerFeePpmAt("binance-spot")).isEqualTo(1000);
        assertThat(costs.makerFeePpmAt("binance-spot")).isEqualTo(900);
        venues.clear();
        assertThat(costs.feesByVenue()).hasSize(1);
    }

    @Test
    void refusesWhatIsNoCost() {
        assertThatThrownBy(() -> new CostSettings(-1, 0, 0, 0, 1)).hasMessageContaining("takerFeePpm");
        assertThatThrownBy(() -> new CostSettings(0, -1, 0, 0, 1)).hasMessageContaining("makerFeePpm");
        assertThatThrownBy(() -> new CostSettings(0, 0, 100_001, 0, 1)).hasMessageContaining("slippagePpm");
        assertThatThrownBy(() -> new CostSettings(0, 0, 0, -1, 1)).hasMessageContaining("latencyMs");
        assertThatThrownBy(() -> new CostSettings(0, 0, 0, 0, 1, new TreeMap<>(), false))
                .hasMessageContaining("zeroCost");
        assertThatThrownBy(() -> new CostSettings(1, 0, 0, 0, 1, new TreeMap<>(), true))
                .hasMessageContaining("zeroCost");
        assertThatThrownBy(() -> new CostSettings(0, 0, 0, 250, 250)).hasMessageContaining("orderTtlMs");
    }
}
