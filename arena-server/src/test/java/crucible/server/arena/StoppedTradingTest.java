package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.OrderEnd;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ModeChange;
import crucible.runtime.event.TradingStops;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Sequencer;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalSettings;
import crucible.watchtower.WatchtowerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** While trading is stopped agents exit and do not enter, and a replay decides the same. */
class StoppedTradingTest {
    private static TournamentRules rules() {
        return new TournamentRules(
                42,
                200_00000000L,
                10,
                List.of(Timeframe.M5, Timeframe.M15),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults());
    }

    private static List<DigestLog.Entry> play(long seed, int lanes, Watching watching, EventStage first) {
        final Tournament tournament = Tournament.of(rules(), lanes, watching);
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(tournament.core(), first),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(rules().timeframes(), 10_000, 100, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("test"));
        tournament.founders().forEach(sequencer::birth);
        new RandomMarket(seed, 4).play(new StoppingMarket(sequencer, seed), 300, 1_500);
        sequencer.close();
        return watching.digests.entries();
    }

    /** Knows when trading was stopped, and what became of orders then. */
    private static final class Watching implements ArenaListener {
        private final DigestLog digests = new DigestLog();
        private final TradingStops stops = new TradingStops();
        /** Whether trading was stopped from this event on. */
        private final TreeMap<Long, Boolean> stopped = new TreeMap<>();

        private final List<Long> stoppedEntries = new ArrayList<>();
        private long modes;
        private long entriesWhileStopped;
        private long exitsWhileStopped;
        private long entriesWhileTrading;

        @Override
        public void onEvent(ArenaEvent event) {
            if (event.kind() == EventKind.MODE) {
                modes++;
                stops.apply(event.payload(ModeChange.class));
                stopped.put(event.sequence(), stops.areAny());
            }
        }

        private boolean isStopped(long sequence) {
            return !stopped.isEmpty()
                    && sequence >= stopped.firstKey()
                    && stopped.floorEntry(sequence).getValue();
        }

        @Override
        public void onOutcome(Outcome outcome) {
            final boolean whileStopped = isStopped(outcome.sequence());
            if (outcome.end() == OrderEnd.TRADING_STOPPED) {
                assertThat(outcome.entry()).isTrue();
                assertThat(whileStopped).isTrue();
                stoppedEntries.add(outcome.sequence());
            } else if (outcome.end() == null && outcome.entry()) {
                entriesWhileStopped += whileStopped ? 1 : 0;
                entriesWhileTrading += whileStopped ? 0 : 1;
            } else if (outcome.end() == null) {
                exitsWhileStopped += whileStopped ? 1 : 0;
            }
        }

        @Override
        public void onDigest(long sequence, long boundaryTimeMs, String stateDigest) {
            digests.onDigest(sequence, boundaryTimeMs, stateDigest);
        }
    }

    @Test
    void agentsExitButDoNotEnter() {
        final Watching watching = new Watching();
        play(7, 2, watching, EventStage.NONE);
        assertThat(watching.modes).isGreaterThan(5);
        assertThat(watching.entriesWhileStopped).isZero();
        assertThat(watching.entriesWhileTrading).isGreaterThan(50);
        assertThat(watching.exitsWhileStopped).isPositive();
        assertThat(watching.stoppedEntries).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42})
    void theDigestDoesNotDependOnTheNumberOfLanes(long seed) {
        assertThat(play(seed, 3, new Watching(), EventStage.NONE))
                .hasSizeGreaterThan(5)
                .isEqualTo(play(seed, 1, new Watching(), EventStage.NONE));
    }

    @ParameterizedTest
    @EnumSource
    void aReplayOfTheJournalDecidesTheSame(Journal.Format format, @TempDir Path directory) {
        final Watching live = new Watching();
        try (Journal journal = Journal.open(
                JournalSettings.defaults(directory, Journal.Fsync.NEVER).withFormat(format))) {
            play(5, 1, live, journal);
        }
        final Watching replayed = new Watching();
        try (Replay replay = Replay.open(directory, 2, replayed)) {
            replay.run(Long.MAX_VALUE, event -> {});
        }
        assertThat(replayed.digests.entries()).isEqualTo(live.digests.entries());
        assertThat(replayed.stoppedEntries).isEqualTo(live.stoppedEntries);
    }
}
