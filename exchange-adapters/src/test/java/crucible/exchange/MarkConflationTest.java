package crucible.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Mark;
import org.junit.jupiter.api.Test;

class MarkConflationTest {
    private static final long BOUNDARY_MS = 1_700_006_400_000L;
    private static final long NEXT_MS = BOUNDARY_MS;

    private final RecordingSink sink = new RecordingSink();
    private final MarkConflation marks = new MarkConflation(sink, 0);

    private void mark(long beforeBoundaryMs, long price) {
        marks.onMark(BOUNDARY_MS - beforeBoundaryMs, price, NEXT_MS);
    }

    private static Mark at(long beforeBoundaryMs, long price) {
        return new Mark(0, BOUNDARY_MS - beforeBoundaryMs, price, NEXT_MS);
    }

    @Test
    void atMostOneEveryThreeSecondsAndOnlyOnChange() {
        mark(60_000, 100);
        mark(59_000, 101);
        mark(58_000, 102);
        mark(57_000, 103);
        mark(50_000, 103);
        assertThat(sink.all(Mark.class)).containsExactly(at(60_000, 100), at(57_000, 103));
    }

    @Test
    void theLastOneBeforeABoundaryIsHandedOnBeforeAnythingOfTheBoundary() {
        mark(2_000, 100);
        mark(1_000, 101);
        mark(1, 102);
        assertThat(sink.all(Mark.class)).containsExactly(at(2_000, 100));
        marks.onTime(BOUNDARY_MS);
        assertThat(sink.all(Mark.class)).containsExactly(at(2_000, 100), at(1, 102));
        final MarkConflation withoutTime = new MarkConflation(sink, 0);
        withoutTime.onMark(BOUNDARY_MS - 2_000, 100, NEXT_MS);
        withoutTime.onMark(BOUNDARY_MS - 1, 102, NEXT_MS);
        withoutTime.onMark(BOUNDARY_MS, 103, NEXT_MS + 1);
        assertThat(sink.all(Mark.class).subList(2, 4)).containsExactly(at(2_000, 100), at(1, 102));
    }

    @Test
    void changesAloneAreCompletedFromWhatWasToldBefore() {
        marks.onMark(BOUNDARY_MS, 0, NEXT_MS);
        assertThat(sink.events()).isEmpty();
        marks.onMark(BOUNDARY_MS + 1, 100, 0);
        marks.onMark(BOUNDARY_MS + 5_000, 101, 0);
        assertThat(sink.all(Mark.class))
                .containsExactly(
                        new Mark(0, BOUNDARY_MS + 1, 100, NEXT_MS), new Mark(0, BOUNDARY_MS + 5_000, 101, NEXT_MS));
        marks.onDisconnected();
        marks.onMark(BOUNDARY_MS + 9_000, 0, NEXT_MS + 1);
        assertThat(sink.all(Mark.class)).hasSize(2);
    }
}
