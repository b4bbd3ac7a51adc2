package crucible.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.EventStage;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.DigestLog;
import crucible.server.arena.Replay;
import crucible.server.arena.Tournament;
import crucible.server.journal.Journal;
import crucible.server.record.RecordComparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that is killed again and again, at moments nobody chose, ends where the one that was left alone ends. How
 * often is said by the system property {@code crucible.kills}, over both formats together. Each format has tapes and
 * moments of its own.
 */
class KilledProcessTest {
    private static final int KILLS = Integer.getInteger("crucible.kills", 20);
    private static final int KILLS_PER_TAPE = 10;
    private static final int LIVE = 1_500;

    @TempDir
    private static Path imageFolder;

    private static ChildImage image;

    @BeforeAll
    static void archiveWhatAChildLoads() throws InterruptedException {
        image = new ChildImage(imageFolder)
                .archive(
                        CrashChild.class,
                        Kills.arguments(
                                imageFolder.resolve("archived"), Journal.Format.CHRONICLE, new CrashTape(0, 100)));
    }

    @ParameterizedTest
    @EnumSource(Journal.Format.class)
    void endsWhereTheUninterruptedOneEnds(Journal.Format format, @TempDir Path folder) throws Exception {
        final int wanted = (KILLS + 1) / Journal.Format.values().length;
        final long startNanos = System.nanoTime();
        final Map<Kills.Kind, Integer> killed = new EnumMap<>(Kills.Kind.class);
        int sum = 0;
        for (long seed = 1 + 1_000L * format.ordinal(); sum < wanted; seed++) {
            final Map<Kills.Kind, Integer> more = killAndCompare(
                    folder.resolve("tape-" + seed), format, seed, Math.min(KILLS_PER_TAPE, wanted - sum));
            more.forEach((kind, count) -> killed.merge(kind, count, Integer::sum));
            sum += more.values().stream().mapToInt(Integer::intValue).sum();
        }
        System.out.printf(
                "%s: %d processes killed %s in %d s%n",
                format, sum, killed, (System.nanoTime() - startNanos) / 1_000_000_000L);
        assertThat(sum).isGreaterThanOrEqualTo(wanted);
        if (wanted >= KILLS_PER_TAPE) {
            assertThat(killed).containsKeys(Kills.Kind.values());
        }
    }

    private static Map<Kills.Kind, Integer> killAndCompare(Path folder, Journal.Format format, long seed, int kills)
            throws Exception {
        final CrashTape tape = new CrashTape(seed, LIVE);
        final Heard expected = uninterrupted(tape);
        final Kills done = new Kills(image, tape, new Random(seed));
        final String digest = done.playWith(kills, folder, format);
        System.out.printf(
                "%s, tape %d of %d inputs: killed %s, %d starts from a snapshot%n",
                format, seed, tape.inputs(), done.moments(), done.fromSnapshots());
        assertThat(digest).as("the last process's own digest").isEqualTo(expected.newest());
        compareRecord(folder);
        final Heard replayed = new Heard();
        try (Replay replay = Replay.open(folder, 1, replayed)) {
            replay.run(Long.MAX_VALUE, event -> {});
        }
        assertThat(replayed.events).isEqualTo(expected.events);
        assertThat(replayed.fills).isNotEmpty();
        assertThat(different(replayed.fills, expected.fills))
                .as("fills lost, doubled or changed")
                .isEmpty();
        assertThat(replayed.digests.entries()).isEqualTo(expected.digests.entries());
        return done.killed();
    }

    /** What is kept for ever is what a run that nobody killed would have kept. */
    private static void compareRecord(Path folder) throws Exception {
        final RecordComparison comparison = new RecordComparison(CrashChild.permanent(folder));
        comparison.recorder().begin(-1);
        try (Replay replay = Replay.open(folder, 1, comparison.recorder())) {
            replay.run(Long.MAX_VALUE, event -> {});
            assertThat(comparison.differences(replay.lastSequence())).isEmpty();
            assertThat(comparison.upTo()).isEqualTo(replay.lastSequence());
            assertThat(comparison.compared()).isGreaterThan(20);
        }
    }

    private static List<String> different(List<String> fills, List<String> expected) {
        final List<String> different = new ArrayList<>();
        for (int i = 0; i < Math.max(fills.size(), expected.size()); i++) {
            final String fill = i < fills.size() ? fills.get(i) : "none";
            final String other = i < expected.size() ? expected.get(i) : "none";
            if (!fill.equals(other)) {
                different.add(fill + " instead of " + other);
            }
        }
        return different.subList(0, Math.min(5, different.size()));
    }

    private static Heard uninterrupted(CrashTape tape) {
        final Heard heard = new Heard();
        final Tournament tournament = Tournament.of(CrashTape.rules(), 1, heard);
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(tournament.core(), EventStage.NONE),
                tournament.core().outbox(),
                CrashTape.sequencing(),
                () -> 0);
        sequencer.genesis(tournament.genesis("crash"));
        tournament.founders().forEach(sequencer::birth);
        tape.play(sequencer, 0, seen -> {});
        sequencer.close();
        return heard;
    }

    /** What a run has decided. */
    private static final class Heard implements ArenaListener {
        private final DigestLog digests = new DigestLog();
        private final List<String> fills = new ArrayList<>();
        private long events;

        String newest() {
            return digests.newest().digest();
        }

        @Override
        public void onEvent(ArenaEvent event) {
            events++;
        }

        @Override
        public void onOutcome(Outcome outcome) {
            if (outcome.end() == null) {
                fills.add(outcome.sequence() + " agent " + outcome.agentId() + " order " + outcome.orderId() + " lots "
                        + outcome.quantityLots() + " for " + outcome.notionalUsdE8());
            }
        }

        @Override
        public void onDigest(long sequence, long boundaryTimeMs, String stateDigest) {
            digests.onDigest(sequence, boundaryTimeMs, stateDigest);
        }
    }
}
