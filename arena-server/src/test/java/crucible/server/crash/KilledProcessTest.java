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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that is killed again and again, at moments nobody chose, ends where the one that was left alone ends. How
 * often is said by the system property {@code crucible.kills}, over both formats together.
 */
class KilledProcessTest {
    private static final int KILLS = Integer.getInteger("crucible.kills", 20);
    private static final int KILLS_PER_TAPE = 10;
    private static final int LIVE = 1_500;
    private static final int ONE_IN_WHILE_REPLAYING = 8;

    @ParameterizedTest
    @EnumSource(Journal.Format.class)
    void endsWhereTheUninterruptedOneEnds(Journal.Format format, @TempDir Path folder) throws Exception {
        final int wanted = (KILLS + 1) / Journal.Format.values().length;
        int killed = 0;
        for (long seed = 1; killed < wanted; seed++) {
            killed += killAndCompare(
                    folder.resolve("tape-" + seed), format, seed, Math.min(KILLS_PER_TAPE, wanted - killed));
        }
        assertThat(killed).isEqualTo(wanted);
    }

    private static int killAndCompare(Path folder, Journal.Format format, long seed, int kills) throws Exception {
        final CrashTape tape = new CrashTape(seed, LIVE);
        final Heard expected = uninterrupted(tape);
        final Kills done = new Kills(tape, new Random(seed));
        final String digest = done.playWith(kills, folder, format);
        System.out.printf(
                "%s, tape %d of %d inputs: killed at %s, %d starts from a snapshot%n",
                format, seed, tape.inputs(), done.moments, done.fromSnapshots);
        assertThat(done.fromSnapshots).as("starts from a snapshot").isPositive();
        assertThat(digest).as("the last process's own digest").isEqualTo(expected.newest());
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
        return done.moments.size();
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

    /** Kills a tape's processes, the later ones beginning where those before were killed. */
    private static final class Kills {
        private static final double LAST_KILL_BEFORE = 0.95;

        private final CrashTape tape;
        private final Random random;
        private final List<String> moments = new ArrayList<>();
        private long progress;
        private int fromSnapshots;

        Kills(CrashTape tape, Random random) {
            this.tape = tape;
            this.random = random;
        }

        String playWith(int kills, Path folder, Journal.Format format) throws Exception {
            final long lastInput = (long) (tape.inputs() * LAST_KILL_BEFORE);
            while (moments.size() < kills) {
                try (ChildProcess child = new ChildProcess(folder, format, tape)) {
                    final boolean early = !moments.isEmpty() && random.nextInt(ONE_IN_WHILE_REPLAYING) == 0;
                    final long share = Math.max(1, (lastInput - progress) / (kills - moments.size()));
                    runUntil(child, early ? -1 : progress + random.nextInt((int) Math.min(share, 1 << 20)));
                    child.kill();
                    moments.add(early ? CrashChild.REPLAYING : Long.toString(progress));
                }
            }
            try (ChildProcess child = new ChildProcess(folder, format, tape)) {
                String said = heard(child);
                while (!said.startsWith(CrashChild.ENDED)) {
                    said = child.next();
                }
                assertThat(child.exitCode()).isZero();
                return said.substring(CrashChild.ENDED.length());
            }
        }

        /** What it says next, but for where it starts from, which is counted. */
        private String heard(ChildProcess child) throws InterruptedException {
            final String said = child.next();
            if (!said.equals(CrashChild.FROM_A_SNAPSHOT)) {
                return said;
            }
            fromSnapshots++;
            return child.next();
        }

        private void runUntil(ChildProcess child, long input) throws InterruptedException {
            String said = child.next();
            assertThat(said).isEqualTo(CrashChild.REPLAYING);
            while (input >= 0 && (said.equals(CrashChild.REPLAYING) || progress < input)) {
                said = heard(child);
                assertThat(said).as("the tape is long enough for all kills").startsWith("at ");
                progress = Long.parseLong(said.substring("at ".length()));
            }
        }
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
