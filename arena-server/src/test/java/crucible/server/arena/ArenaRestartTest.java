package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.AgentCommand;
import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.ring.ArenaListener;
import crucible.server.journal.JournalReader;
import crucible.server.record.RecordComparison;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.snapshot.SnapshotStore;
import crucible.server.view.AgentRow;
import crucible.server.view.ArenaSnapshot;
import crucible.watchtower.WatchtowerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real arena on a real disk, started again and again: from a snapshot and the journal's tail, or from genesis. */
class ArenaRestartTest {
    static final TournamentRules RULES = new TournamentRules(
            42,
            200_00000000L,
            10,
            List.of(Timeframe.M5, Timeframe.M15),
            CostSettings.DEFAULT,
            WatchtowerSettings.defaults(),
            FactorySettings.defaults());

    @TempDir
    private Path directory;

    private SnapshotSettings snapshots() {
        return SnapshotSettings.defaults(directory.resolve("snapshots"));
    }

    private Arena start(boolean withSnapshots, int lanes) throws InterruptedException {
        return new ArenaOnDisk(directory, RULES)
                .snapshots(usual -> withSnapshots ? usual : SnapshotSettings.none(directory.resolve("none")))
                .start(lanes);
    }

    private static List<Consumer<FeedSink>> tape(long seed) {
        return ArenaOnDisk.tape(seed, 3, 900);
    }

    private static void feed(Arena arena, List<Consumer<FeedSink>> tape, double from, double to) {
        ArenaOnDisk.feed(arena, tape, from, to);
    }

    private String replayFromGenesis() {
        final DigestLog digests = new DigestLog();
        try (Replay replay = Replay.open(directory.resolve("journal"), 1, digests)) {
            replay.run(Long.MAX_VALUE, event -> {});
        }
        return digests.newest().digest();
    }

    /** The permanent record is what a replay from genesis tells, to the last event. */
    private void assertRecordIsWhole() throws IOException {
        final RecordComparison comparison = new RecordComparison(directory.resolve("permanent"));
        comparison.recorder().begin(-1);
        try (Replay replay = Replay.open(directory.resolve("journal"), 1, comparison.recorder())) {
            replay.run(Long.MAX_VALUE, event -> {});
            assertThat(comparison.differences(replay.lastSequence())).isEmpty();
            assertThat(comparison.upTo()).isEqualTo(replay.lastSequence());
            assertThat(comparison.compared()).isGreaterThan(10);
        }
    }

    private void moveTournament(String name) throws IOException {
        final Path folder = Files.createDirectories(directory.resolve(name));
        Files.move(directory.resolve("journal"), folder.resolve("journal"));
        Files.move(directory.resolve("permanent"), folder.resolve("permanent"));
    }

    @Test
    void aRestartFromASnapshotGoesOnAsAReplayFromGenesisWould() throws Exception {
        final List<Consumer<FeedSink>> tape = tape(11);
        final Arena first = start(true, 2);
        feed(first, tape, 0, 0.4);
        final AgentCommand pause =
                new AgentCommand("r-1", AgentCommand.Kind.PAUSE, 3, "ann", "a look", "key-1", "body");
        first.control().command(pause).get(20, TimeUnit.SECONDS);
        feed(first, tape, 0.4, 0.5);
        first.close();
        assertThat(first.snapshots().saved()).isPositive();
        assertThat(first.snapshots().failed()).isZero();
        final List<SnapshotStore.Kept> kept = new SnapshotStore(snapshots()).newestFirst();
        assertThat(kept).hasSizeBetween(2, 5);
        final ArenaSnapshot shown;
        try (Arena arena = start(true, 3)) {
            shown = arena.view().current();
            assertThat(arena.answered()).extracting(Arena.Answered::requestId).contains("r-1");
            feed(arena, tape, 0.5, 1);
        }
        assertThat(shown.rows()).extracting(AgentRow::id).contains(0, 9);
        assertThat(shown.totals().trades()).isPositive();
        final Arena again = start(true, 1);
        again.close();
        assertThat(again.digests().newest().digest()).isEqualTo(replayFromGenesis());
        assertRecordIsWhole();
    }

