package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.ArenaRing;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Roster;
import crucible.runtime.ring.Sequencer;
import crucible.server.journal.ChronicleJournal;
import crucible.watchtower.WatchtowerSettings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TournamentReplayTest {
    private static final int WARM_UP = 300;
    private static final int LIVE = 2_500;
    private static final int SHORT = 700;

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

    private static Sequencer.SequencerSettings sequencing() {
        return new Sequencer.SequencerSettings(rules().timeframes(), 10_000, 288, Long.MAX_VALUE);
    }

    private static void play(Sequencer sequencer, Tournament tournament, long seed, int live) {
        sequencer.genesis(tournament.genesis("test"));
        tournament.founders().forEach(sequencer::birth);
        new RandomMarket(seed, 4).play(sequencer, WARM_UP, live);
        sequencer.close();
    }

    private static DigestLog direct(int lanes, long seed, EventStage first) {
        return direct(lanes, seed, first, LIVE);
    }

    private static DigestLog direct(int lanes, long seed, EventStage first, int live) {
        final DigestLog digests = new DigestLog();
        final Tournament tournament = Tournament.of(rules(), lanes, digests);
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(tournament.core(), first), tournament.core().outbox(), sequencing(), () -> 0);
        play(sequencer, tournament, seed, live);
        return digests;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42})
    void theDigestDoesNotDependOnTheNumberOfLanes(long seed) {
        final List<DigestLog.Entry> one = direct(1, seed, EventStage.NONE).entries();
        assertThat(one).hasSizeGreaterThan(5);
        assertThat(direct(4, seed, EventStage.NONE).entries()).isEqualTo(one);
        assertThat(direct(3, seed, EventStage.NONE).entries()).isEqualTo(one);
    }

    @Test
    void anotherMarketGivesAnotherDigest() {
        assertThat(direct(1, 1, EventStage.NONE).newest())
                .isNotEqualTo(direct(1, 2, EventStage.NONE).newest());
    }

    @Test
    void agentsTradeDieAndAreReplacedAndEveryBookAddsUp() {
        final Map<EventKind, Integer> kinds = new EnumMap<>(EventKind.class);
        final DigestLog log = direct(2, 7, event -> kinds.merge(event.kind(), 1, Integer::sum));
        final Roster roster = log.roster();
        long trades = 0;
        int trading = 0;
        for (int id = 0; id < roster.agents(); id++) {
            final AgentRow row = roster.row(id);
            assertThat(row.bookErrorUsdE8()).as("book of agent %d", id).isZero();
            trades += row.closedTrades();
            trading += row.closedTrades() > 0 ? 1 : 0;
        }
        assertThat(trades).isGreaterThan(100);
        assertThat(trading).isGreaterThanOrEqualTo(8);
        assertThat(kinds.get(EventKind.VERDICT)).isPositive();
        assertThat(kinds.get(EventKind.BIRTH)).isGreaterThan(10);
        assertThat(kinds).doesNotContainKey(EventKind.QUARANTINE);
        assertThat(kinds.get(EventKind.BOUNDARY)).isEqualTo(WARM_UP + LIVE + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theRingAndItsJournalGiveTheDigestOfTheDirectRun(int lanes, @TempDir Path directory) throws Exception {
        final DigestLog live = new DigestLog();
        final Tournament tournament = Tournament.of(rules(), lanes, live);
        try (ChronicleJournal journal = ChronicleJournal.open(directory, ChronicleJournal.Fsync.NEVER)) {
            final ArenaRing ring = new ArenaRing(256, tournament.core(), journal, new FailTheTest());
            final Sequencer sequencer = new Sequencer(ring, tournament.core().outbox(), sequencing(), System::nanoTime);
            ring.start();
            play(sequencer, tournament, 42, SHORT);
            ring.close();
        }
        assertThat(live.entries())
                .isEqualTo(direct(1, 42, EventStage.NONE, SHORT).entries());
        for (int replayLanes : new int[] {1, 4}) {
            final DigestLog replayed = new DigestLog();
            try (Replay replay = Replay.open(directory, replayLanes, replayed)) {
                final long[] arenaTimeMs = new long[1];
                replay.run(Long.MAX_VALUE, event -> arenaTimeMs[0] = event.arenaTimeMs());
                assertThat(replay.tournament().core().stateDigest(replay.lastSequence(), arenaTimeMs[0]))
                        .isEqualTo(live.newest().digest());
            }
            assertThat(replayed.entries()).isEqualTo(live.entries());
        }
    }

    @Test
    void aReplayThatWouldDecideOtherwiseIsRefused() {
        final Tournament tournament = Tournament.of(rules(), 1, ArenaListener.NONE);
        final ArenaEvent event = new ArenaEvent();
        event.begin(EventKind.VERDICT, 1).place(0, 1, 0).payload(ShownVerdicts.termination(0));
        assertThatThrownBy(() -> tournament.core().replay(event))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("replay differs from the journal");
    }

    @Test
    void theRulesSurviveTheirJson() {
        final String json = rules().toJson();
        assertThat(TournamentRules.parse(json)).isEqualTo(rules());
        assertThat(rules().areToldBy(json)).isTrue();
        assertThat(rules().areToldBy(json.replace("\"slots\":", "\"slots\":1"))).isFalse();
        assertThat(rules().areToldBy("{")).isFalse();
        final String former = json.replace(",\"borrow\":{}", "").replace("\"leverage\":1,", "");
        assertThat(former).doesNotContain("borrow").doesNotContain("leverage\":1,");
        assertThat(rules().areToldBy(former))
                .as("rules of before there was leverage or anything to borrow")
                .isTrue();
    }

    private static final class FailTheTest implements ArenaRing.StageFailures {
        @Override
        public void onStageFailure(Throwable failure, long sequence, String event) {
            throw new AssertionError("stage failed on " + event + " " + sequence, failure);
        }

        @Override
        public void onJournalFailure(Throwable failure, long sequence) {
            throw new AssertionError("journal failed on " + sequence, failure);
        }
    }
}
