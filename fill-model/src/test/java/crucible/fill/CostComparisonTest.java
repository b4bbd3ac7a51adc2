package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.fill.CostComparison.Difference;
import crucible.fill.CostComparison.Relation;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CostComparisonTest {
    private static final String FOUND = "rules=1\ntakerFeePpm=1000\nmakerFeePpm=900\nslippagePpm=100\nlatencyMs=250\n"
            + "orderTtlMs=600000\nkraken-spot=4000,2500\n";

    private static CostComparison with(String line, String instead) {
        return CostComparison.of(FOUND, FOUND.replace(line, instead));
    }

    @Test
    void equalTextsDifferInNothing() {
        assertThat(CostComparison.of(FOUND, FOUND).differences()).isEmpty();
        assertThat(CostComparison.of(FOUND, FOUND).isRefused()).isFalse();
    }

    @Test
    void aSingleCheaperFieldIsCheaperHoweverDearTheOthersAre() {
        final CostComparison comparison = CostComparison.of(
                FOUND, FOUND.replace("takerFeePpm=1000", "takerFeePpm=9000").replace("latencyMs=250", "latencyMs=249"));
        assertThat(comparison.isRefused()).isTrue();
        assertThat(comparison.differences())
                .containsExactly(
                        new Difference("takerFeePpm", "1000", "9000", Relation.DEARER),
                        new Difference("latencyMs", "250", "249", Relation.CHEAPER));
        assertThat(comparison).hasToString("takerFeePpm 1000 -> 9000 (dearer), latencyMs 250 -> 249 (cheaper)");
    }

    @Test
    void dearerEverywhereIsAllowed() {
        assertThat(with("slippagePpm=100", "slippagePpm=101").isRefused()).isFalse();
        assertThat(with("makerFeePpm=900", "makerFeePpm=10000").isRefused()).isFalse();
    }

    @Test
    void fieldsWithoutADearSideAndUnknownOnesMayNotDiffer() {
        assertThat(with("orderTtlMs=600000", "orderTtlMs=700000").isRefused()).isTrue();
        assertThat(with("rules=1", "rules=2").isRefused()).isTrue();
        assertThat(with("rules=1", "rules=1\nmood=3").differences())
                .containsExactly(new Difference("mood", "none", "3", Relation.OTHER));
        assertThat(with("latencyMs=250", "latencyMs=fast").isRefused()).isTrue();
    }

    @Test
    void feesOfAVenueAreComparedWithWhatHoldsThereOnTheOtherSide() {
        assertThat(with("kraken-spot=4000,2500\n", "").differences())
                .containsExactly(
                        new Difference("kraken-spot.takerFeePpm", "4000", "1000", Relation.CHEAPER),
                        new Difference("kraken-spot.makerFeePpm", "2500", "900", Relation.CHEAPER));
        assertThat(with("kraken-spot", "bybit-spot=1000,1000\nkraken-spot").differences())
                .containsExactly(new Difference("bybit-spot.makerFeePpm", "900", "1000", Relation.DEARER));
    }

    /** Where nobody lends, nobody is short: no rate is as dear as none. */
    @Test
    void interestIsCheaperWhereItIsLowerAndWhereThereWasNone() {
        final String venue = "borrow.kraken-spot.annualPpm=";
        assertThat(with("rules=1", "rules=1\n" + venue + "50000").differences())
                .containsExactly(new Difference("borrow.kraken-spot.annualPpm", "none", "50000", Relation.CHEAPER));
        final String found = FOUND + venue + "50000\n";
        assertThat(CostComparison.of(found, FOUND).isRefused()).isFalse();
        assertThat(CostComparison.of(found, FOUND + venue + "49999\n").isRefused())
                .isTrue();
        assertThat(CostComparison.of(found, FOUND + venue + "50001\n").isRefused())
                .isFalse();
        final String own = "borrow.kraken-spot:XBTUSD.annualPpm=";
        assertThat(CostComparison.of(found, found + own + "50001\n").differences())
                .containsExactly(
                        new Difference("borrow.kraken-spot:XBTUSD.annualPpm", "50000", "50001", Relation.DEARER));
        assertThat(CostComparison.of(found, found + own + "49999\n").isRefused())
                .isTrue();
        assertThat(CostComparison.of(found + own + "50000\n", found).differences())
                .isEmpty();
    }

    @Test
    void moreLeverageIsCheaperAndNoneIsOne() {
        final String three = FOUND + "margins.leverage=3\n";
        assertThat(CostComparison.of(FOUND, three).differences())
                .containsExactly(new Difference("margins.leverage", "1", "3", Relation.CHEAPER));
        assertThat(CostComparison.of(three, FOUND).isRefused()).isFalse();
        assertThat(CostComparison.of(three, FOUND + "margins.leverage=5\n").isRefused())
                .isTrue();
    }

    @Test
    void theTextsOfSettingsAreUnderstood() {
        final TreeMap<String, CostSettings.VenueFees> venues =
                new TreeMap<>(Map.of("kraken-spot", new CostSettings.VenueFees(500, 500)));
        final CostSettings cheaper = new CostSettings(1000, 1000, 100, 250, 600_000, venues, MarketCosts.defaults());
        assertThat(CostComparison.of(CostSettings.DEFAULT.canonicalText(), cheaper.canonicalText()))
                .hasToString("kraken-spot.takerFeePpm 1000 -> 500 (cheaper), "
                        + "kraken-spot.makerFeePpm 1000 -> 500 (cheaper)");
        assertThatThrownBy(() -> CostComparison.of("nonsense", FOUND)).hasMessageContaining("name=value");
    }

    @Test
    void notCheaperIsAPartialOrder() {
        final Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            final CostSettings a = settings(random);
            final CostSettings b = settings(random);
            final CostSettings c = settings(random);
            assertThat(admits(a, a)).isTrue();
            if (admits(a, b) && admits(b, a)) {
                assertThat(a.digest()).as("seed 11").isEqualTo(b.digest());
            }
            if (admits(a, b) && admits(b, c)) {
                assertThat(admits(a, c)).as("seed 11: " + a + b + c).isTrue();
            }
        }
    }

    private static boolean admits(CostSettings found, CostSettings inForce) {
        return !CostComparison.of(found.canonicalText(), inForce.canonicalText())
                .isRefused();
    }

    private static CostSettings settings(Random random) {
        return new CostSettings(
                random.nextInt(3), random.nextInt(3), random.nextInt(2), random.nextInt(2), 10 + random.nextInt(2));
    }
}
