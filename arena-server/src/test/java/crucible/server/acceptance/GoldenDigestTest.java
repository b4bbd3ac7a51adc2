package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.runtime.event.EventKind;
import crucible.runtime.ring.DirectSlots;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.DigestLog;
import crucible.server.arena.RandomMarket;
import crucible.server.arena.Tournament;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One fixed tape under the default rules must come to the same state on every machine and JDK, until somebody means to
 * change what agents do, pay or are judged by. {@code golden/state-digest.txt} also says after which events, so that a
 * difference can be placed.
 */
class GoldenDigestTest {
    private static final int WARM_UP = 300;
    private static final int LIVE = 2_500;
    private static final int SYMBOLS = 4;
    private static final int EVERY_BOUNDARIES = 288;
    private static final String UPDATE = "crucible.golden.update";

    @Test
    void theFixedTapeComesToTheGoldenDigest() throws IOException {
        final List<String> lines = play();
        final Path golden = golden();
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(golden.getParent());
            Files.write(golden, lines);
        }
        assertThat(Files.readAllLines(golden))
                .as(
                        "The tournament of the fixed tape has changed. If that is not intended, find out why: the first line"
                                + " that differs names the stretch of the tape. If it is, write the new digest with%n"
                                + "  mvn -q -pl arena-server -am test -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dtest=GoldenDigestTest -D" + UPDATE + "=true%n"
                                + "and say in CHANGELOG.md what behaves otherwise: old journals will not replay any more.")
                .isEqualTo(lines);
    }

    private static List<String> play() {
        final DigestLog digests = new DigestLog();
        final Tournament tournament = Tournament.of(Rehearsal.rules(), 1, digests);
        final long[] deaths = new long[1];
        final Sequencer sequencer = new Sequencer(
                new DirectSlots(tournament.core(), event -> deaths[0] += event.kind() == EventKind.VERDICT ? 1 : 0),
                tournament.core().outbox(),
                new Sequencer.SequencerSettings(
                        Rehearsal.rules().timeframes(), 10_000, EVERY_BOUNDARIES, Long.MAX_VALUE),
                () -> 0);
        sequencer.genesis(tournament.genesis("golden"));
        tournament.founders().forEach(sequencer::birth);
        new RandomMarket(42, SYMBOLS).play(sequencer, WARM_UP, LIVE);
        sequencer.close();
        final List<String> lines = new ArrayList<>();
        lines.add("# State digests of a random market (seed 42, " + SYMBOLS + " symbols, " + WARM_UP + " + " + LIVE
                + " bars) under the default rules: event, boundary, SHA-256.");
        for (DigestLog.Entry entry : digests.entries()) {
            lines.add(entry.sequence() + " " + entry.boundaryTimeMs() + " " + entry.digest());
        }
        assertThat(deaths[0]).as("the tape lets agents die").isPositive();
        return lines;
    }

    private static Path golden() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("crucible"))) {
            folder = folder.getParent();
        }
        return folder.resolve("golden").resolve("state-digest.txt");
    }
}
