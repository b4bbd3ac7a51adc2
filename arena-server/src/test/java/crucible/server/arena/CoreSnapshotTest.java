package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.event.EventCodec;
import crucible.runtime.event.EventKind;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Sequencer;
import crucible.testkit.StateComparison;
import crucible.watchtower.WatchtowerSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tournament that went through a snapshot, on whichever number of lanes, goes on as the one that did not. */
class CoreSnapshotTest {
    private static TournamentRules rules() {
        return new TournamentRules(
                42,
                200_00000000L,
                12,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults().withPlacebos(0.5));
    }

    /** All events of a run, encoded, with the sequences of its boundaries. */
    private record Tape(List<byte[]> events, List<Integer> boundaries) {
        static Tape of(long seed, int live) {
            final Tape tape = new Tape(new ArrayList<>(), new ArrayList<>());
            final Tournament tournament = Tournament.of(rules(), 1, ArenaListener.NONE);
            final EventCodec codec = new EventCodec();
            final ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
            final EventStage journal = event -> {
                if (event.kind() == EventKind.BOUNDARY) {
                    tape.boundaries.add(tape.events.size());
                }
                codec.write(event, buffer.clear());
                final byte[] record = new byte[buffer.flip().remaining()];
                buffer.get(record);
                tape.events.add(record);
            };
            final Sequencer sequencer = new Sequencer(
                    new DirectSlots(tournament.core(), journal),
                    tournament.core().outbox(),
                    new Sequencer.SequencerSettings(rules().timeframes(), 10_000, 50, Long.MAX_VALUE),
                    () -> 0);
            sequencer.genesis(tournament.genesis("test"), 0);
            tournament.founders().forEach(sequencer::birth);
            new RandomMarket(seed, 4).play(new StoppingMarket(sequencer, seed), 300, live);
            sequencer.close();
            return tape;
        }

        /** Replays events from {@code from} to {@code to}, exclusive; the arena time after the last one. */
        long replay(Tournament tournament, int from, int to) {
            final EventCodec codec = new EventCodec();
            final ArenaEvent event = new ArenaEvent();
            for (int i = from; i < to; i++) {
                codec.read(ByteBuffer.wrap(events.get(i)), event);
                tournament.core().replay(event);
            }
            return event.arenaTimeMs();
        }
    }

    private static Map<String, byte[]> stored(Tournament tournament, int lanes) {
        final ArenaImage image = new ArenaImage(lanes);
        tournament.core().copyTo(image);
        image.seal(new ArenaImage.Place(0, 0, 0));
        assertThat(image.isWhole()).isTrue();
        return image.toBytes();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229})
    void aRestoredTournamentGoesOnAsTheOriginal(long seed) {
        final Tape tape = Tape.of(seed, 1_500);
        final Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            final int lanes = 1 + random.nextInt(4);
            final int otherLanes = 1 + random.nextInt(4);
            final int at = tape.boundaries.get(300 + random.nextInt(1_200)) + 1;
            final int end = Math.min(tape.events.size(), at + 4_000);
            final Tournament original = Tournament.of(rules(), lanes, ArenaListener.NONE);
            final long atMs = tape.replay(original, 0, at);
            final Tournament copy = Tournament.of(rules(), otherLanes, ArenaListener.NONE);
            copy.core().restore(stored(original, lanes));
            final String where = "seed " + seed + ", " + lanes + " to " + otherLanes + " lanes, event " + at;
            assertThat(copy.core().stateDigest(at, atMs))
                    .as(where)
                    .isEqualTo(original.core().stateDigest(at, atMs));
            final long endMs = tape.replay(original, at, end);
            tape.replay(copy, at, end);
            assertThat(copy.core().stateDigest(end, endMs))
                    .as(where)
                    .isEqualTo(original.core().stateDigest(end, endMs));
        }
    }

    @Test
    void everyFieldOfARestoredTournamentEqualsTheOriginals() {
        final Tape tape = Tape.of(8, 2_500);
        for (int boundary : new int[] {320, 1_111, 2_790}) {
            final int at = tape.boundaries.get(boundary) + 1;
            final Tournament original = Tournament.of(rules(), 2, ArenaListener.NONE);
            tape.replay(original, 0, at);
            final Tournament copy = Tournament.of(rules(), 2, ArenaListener.NONE);
            copy.core().restore(stored(original, 2));
            final StateComparison.Result result =
                    StateComparison.of(original.core(), copy.core(), StateHolders.NOT_STORED.keySet());
            assertThat(result.differences()).as("after boundary %d", boundary).isEmpty();
            assertThat(result.classes())
                    .contains(
                            "crucible.fill.Account",
                            "crucible.fill.Holding",
                            "crucible.runtime.lane.Agent",
                            "crucible.watchtower.WatchedAgent",
                            "crucible.watchtower.stat.Moments");
        }
    }
}
