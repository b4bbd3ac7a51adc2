package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AgentState;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.Quarantine;
import crucible.runtime.ring.ArenaListener;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalReader;
import crucible.server.journal.JournalSettings;
import crucible.server.snapshot.Snapshot;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.snapshot.SnapshotStore;
import crucible.server.view.AgentRow;
import crucible.server.view.ArenaSnapshot;
import crucible.testkit.ChangedField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot in which somebody gave an agent a dollar, so well that every digest fits. */
class WrongBooksTest {
    private static final long ONE_USD_E8 = 100_000_000L;
    private static final int SMALL_ROLLS = 1 << 16;

    @TempDir
    private Path directory;

    private SnapshotStore store() {
        return new SnapshotStore(SnapshotSettings.defaults(directory.resolve("snapshots")));
    }

    private Path journal() {
        return directory.resolve("journal");
    }

    private Arena start(int lanes) throws InterruptedException {
        return new ArenaOnDisk(directory, ArenaRestartTest.RULES)
                .journal(
                        usual -> new JournalSettings(journal(), Journal.Format.SEGMENTS, usual.fsync(), SMALL_ROLLS, 0))
                .start(lanes);
    }

    /** Gives an agent that may trade cash that nobody paid, and mends the digests; its id. */
    private int giveADollar(SnapshotStore.Kept kept) throws IOException {
        final Snapshot snapshot = store().read(kept);
        final ArenaImage.Moment moment = snapshot.header().moment();
        final Tournament tournament = Tournament.of(ArenaRestartTest.RULES, 1, ArenaListener.NONE);
        tournament.core().restore(snapshot.parts());
        final int agentId = firstThatMayTrade(tournament);
        final ChangedField look = ChangedField.none();
        tournament.core().lanes().get(0).visitAgent(agentId, look);
        tournament.core().lanes().get(0).visitAgent(agentId, ChangedField.at(look.first("cashUsdE8"), ONE_USD_E8));
        final ArenaImage image = new ArenaImage(1);
        tournament.core().copyTo(image);
        final Map<String, byte[]> parts = new LinkedHashMap<>(snapshot.parts());
        parts.put(ArenaImage.AGENTS, image.toBytes().get(ArenaImage.AGENTS));
        final String digest = tournament.core().stateDigest(moment.sequence(), moment.arenaTimeMs());
        assertThat(digest).isNotEqualTo(moment.stateDigest());
        store().save(new Snapshot(
                new Snapshot.Header(
                        snapshot.header().codeVersion(),
                        snapshot.header().configuration(),
                        snapshot.header().chainHash(),
                        new ArenaImage.Moment(
                                moment.sequence(), moment.arenaTimeMs(), moment.boundaryTimeMs(), digest)),
                parts));
        return agentId;
    }

    private static int firstThatMayTrade(Tournament tournament) {
        for (int id = 0; id < tournament.core().arbiter().agents(); id++) {
            if (tournament.core().arbiter().row(id).state().mayEnter()) {
                return id;
            }
        }
        throw new AssertionError("nobody may trade");
    }

    private List<Quarantine> journaled() {
        final List<Quarantine> all = new ArrayList<>();
        final ArenaEvent event = new ArenaEvent();
        try (JournalReader reader = new JournalReader(journal())) {
            while (reader.next(event)) {
                if (event.kind() == EventKind.QUARANTINE) {
                    all.add(event.payload(Quarantine.class));
                }
            }
        }
        return all;
    }

