package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.fill.MarginSettings.VenueMargin;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CostSettingsTest {
    @Test
    void theDigestOfTheDefaultsIsPinned() {
        assertThat(CostSettings.DEFAULT.canonicalText())
                .isEqualTo(String.join(
                        "\n",
                        "rules=2",
                        "takerFeePpm=1000",
                        "makerFeePpm=1000",
                        "slippagePpm=100",
                        "latencyMs=250",
                        "orderTtlMs=600000",
                        "market.mostVolatilityFactor=10",
                        "market.volatilityLatencyMs=75",
                        "market.impactPpm=1000000",
                        "market.participationCapPpm=100000",
                        "market.maxVolumeSharePpm=100000",
                        "market.quoteAgeMs=60000",
                        "market.spreadEstimator=CORWIN_SCHULTZ",
                        "market.spreadBars=288",
                        "market.volatility.law=STUDENT_T",
                        "market.volatility.windowReturns=2000",
                        "market.volatility.fewestReturns=500",
                        "market.volatility.refitBars=288",
                        "market.volatility.ewmaDecay=0.94",
                        "market.volatility.ewmaReturns=20",
                        "market.volatility.floorSigma=0.0001",
                        "margins.maintenancePpm=25000",
                        "margins.liquidationFeePpm=20000",
                        ""));
        assertThat(CostSettings.DEFAULT.digest())
                .isEqualTo("16c734144073f620f3429bcd368b6dbd438f10e2004a8f7081ce928496966f35");
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
                    new CostSettings(1000, 1000, 100, 250, 600_000).digest(),
                    new CostSettings(1000, 1000, 100, 250, 600_000, venues).digest(),
                    market(9, 75, 1_000_000, 100_000).digest(),
                    market(10, 74, 1_000_000, 100_000).digest(),
                    market(10, 75, 1_000_001, 100_000).digest(),
                    market(10, 75, 1_000_000, 100_001).digest(),
                    margins(25_001, 20_000, new TreeMap<>()).digest(),
                    margins(25_000, 20_001, new TreeMap<>()).digest(),
                    margins(25_000, 20_000, new TreeMap<>(Map.of("bybit-linear", new VenueMargin(25_000, 20_000))))
                            .digest()
                })
                .doesNotHaveDuplicates();
    }

    private static CostSettings margins(int maintenance, int fee, TreeMap<String, VenueMargin> byVenue) {
        return CostSettings.DEFAULT.withMargins(new MarginSettings(maintenance, fee, byVenue));
    }

    @Test
    void aVenueOfItsOwnHasItsOwnMargin() {
        final MarginSettings margins = new MarginSettings(
                25_000, 20_000, new TreeMap<>(Map.of("bybit-linear", new VenueMargin(5_000, 9_000))));
        assertThat(margins.maintenancePpmAt("bybit-linear")).isEqualTo(5_000);
        assertThat(margins.liquidationFeePpmAt("bybit-linear")).isEqualTo(9_000);
        assertThat(margins.maintenancePpmAt("binance-usdm")).isEqualTo(25_000);
        assertThat(margins.liquidationFeePpmAt("binance-usdm")).isEqualTo(20_000);
        assertThatThrownBy(() -> new MarginSettings(0, 0, new TreeMap<>())).hasMessageContaining("maintenancePpm");
        assertThatThrownBy(() -> new MarginSettings(1, -1, new TreeMap<>())).hasMessageContaining("liquidationFeePpm");
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

    private static CostSettings market(int factor, long latencyMs, int impactPpm, int capPpm) {
        final MarketCosts standard = MarketCosts.defaults();
        return new CostSettings(
                1000,
                1000,
                100,
                250,
                600_000,
                new TreeMap<>(),
                new MarketCosts(
                        factor,
                        latencyMs,
                        impactPpm,
                        capPpm,
                        standard.maxVolumeSharePpm(),
                        standard.quoteAgeMs(),
                        standard.spreadEstimator(),
                        standard.spreadBars(),
                        standard.volatility()));
    }

    @Test
    void theDeadlineLiesBehindTheLargestLatency() {
        assertThatThrownBy(() -> new CostSettings(0, 0, 0, 250, 925, new TreeMap<>(), MarketCosts.defaults()))
                .hasMessageContaining("orderTtlMs lies above the largest latency, 925");
    }

    @Test
    void interestIsPartOfTheTextAndAnInstrumentsOwnRateCountsMoreThanItsVenues() {
        final CostSettings costs = CostSettings.DEFAULT.withBorrow(
                new TreeMap<>(Map.of("venue", new BorrowRate(50_000), "venue:SYM1", new BorrowRate(900_000))));
        assertThat(costs.canonicalText())
                .isEqualTo(CostSettings.DEFAULT.canonicalText()
                        + "borrow.venue.annualPpm=50000\nborrow.venue:SYM1.annualPpm=900000\n");
        assertThat(costs.borrowAnnualPpmAt(Tape.INSTRUMENTS.get(0))).isEqualTo(50_000);
        assertThat(costs.borrowAnnualPpmAt(Tape.INSTRUMENTS.get(1))).isEqualTo(900_000);
        assertThat(costs.borrowAnnualPpmAt(Tape.INSTRUMENTS.get(2))).isEqualTo(BorrowDesk.NONE);
        assertThat(CostSettings.DEFAULT.borrowAnnualPpmAt(Tape.INSTRUMENTS.get(0)))
                .isEqualTo(BorrowDesk.NONE);
        assertThat(costs.times(3, 1).borrow())
                .containsEntry("venue", new BorrowRate(150_000))
                .containsEntry("venue:SYM1", new BorrowRate(2_700_000));
        assertThat(costs.withoutCosts().borrow()).containsEntry("venue", new BorrowRate(1));
        assertThatThrownBy(() -> new BorrowRate(0)).hasMessageContaining("annualPpm");
        assertThatThrownBy(() -> costs.withBorrow(new TreeMap<>(Map.of("a b", new BorrowRate(1)))))
                .hasMessageContaining("key of borrow is venue or venue:symbol");
    }

    @Test
    void leverageIsPartOfTheTextWhereItIsNotOneAndLeavesRoomForTheMaintenanceMargin() {
        final MarginSettings margins = new MarginSettings(25_000, 20_000, 3, new TreeMap<>());
        final String text = CostSettings.DEFAULT.canonicalText();
        assertThat(text).doesNotContain("leverage");
        assertThat(CostSettings.DEFAULT.withMargins(margins).canonicalText())
                .isEqualTo(text.replace(
                        "margins.liquidationFeePpm=20000\n", "margins.liquidationFeePpm=20000\nmargins.leverage=3\n"));
        assertThatThrownBy(() -> new MarginSettings(25_000, 0, 21, new TreeMap<>()))
                .hasMessageContaining("leverage");
        assertThatThrownBy(() -> new MarginSettings(100_000, 0, 10, new TreeMap<>()))
                .hasMessageContaining("maintenance margin lies below that of an entry, 100000 ppm, but was 100000");
    }

    @Test
    void scaledCostsKeepTheirMargins() {
        final MarginSettings margins = new MarginSettings(5_000, 1_000, new TreeMap<>());
        assertThat(CostSettings.DEFAULT.withMargins(margins).times(3, 1).margins())
                .isEqualTo(margins);
        assertThat(CostSettings.DEFAULT.withMargins(margins).withoutCosts().margins())
                .isEqualTo(margins);
    }

    @Test
    void refusesWhatIsNoCost() {
        assertThatThrownBy(() -> new CostSettings(-1, 0, 0, 0, 1)).hasMessageContaining("takerFeePpm");
        assertThatThrownBy(() -> new CostSettings(0, -1, 0, 0, 1)).hasMessageContaining("makerFeePpm");
        assertThatThrownBy(() -> new CostSettings(0, 0, 100_001, 0, 1)).hasMessageContaining("slippagePpm");
        assertThatThrownBy(() -> new CostSettings(0, 0, 0, -1, 1)).hasMessageContaining("latencyMs");
        assertThatThrownBy(() ->
                        new CostSettings(0, 0, 0, 0, 1, new TreeMap<>(), false, MarketCosts.constant(), null, null))
                .hasMessageContaining("zeroCost");
        assertThatThrownBy(() ->
                        new CostSettings(1, 0, 0, 0, 1, new TreeMap<>(), true, MarketCosts.constant(), null, null))
                .hasMessageContaining("zeroCost");
        assertThatThrownBy(() -> new CostSettings(0, 0, 0, 250, 250)).hasMessageContaining("orderTtlMs");
    }
}
