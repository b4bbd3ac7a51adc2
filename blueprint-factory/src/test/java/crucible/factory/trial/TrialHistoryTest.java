package crucible.factory.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialHistoryTest {
    private static final long M5_MS = Timeframe.M5.intervalMs();

    @Test
    void mergesTapesByCloseTimeThenInstrumentThenTimeframe() {
        final List<Bar> first = List.of(bar(0, Timeframe.M5, 0), bar(0, Timeframe.M5, 1), bar(0, Timeframe.M5, 2));
        final List<Bar> second = List.of(bar(1, Timeframe.M5, 0), bar(1, Timeframe.M5, 2));
        final List<Bar> quarters = List.of(bar(0, Timeframe.M15, 0));

        final TrialHistory history = TrialHistory.of(List.of(quarters, second, first));

        assertThat(history.bars())
                .containsExactly(
                        first.get(0), second.get(0), first.get(1), first.get(2), quarters.get(0), second.get(1));
    }

    @Test
    void aSpanHoldsOnlyBarsThatOpenedAndClosedInIt() {
        final TrialHistory history = TrialHistory.of(List.of(
                List.of(bar(0, Timeframe.M5, 0), bar(0, Timeframe.M5, 1), bar(0, Timeframe.M5, 2)),
                List.of(bar(0, Timeframe.M15, 0))));

        assertThat(history.between(M5_MS, 3 * M5_MS).bars())
                .extracting(Bar::openTimeMs)
                .containsExactly(M5_MS, 2 * M5_MS);
        assertThat(history.between(0, 0).bars()).isEmpty();
        assertThatThrownBy(() -> history.between(1, 0)).hasMessageContaining("fromMs");
    }

    @Test
    void refusesABarThatComesTwiceAlsoFromAnotherTape() {
        final List<Bar> tape = List.of(bar(3, Timeframe.M5, 1));

        assertThatThrownBy(() -> TrialHistory.of(List.of(tape, tape)))
                .hasMessageContaining("5m bars of instrument 3")
                .hasMessageContaining("was " + M5_MS);
        assertThatThrownBy(() -> TrialHistory.of(List.of(tape, List.of(bar(3, Timeframe.M5, 0)))))
                .hasMessageContaining("ascend");
    }

    private static Bar bar(int instrumentId, Timeframe timeframe, int index) {
        return new Bar(instrumentId, timeframe, index * timeframe.intervalMs(), 10, 11, 9, 10.5, 100, Provenance.LIVE);
    }
}