    /** A data directory from before there was a record, a lost one, and one that has lost its end. */
    @Test
    void whatTheRecordLacksIsToldAgainByTheJournal() throws Exception {
        final List<Consumer<FeedSink>> tape = tape(11);
        try (Arena arena = start(true, 2)) {
            feed(arena, tape, 0, 0.4);
        }
        final Path permanent = directory.resolve("permanent");
        final Path file = permanent.resolve("00000000000000000000.rec");
        final byte[] whole = Files.readAllBytes(file);
        Files.delete(file);
        start(true, 1).close();
        assertRecordIsWhole();
        assertThat(Files.readAllBytes(file)).startsWith(whole);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        try (Arena arena = start(true, 2)) {
            feed(arena, tape, 0.4, 0.6);
        }
        assertRecordIsWhole();
        final byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length / 3] ^= 8;
        Files.write(file, damaged);
        start(true, 1).close();
        assertRecordIsWhole();
    }

    @Test
    void aRecordWithoutItsJournalIsNotContinued() throws Exception {
        try (Arena arena = start(true, 1)) {
            feed(arena, tape(11), 0, 0.2);
        }
        Files.move(directory.resolve("journal"), directory.resolve("elsewhere"));
        assertThatThrownBy(() -> start(true, 1)).hasMessageContaining("there is no journal, but the permanent record");
    }

    /** Whatever a feed sends again after a start, a bar that the journal has is no second event. */
    @Test
    void aBarThatIsSentAgainAfterARestartIsDropped() throws Exception {
        final List<Consumer<FeedSink>> tape = tape(11);
        for (boolean withSnapshots : new boolean[] {true, false}) {
            final Path own = directory.resolve("snapshots-" + withSnapshots);
            final ArenaOnDisk arenas = new ArenaOnDisk(Files.createDirectory(own), RULES)
                    .snapshots(usual -> withSnapshots ? usual : SnapshotSettings.none(own.resolve("none")));
            try (Arena arena = arenas.start(2)) {
                feed(arena, tape, 0, 0.5);
            }
            final long before = bars(own);
            final Arena again = arenas.start(1);
            final int half = tape.size() / 2;
            final OnlyBars onlyBars = new OnlyBars(again.sequencer());
            tape.subList(half - 60, half).forEach(input -> input.accept(onlyBars));
            assertThat(onlyBars.count).isGreaterThan(20);
            assertThat(again.sequencer().counters().duplicateBars()).isEqualTo(onlyBars.count);
            feed(again, tape, 0.5, 0.6);
            again.close();
            assertThat(bars(own))
                    .isEqualTo(before + again.sequencer().counters().bars());
            final Set<String> seen = new HashSet<>();
            eachBar(
                    own,
                    bar -> assertThat(seen.add(bar.instrumentId() + " " + bar.timeframe() + " " + bar.openTimeMs()))
                            .isTrue());
        }
    }

    private static long bars(Path directory) {
        final long[] count = new long[1];
        eachBar(directory, bar -> count[0]++);
        return count[0];
    }

    private static void eachBar(Path directory, Consumer<ArenaEvent> reader) {
        final ArenaEvent event = new ArenaEvent();
        try (JournalReader journal = new JournalReader(directory.resolve("journal"))) {
            while (journal.next(event)) {
                if (event.kind() == EventKind.BAR) {
                    reader.accept(event);
                }
            }
        }
    }

    /** Hands bars on and counts them. */
    private static final class OnlyBars implements FeedSink {
        private final FeedSink next;
        private long count;

        OnlyBars(FeedSink next) {
            this.next = next;
        }

        @Override
        public void onBar(Bar bar, long eventTimeMs) {
            count++;
            next.onBar(bar, eventTimeMs);
        }

        @Override
        public void onQuote(Quote quote) {}

        @Override
        public void onGap(Gap gap) {}

        @Override
        public void onFeedStatus(FeedStatus status) {}

        @Override
        public void onInstrument(Instrument instrument) {}
    }

    @Test
    void aDamagedSnapshotIsPassedOverForTheOneBeforeAndForGenesis() throws Exception {
        final List<Consumer<FeedSink>> tape = tape(11);
        try (Arena arena = start(true, 2)) {
            feed(arena, tape, 0, 0.5);
        }
        for (SnapshotStore.Kept kept : new SnapshotStore(snapshots()).newestFirst()) {
            flip(kept.file());
            final DigestLog digests = new DigestLog();
            try (Replay replay =
                    Recovery.begin(new SnapshotStore(snapshots()), directory.resolve("journal"), 2, digests)) {
                assertThat(replay.startSequence()).isEqualTo(before(kept));
                final long[] arenaTimeMs = new long[1];
                replay.run(Long.MAX_VALUE, event -> arenaTimeMs[0] = event.arenaTimeMs());
                assertThat(replay.tournament().core().stateDigest(replay.lastSequence(), arenaTimeMs[0]))
                        .isEqualTo(replayFromGenesis());
            }
        }
    }

    @Test
    void aSnapshotThatIsAheadOfTheJournalOrOfAnotherTournamentIsPassedOver() throws Exception {
        final List<Consumer<FeedSink>> tape = tape(11);
        try (Arena arena = start(true, 1)) {
            feed(arena, tape, 0, 0.4);
        }
        final Path journal = directory.resolve("journal");
        for (SnapshotStore.Kept kept : new SnapshotStore(snapshots()).newestFirst()) {
            // On a busy machine few are taken, and one of the beginning may be left that suits any journal.
            if (kept.sequence() < 2_000) {
                Files.delete(kept.file());
            }
        }
        moveTournament("own");
        try (Arena arena = start(false, 1)) {
            feed(arena, tape(12), 0, 0.6);
        }
        assertThat(startSequence(journal))
                .as("a longer journal of another market")
                .isZero();
        moveTournament("other");
        try (Arena arena = start(false, 1)) {
            // Before the first checkpoint: on a busy machine later snapshots are left out, and an early one is kept.
            feed(arena, tape, 0, 0.001);
        }
        assertThat(startSequence(journal))
                .as("a journal that ends before the snapshots")
                .isZero();
        assertThat(startSequence(directory.resolve("own/journal"))).isPositive();
    }

    private long startSequence(Path journal) {
        try (Replay replay = Recovery.begin(new SnapshotStore(snapshots()), journal, 1, ArenaListener.NONE)) {
            return replay.startSequence();
        }
    }

    /** The event from which a replay starts where {@code damaged} and all newer snapshots are of no use. */
    private long before(SnapshotStore.Kept damaged) throws IOException {
        return new SnapshotStore(snapshots())
                .newestFirst().stream()
                        .mapToLong(SnapshotStore.Kept::sequence)
                        .filter(sequence -> sequence < damaged.sequence())
                        .map(sequence -> sequence + 1)
                        .findFirst()
                        .orElse(0);
    }

    private static void flip(Path file) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
    }
}
