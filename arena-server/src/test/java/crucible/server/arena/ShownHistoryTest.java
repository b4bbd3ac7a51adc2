package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AgentCommand;
import crucible.model.FeedSink;
import crucible.server.cli.BackupCommand;
import crucible.server.cli.RestoreCommand;
import crucible.server.journal.FileLayer;
import crucible.server.view.ArenaReadModel;
import crucible.server.view.CommandResult;
import crucible.server.view.OrderView;
import crucible.server.view.Page;
import crucible.server.view.TradeView;
import crucible.server.view.VerdictView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What people are shown of the past is the same after a start from a snapshot as without it. */
class ShownHistoryTest {
    private static final Page.Request ALL = new Page.Request(10_000, Long.MAX_VALUE);

    @TempDir
    private Path folder;

    private ArenaOnDisk arena(String name) {
        return new ArenaOnDisk(folder.resolve(name), ArenaOnDisk.strictRules(8));
    }

    private static List<Consumer<FeedSink>> tape() {
        return ArenaOnDisk.tape(4, 3, 700);
    }

    /** Everything that is shown of one agent's past. */
    private record Past(
            List<TradeView> trades, List<OrderView> orders, List<VerdictView> verdicts, List<Object> equity) {}

    private static List<Past> shown(ArenaReadModel view) {
        final List<Past> all = new ArrayList<>();
        for (int id = 0; view.verdicts(id, ALL).isPresent(); id++) {
            all.add(new Past(
                    view.trades(id, ALL).orElseThrow().items(),
                    view.orders(id, ALL).orElseThrow().items(),
                    view.verdicts(id, ALL).orElseThrow().items(),
                    List.copyOf(view.equity(id, 0, Long.MAX_VALUE, 10_000)
                            .orElseThrow()
                            .points())));
        }
        return all;
    }

    /** Returns once the arena has taken in everything that it was fed. */
    private static void settle(Arena arena, String request) throws Exception {
        arena.control()
                .command(new AgentCommand(request, AgentCommand.Kind.PAUSE, 9_999, "ann", "a mark", request, ""))
                .get(20, TimeUnit.SECONDS);
    }

    /** Returns once so many were written and everything that was fed is taken in. */
    private static void awaitSnapshots(Arena arena, int wanted) throws Exception {
        settle(arena, "mark " + wanted);
        for (int i = 0; arena.snapshots().saved() < wanted; i++) {
            assertThat(i).as("orders while snapshots were written").isLessThan(100_000);
            settle(arena, "mark " + wanted + " " + i);
        }
    }

    /** What a process that was killed now would have left. */
    private void copy(String from, String to) {
        final String backup = folder.resolve(from + ".zip").toString();
        assertThat(new CommandLine(new BackupCommand())
                        .execute("--data-dir", folder.resolve(from).toString(), "--to", backup))
                .isZero();
        assertThat(new CommandLine(new RestoreCommand())
                        .execute(
                                "--from",
                                backup,
                                "--data-dir",
                                folder.resolve(to).toString()))
                .isZero();
    }

    @Test
    void aStartShowsThePastAsIfNothingHadHappened() throws Exception {
        final List<Consumer<FeedSink>> tape = tape();
        final List<Past> uninterrupted;
        final Arena first = arena("one").start(2);
        ArenaOnDisk.feed(first, tape, 0, 0.5);
        awaitSnapshots(first, 1);
        ArenaOnDisk.feed(first, tape, 0.5, 0.63);
        awaitSnapshots(first, 2);
        copy("one", "killed");
        ArenaOnDisk.feed(first, tape, 0.63, 1);
        settle(first, "last");
        uninterrupted = shown(first.view());
        first.close();

        assertThat(folder.resolve("killed/snapshots")).isDirectoryContaining("glob:**.history");
        final Arena killed = arena("killed").start(1);
        ArenaOnDisk.feed(killed, tape, 0.63, 1);
        settle(killed, "last");
        assertSame(shown(killed.view()), uninterrupted);
        killed.close();

        final Arena again = arena("killed").start(3);
        assertSame(withoutTheLastMark(shown(again.view())), withoutTheLastMark(shown(killed.view())));
        again.close();
        assertThat(uninterrupted).hasSizeGreaterThan(12);
        assertThat(uninterrupted.stream().mapToInt(past -> past.trades().size()).sum())
                .isGreaterThan(100);
        assertThat(uninterrupted.stream()
                        .mapToInt(past -> past.equity().size())
                        .max()
                        .orElse(0))
                .isGreaterThan(100);
    }

    private static List<Past> withoutTheLastMark(List<Past> shown) {
        return shown.stream()
                .map(past -> new Past(past.trades(), past.orders(), past.verdicts(), List.of()))
                .toList();
    }

