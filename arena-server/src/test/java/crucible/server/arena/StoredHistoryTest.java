package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AgentState;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Side;
import crucible.model.SnapshotReader;
import crucible.model.SnapshotWriter;
import crucible.server.view.OrderView;
import crucible.server.view.TradeView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StoredHistoryTest {
    private static StoredHistory history(Optional<Boolean> crowded) {
        final TradeView.Leg leg = new TradeView.Leg(1, 2, 3, 4, crowded);
        final OrderView.Fill fill = new OrderView.Fill(1, 2, 3, 4, 5, 6, 7, 8, 9, Optional.empty(), crowded);
        return new StoredHistory(
                12,
                false,
                AgentState.ACTIVE,
                0,
                200,
                List.of(new TradeView(
                        1, "BTCUSDT", Direction.LONG, 1, leg, leg, ExitReason.STOP, 1, 1, OptionalDouble.empty())),
                List.of(new OrderView(
                        1,
                        "BTCUSDT",
                        Optional.of(Side.BUY),
                        true,
                        OptionalLong.of(1),
                        OrderView.Outcome.FILLED,
                        Optional.of(fill),
                        Optional.empty())),
                List.of(),
                List.of(new StoredHistory.OpenLeg(0, leg, Direction.LONG, 1, 100, leg, 0)),
                new EquityHistory(8).stored(8));
    }

    private static StoredHistory read(StoredHistory written, int version) {
        final SnapshotWriter writer = new SnapshotWriter();
        writer.field("one", StoredHistory.form(version), written);
        final SnapshotReader reader = new SnapshotReader(writer.toBytes());
        final StoredHistory read = reader.field("one", StoredHistory.form(version), null);
        reader.requireEnd();
        return read;
    }

    @Test
    void whatIsStoredComesBack() {
        for (Optional<Boolean> crowded : List.of(Optional.of(true), Optional.of(false), Optional.<Boolean>empty())) {
            assertThat(read(history(crowded), StoredHistory.VERSION))
                    .usingRecursiveComparison()
                    .isEqualTo(history(crowded));
        }
    }

    @Test
    void whatWasStoredBeforeCrowdsWereToldSaysNothingOfThem() {
        assertThat(read(history(Optional.of(true)), 1))
                .usingRecursiveComparison()
                .isEqualTo(history(Optional.empty()));
    }

    @Test
    void aLegOfSeveralFillsIsCrowdedWhereOneOfThemWasAndUnknownWhereOneIsUnknown() {
        assertThat(joined(Optional.of(true), Optional.empty())).contains(true);
        assertThat(joined(Optional.of(false), Optional.of(true))).contains(true);
        assertThat(joined(Optional.of(false), Optional.empty())).isEmpty();
        assertThat(joined(Optional.empty(), Optional.of(false))).isEmpty();
        assertThat(joined(Optional.of(false), Optional.of(false))).contains(false);
    }

    private static Optional<Boolean> joined(Optional<Boolean> one, Optional<Boolean> other) {
        return history(one)
                .open()
                .get(0)
                .and(history(other).open().get(0))
                .leg()
                .crowded();
    }
}