    @Test
    void isPassedOverForABeginningWhoseBooksAddUp() throws Exception {
        final var tape = ArenaOnDisk.tape(11, 3, 900);
        try (Arena arena = start(2)) {
            ArenaOnDisk.feed(arena, tape, 0, 0.5);
        }
        final List<SnapshotStore.Kept> kept = store().newestFirst();
        giveADollar(kept.get(0));
        try (Replay replay = Recovery.begin(store(), journal(), 1, ArenaListener.NONE)) {
            assertThat(replay.startSequence()).isEqualTo(kept.get(1).sequence() + 1);
        }
        final Arena again = start(1);
        ArenaOnDisk.feed(again, tape, 0.5, 1);
        again.close();
        assertThat(journaled()).as("nobody pays for it").isEmpty();
        final DigestLog digests = new DigestLog();
        try (Replay replay = Replay.open(journal(), 3, digests)) {
            replay.run(Long.MAX_VALUE, event -> {});
        }
        assertThat(again.digests().newest()).isEqualTo(digests.newest());
    }

    @Test
    void takesOutTheAgentAndNobodyElseWhereThereIsNoOtherBeginning() throws Exception {
        final var tape = ArenaOnDisk.tape(11, 3, 900);
        try (Arena arena = start(2)) {
            ArenaOnDisk.feed(arena, tape, 0, 0.5);
        }
        final SnapshotStore.Kept newest = store().newestFirst().get(0);
        final int agentId = giveADollar(newest);
        forgetEverythingBefore(newest);
        final ArenaSnapshot shown;
        final Arena second = start(1);
        try {
            shown = second.view().current();
            ArenaOnDisk.feed(second, tape, 0.5, 0.8);
        } finally {
            second.close();
        }
        assertThat(journaled()).hasSize(1).first().satisfies(quarantine -> {
            assertThat(quarantine.agentId()).isEqualTo(agentId);
            assertThat(quarantine.failure())
                    .isEqualTo("its books do not add up: capital, profit and costs come to -100000000 more than the"
                            + " equity");
        });
        final Arena third = start(2);
        ArenaOnDisk.feed(third, tape, 0.8, 1);
        third.close();
        assertThat(journaled()).as("once").hasSize(1);
        othersTradeOn(shown, third.view().current(), agentId);
        final DigestLog digests = new DigestLog();
        try (Replay replay = Recovery.earliest(store(), journal(), 3, digests)) {
            assertThat(replay.startSequence()).isGreaterThan(newest.sequence());
            replay.run(Long.MAX_VALUE, event -> {});
        }
        assertThat(third.digests().newest()).isEqualTo(digests.newest());
    }

    private static void othersTradeOn(ArenaSnapshot before, ArenaSnapshot after, int agentId) {
        assertThat(row(after, agentId).state()).isEqualTo(AgentState.QUARANTINED);
        assertThat(row(after, agentId).trades().trades())
                .isEqualTo(row(before, agentId).trades().trades());
        assertThat(after.totals().trades()).isGreaterThan(before.totals().trades());
        assertThat(after.rows().stream().filter(row -> row.state() == AgentState.QUARANTINED))
                .hasSize(1);
    }

    private static AgentRow row(ArenaSnapshot snapshot, int agentId) {
        return snapshot.rows().stream()
                .filter(row -> row.id() == agentId)
                .findFirst()
                .orElseThrow();
    }

    /** As retention does, but down to one snapshot. */
    private void forgetEverythingBefore(SnapshotStore.Kept kept) throws IOException {
        for (SnapshotStore.Kept other : store().newestFirst()) {
            if (other.sequence() < kept.sequence()) {
                Files.delete(other.file());
            }
        }
        final List<Path> rolls;
        try (Stream<Path> files = Files.list(journal())) {
            rolls = files.filter(file -> file.getFileName().toString().matches("[0-9]+\\.seg(\\.gz)?"))
                    .sorted()
                    .toList();
        }
        final Consumer<Path> delete = file -> assertThat(file.toFile().delete()).isTrue();
        for (int i = 0; i + 1 < rolls.size(); i++) {
            final String next = rolls.get(i + 1).getFileName().toString();
            if (Long.parseLong(next.substring(0, next.indexOf('.'))) <= kept.sequence()) {
                delete.accept(rolls.get(i));
            }
        }
        try (JournalReader reader = new JournalReader(journal())) {
            assertThat(reader.firstSequence()).isPositive();
        }
    }
}