    private static void assertSame(List<Past> found, List<Past> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int id = 0; id < expected.size(); id++) {
            final String agent = "agent " + id;
            assertThat(found.get(id).verdicts())
                    .as(agent)
                    .isEqualTo(expected.get(id).verdicts());
            assertThat(found.get(id).trades())
                    .as(agent)
                    .isEqualTo(expected.get(id).trades());
            assertThat(found.get(id).orders())
                    .as(agent)
                    .isEqualTo(expected.get(id).orders());
            assertThat(found.get(id).equity())
                    .as(agent)
                    .isEqualTo(expected.get(id).equity());
        }
    }

    @Test
    void withoutTheFilesTheListsBeginAtTheSnapshotAndTheStateIsTheSame() throws Exception {
        final List<Consumer<FeedSink>> tape = tape();
        final Arena first = arena("one").start(2);
        ArenaOnDisk.feed(first, tape, 0, 0.5);
        final int promoted = promoteTheYoungest(first);
        ArenaOnDisk.feed(first, tape, 0.5, 0.52);
        assertThat(isDone(first, AgentCommand.Kind.KILL, promoted)).isTrue();
        ArenaOnDisk.feed(first, tape, 0.52, 0.6);
        first.close();
        final List<Past> before = shown(first.view());
        for (Path file : histories()) {
            final byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
        assertThat(histories()).hasSize(2);
        final Arena damaged = arena("one").start(2);
        assertOnlyVerdictsAreShown(damaged, before);
        damaged.close();
        for (Path file : histories()) {
            Files.delete(file);
        }
        final Arena absent = arena("one").start(1);
        assertOnlyVerdictsAreShown(absent, before);
        ArenaOnDisk.feed(absent, tape, 0.6, 0.7);
        absent.close();
        assertThat(shown(absent.view())).anyMatch(past -> !past.trades().isEmpty());
        final DigestLog digests = new DigestLog();
        try (Replay replay = Replay.open(folder.resolve("one/journal"), 1, digests)) {
            replay.run(Long.MAX_VALUE, event -> {});
        }
        assertThat(digests.newest().digest())
                .isEqualTo(absent.digests().newest().digest());
    }

    /** Promotes the youngest agent that can be, so that it does not soon end by itself; its id. */
    private static int promoteTheYoungest(Arena arena) throws Exception {
        settle(arena, "before the promotion");
        int id = 0;
        while (arena.view().verdicts(id, ALL).isPresent()) {
            id++;
        }
        while (--id >= 0) {
            if (isDone(arena, AgentCommand.Kind.PROMOTE, id)) {
                return id;
            }
        }
        throw new AssertionError("no agent can be promoted");
    }

    /** Orders something; whether it is done. */
    private static boolean isDone(Arena arena, AgentCommand.Kind kind, int id) throws Exception {
        settle(arena, "before " + kind);
        final String request = kind + " " + id;
        return arena.control()
                        .command(new AgentCommand(request, kind, id, "ann", "a try", request, ""))
                        .get(20, TimeUnit.SECONDS)
                instanceof CommandResult.Applied;
    }

    /** The permanent record tells them. */
    private static void assertOnlyVerdictsAreShown(Arena arena, List<Past> before) {
        final List<Past> shown = shown(arena.view());
        assertThat(shown).hasSameSizeAs(before);
        for (int id = 0; id < shown.size(); id++) {
            assertThat(shown.get(id).trades()).isEmpty();
            assertThat(shown.get(id).verdicts()).isEqualTo(before.get(id).verdicts());
        }
        assertThat(shown.stream().mapToInt(past -> past.verdicts().size()).max().orElse(0))
                .as("an agent was promoted, then ended")
                .isEqualTo(2);
    }

    @Test
    void whatIsNewerThanTheJournalOrOlderThanTheSnapshotIsNotUsed() throws Exception {
        final Arena first = arena("one").start(2);
        ArenaOnDisk.feed(first, tape(), 0, 0.6);
        first.close();
        final long newest = histories().stream()
                .map(file -> file.getFileName().toString())
                .mapToLong(name -> Long.parseLong(name.substring(0, 19)))
                .max()
                .orElseThrow();
        assertThat(tradesRestored(newest, newest + 100)).isPositive();
        assertThat(tradesRestored(newest + 1, newest + 100)).isZero();
        assertThat(tradesRestored(0, 10)).isZero();
    }

    private int tradesRestored(long after, long last) {
        final Histories histories = new Histories(8);
        final TournamentRules rules = ArenaOnDisk.strictRules(8);
        new HistoryFiles(histories, folder.resolve("one/snapshots"), FileLayer.DISK, rules)
                .restore(after, last, folder.resolve("none"));
        Tournament.of(rules, 1, crucible.runtime.ring.ArenaListener.NONE)
                .founders()
                .forEach(birth -> histories.born(birth, 0));
        int trades = 0;
        for (int id = 0; id < 8; id++) {
            trades += histories.of(id).trades(ALL).items().size();
        }
        return trades;
    }

    private List<Path> histories() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("one/snapshots"))) {
            return files.filter(file -> file.toString().endsWith(".history")).toList();
        }
    }
}
