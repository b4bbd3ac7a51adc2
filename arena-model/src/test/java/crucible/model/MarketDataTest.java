package crucible.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bar or quote that exists is valid. */
final class MarketDataTest {
    private static final long OPEN_MS = 1_704_067_200_000L;

    private static Bar bar(double open, double high, double low, double close, double volume) {
        return new Bar(0, Timeframe.M5, OPEN_MS, open, high, low, close, volume, Provenance.LIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 101, 99, NaN, 1",
        "NaN, 101, 99, 100, 1",
        "100, NaN, 99, 100, 1",
        "100, 101, NaN, 100, 1",
        "100, 101, 99, 100, NaN",
        "100, 101, 0, 100, 1",
        "100, 101, -1, 100, 1",
        "100, Infinity, 99, 100, 1",
        "100, 99.5, 99, 99, 1",
        "100, 101, 100.5, 101, 1",
        "100, 101, 99, 101.5, 1",
        "100, 101, 99, 98, 1",
        "100, 101, 99, 100, -1",
        "100, 101, 99, 100, Infinity"
    })
    void refusesPricesAndVolumesThatCannotBe(double open, double high, double low, double close, double volume) {
        assertThatThrownBy(() -> bar(open, high, low, close, volume)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void acceptsAFlatBarWithoutVolume() {
        final Bar flat = bar(100, 100, 100, 100, 0);
        assertThat(flat.closeTimeMs()).isEqualTo(OPEN_MS + 300_000);
        assertThat(flat.toBar()).isSameAs(flat);
    }

    @Test
    void refusesAnOpenTimeThatIsNoMultipleOfTheInterval() {
        assertThatThrownBy(() -> new Bar(0, Timeframe.M15, OPEN_MS + 300_000, 1, 1, 1, 1, 0, Provenance.LIVE))
                .hasMessageContaining("15m");
        assertThatThrownBy(() -> new Bar(-1, Timeframe.M5, OPEN_MS, 1, 1, 1, 1, 0, Provenance.LIVE))
                .hasMessageContaining("instrumentId");
        assertThatThrownBy(() -> new Bar(0, null, OPEN_MS, 1, 1, 1, 1, 0, Provenance.LIVE))
                .hasMessageContaining("timeframe");
        assertThatThrownBy(() -> new Bar(0, Timeframe.M5, OPEN_MS, 1, 1, 1, 1, 0, null))
                .hasMessageContaining("provenance");
    }

    @Test
    void sameValuesAreTheSameBitsWhateverTheirOrigin() {
        final Bar bar = bar(100, 101, 99, 100, 5);
        assertThat(bar.sameValues(bar.withProvenance(Provenance.REVISED))).isTrue();
        assertThat(bar.sameValues(bar(100, 101, 99, 100.00000000000001, 5))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "2, 2", "3, 2"})
    void refusesAMarketThatIsLockedOrCrossedOrFree(long bidTicks, long askTicks) {
        assertThatThrownBy(() -> new Quote(0, OPEN_MS, bidTicks, askTicks, 1, 1))
                .hasMessageContaining("bidTicks < askTicks");
    }

    @Test
    void refusesSizesAndTimesThatCannotBe() {
        assertThatThrownBy(() -> new Quote(0, 0, 1, 2, 1, 1)).hasMessageContaining("timeMs");
        assertThatThrownBy(() -> new Quote(-1, 1, 1, 2, 1, 1)).hasMessageContaining("instrumentId");
        assertThatThrownBy(() -> new Quote(0, 1, 1, 2, -1, 1)).hasMessageContaining("bidSizeBase");
        assertThatThrownBy(() -> new Quote(0, 1, 1, 2, 1, Double.NaN)).hasMessageContaining("askSizeBase");
        assertThatCode(() -> new Quote(0, 1, 1, 2, 0, 0)).doesNotThrowAnyException();
    }

    @Test
    void aBuyCrossesAtTheAskAndASaleAtTheBid() {
        final Quote quote = new Quote(0, 1, 10, 13, 1, 1);
        assertThat(quote.touchTicks(Side.BUY)).isEqualTo(13);
        assertThat(quote.touchTicks(Side.SELL)).isEqualTo(10);
        assertThat(quote.spreadTicks()).isEqualTo(3);
    }

    @Test
    void onlyLiveBarsAllowEntriesAndOnlyTradedOnesAreEvidence() {
        assertThat(Provenance.values()).filteredOn(Provenance::allowsEntry).containsExactly(Provenance.LIVE);
        assertThat(Provenance.values())
                .filteredOn(Provenance::countsAsEvidence)
                .containsExactly(Provenance.LIVE, Provenance.LATE, Provenance.REPAIRED, Provenance.REVISED);
    }
}
