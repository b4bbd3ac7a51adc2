package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.fill.CostComparison.Relation;
import crucible.model.Bar;
import crucible.model.Direction;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import java.util.Collections;
import org.junit.jupiter.api.Test;

final class SpreadFloorsTest {
    /** 2024-01-01T05:00Z. */
    private static final long FIVE_MS = 1_704_067_200_000L + 5 * 3_600_000L;

    private static String hours(int atFive, int otherwise) {
        final StringBuilder numbers = new StringBuilder();
        for (int hour = 0; hour < 24; hour++) {
            numbers.append(hour == 0 ? "" : ",").append(hour == 5 ? atFive : otherwise);
        }
        return numbers.toString();
    }

    private static CostSettings costs(String floors) {
        return new CostSettings(
                1000,
                1000,
                100,
                250,
                600_000,
                Collections.emptySortedMap(),
                MarketCosts.defaults().withSpreadFloors(SpreadFloors.parse(floors)));
    }

    /** Touch of a stop at 90 that a bar without fresh quotes sets off, closing at {@code closeMs}. */
    private static long stopTicks(CostSettings costs, long closeMs) {
        final OutcomeLog log = new OutcomeLog();
        final LaneDesk desk = new LaneDesk(costs);
        desk.reportTo(log);
        final Instrument instrument = Tape.instrument(0, InstrumentKind.SPOT, "0.01", "0.001", "0", "5");
        desk.onInstrument(instrument);
        desk.open(0, 20_000_000_000L);
        final long openMs = closeMs - Timeframe.M5.intervalMs();
        desk.onBar(
                new Bar(0, Timeframe.M5, openMs - Timeframe.M5.intervalMs(), 100, 100, 100, 100, 1e9, Provenance.LIVE));
        desk.onQuote(new Quote(0, openMs, 9_999, 10_000, 1, 1));
        desk.enter(0, 0, Timeframe.M5, Direction.LONG, 10_000_000_000L, 10, Double.NaN, openMs);
        desk.onQuote(new Quote(0, openMs + 2_000, 9_999, 10_000, 1, 1));
        desk.onBar(new Bar(0, Timeframe.M5, openMs, 100, 100, 89, 100, 1e9, Provenance.LIVE));
        final String last = log.lines.get(log.lines.size() - 1);
        assertThat(last).contains("STOP");
        return Long.parseLong(last.replaceAll(".* touch ([0-9]+) .*", "$1"));
    }

    @Test
    void aStopWithoutAFreshQuoteCrossesAtLeastTheFloorOfItsHour() {
        final long plain = stopTicks(costs("off"), FIVE_MS + 600_000);
        final String floors = "venue:SYM0=" + hours(20_000, 100);
        // Two per cent of 100 at five o'clock, rounded up; the stop lies at 90.
        assertThat(stopTicks(costs(floors), FIVE_MS + 600_000)).isEqualTo(9_000 - 200);
        assertThat(stopTicks(costs(floors), FIVE_MS + 3_600_000)).isEqualTo(9_000 - 200);
        assertThat(stopTicks(costs(floors), FIVE_MS)).isGreaterThan(9_000 - 200);
        assertThat(stopTicks(costs("venue:OTHER=" + hours(20_000, 20_000)), FIVE_MS + 600_000))
                .isEqualTo(plain);
    }

    @Test
    void floorsBelongToTheDigestAndLowerOnesAreCheaper() {
        final CostSettings none = costs("off");
        final CostSettings low = costs("venue:SYM0=" + hours(7, 7));
        final CostSettings high = costs("venue:SYM0=" + hours(9, 7));
        assertThat(none.digest()).isEqualTo(CostSettings.DEFAULT.digest()).isNotEqualTo(low.digest());
        assertThat(relation(none, low)).isEqualTo(Relation.DEARER);
        assertThat(relation(low, none)).isEqualTo(Relation.CHEAPER);
        assertThat(relation(low, high)).isEqualTo(Relation.DEARER);
        assertThat(relation(high, low)).isEqualTo(Relation.CHEAPER);
    }

    private static Relation relation(CostSettings found, CostSettings inForce) {
        return CostComparison.of(found.canonicalText(), inForce.canonicalText())
                .differences()
                .get(0)
                .relation();
    }

    @Test
    void readsWhatItWritesAndSaysWhatIsWrong() {
        final String text = "bybit-linear:ETHUSDT=" + hours(1, 2) + ";kraken-spot:BTC/USD=" + hours(3, 4);
        assertThat(SpreadFloors.parse(text)).hasToString(text);
        assertThat(SpreadFloors.parse(text.replace(";", "\n") + "\n")).isEqualTo(SpreadFloors.parse(text));
        assertThat(SpreadFloors.parse("off")).isSameAs(SpreadFloors.NONE).hasToString("off");
        assertThatThrownBy(() -> SpreadFloors.parse("binance-spot:BTCUSDT=1,2")).hasMessageContaining("24 hours");
        assertThatThrownBy(() -> SpreadFloors.parse("BTCUSDT=" + hours(1, 1))).hasMessageContaining("venue:symbol");
        assertThatThrownBy(() -> SpreadFloors.parse("a:B=" + hours(1, 1).replace("1,1", "1,x")))
                .hasMessageContaining("whole number");
        assertThatThrownBy(() -> SpreadFloors.parse("a:B=" + hours(100_001, 1))).hasMessageContaining("100000");
    }
}
