package crucible.watchtower.lifecycle;

import static crucible.watchtower.lifecycle.Finding.FAIL;
import static crucible.watchtower.lifecycle.Finding.INSUFFICIENT;
import static crucible.watchtower.lifecycle.Finding.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    private final DecayRule decay = new DecayRule(DecayLook.rising(0.90), OptionalDouble.of(0.10));

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "29, 0",
        "30, 1",
        "59, 1",
        "60, 2",
        "120, 3",
        "239, 3",
        "240, 4",
        "480, 5",
        "959, 5",
        "960, 6",
        "1079, 6",
        "1080, 7",
        "1199, 7",
        "1200, 8",
        "960000000000000, 2147483647"
    })
    void looksBecomeDueByClosedTrades(long closedTrades, int look) {
        assertThat(decay.dueLook(closedTrades)).isEqualTo(look);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.10", "2, 0.18", "3, 0.31", "4, 0.50", "5, 0.76", "6, 0.90", "7, 0.10", "900, 0.10"})
    void theBarRisesAndThenIsLowForTheNewestTrades(int look, double bar) {
        assertThat(decay.bar(look)).isEqualTo(bar);
        assertThat(decay.at(look, bar)).isEqualTo(PASS);
        assertThat(decay.at(look, Math.nextDown(bar))).isEqualTo(FAIL);
        assertThat(decay.at(look, Double.NaN)).isEqualTo(INSUFFICIENT);
    }

    @ParameterizedTest
    @CsvSource({
        "0.95, 0.99, FAIL",
        "0.99, 0.98, FAIL",
        "0.99, 0.99, PASS",
        "1, 1, PASS",
        "NaN, 1, INSUFFICIENT",
        "1, NaN, INSUFFICIENT",
        "0.5, NaN, FAIL"
    })
    void promotionNeedsBoth(double psr, double dsr, Finding finding) {
        assertThat(new PromotionRule(0.99).at(psr, dsr)).isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource({"0.89, FAIL", "0.90, PASS", "1, PASS", "NaN, INSUFFICIENT"})
    void theLiteralRuleTakesItsWordLiterally(double psr, Finding finding) {
        assertThat(new LiteralDecayRule(0.90).at(psr)).isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource({"100, 100, PASS", "81, 100, PASS", "80, 100, FAIL", "-5, 100, FAIL"})
    void drawdownCountsFromThePeak(long equity, long peak, Finding finding) {
        assertThat(new DrawdownRule(0.2).at(equity, peak)).isEqualTo(finding);
    }

    @ParameterizedTest
    @CsvSource({"0, PASS", "1209599999, PASS", "1209600000, FAIL"})
    void idlenessHasALimit(long idleMs, Finding finding) {
        assertThat(new IdleRule(14).at(idleMs)).isEqualTo(finding);
    }

    @Test
    void withoutTheNewestTradesThereAreNoFurtherLooks() {
        final DecayRule rule = new DecayRule(DecayLook.rising(0.90), OptionalDouble.empty());
        assertThat(rule.dueLook(960)).isEqualTo(6);
        assertThat(rule.dueLook(1_000_000)).isEqualTo(6);
        assertThat(decay.isRolling(6)).isFalse();
        assertThat(decay.isRolling(7)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"19999, 0, FAIL", "20000, 0, PASS", "1e300, 0, PASS", "1e300, 1, FAIL", "NaN, 0, FAIL"})
    void theGuardAsksForABirthsPartOfAlpha(double highest, long unseenBreaks, Finding finding) {
        assertThat(new AnytimeGuard(200, 0.99).at(highest, unseenBreaks)).isEqualTo(finding);
    }

    @Test
    void aSeasonIsSoManyBirths() {
        assertThat(new AnytimeGuard(200, 0.99).threshold()).isEqualTo(20_000);
        assertThat(new AnytimeGuard(1, 0.95).threshold()).isEqualTo(20);
        assertThat(AnytimeGuard.season(199, 200)).isZero();
        assertThat(AnytimeGuard.season(200, 200)).isEqualTo(1);
        assertThatThrownBy(() -> new AnytimeGuard(0, 0.99)).hasMessageContaining("seasonBirths");
        assertThatThrownBy(() -> new AnytimeGuard(1, 1)).hasMessageContaining("confidence");
    }

    @Test
    void whatTheLiteralRuleDoesToSkillIsTold() {
        assertThat(new LiteralDecayRule(0.90).endsSkilled(0.1, 30)).isCloseTo(0.769, within(0.001));
        assertThat(new LiteralDecayRule(0.90).endsSkilled(0, 30)).isCloseTo(0.9, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, PASS", "86399999, PASS", "86400000, FAIL"})
    void whatCannotTradeHasALimit(long ms, Finding finding) {
        assertThat(new UntradeableRule(1).at(ms)).isEqualTo(finding);
        assertThat(new StaleDataRule(1).at(ms)).isEqualTo(finding);
    }

    @Test
    void noEarlierLookAsksForMoreThanTheLast() {
        assertThat(DecayLook.rising(0.60))
                .extracting(DecayLook::minPsr)
                .containsExactly(0.10, 0.18, 0.31, 0.50, 0.60, 0.60);
        assertThatThrownBy(() -> new DecayLook(0, 0.5)).hasMessageContaining("closedTrades");
        assertThatThrownBy(() -> new DecayLook(1, Double.NaN)).hasMessageContaining("minPsr");
    }
}
