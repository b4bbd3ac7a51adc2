package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.model.Bar;
import crucible.model.FeedStatus;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.server.arena.DigestLog;
import crucible.server.arena.EngineSettings;
import crucible.server.crash.ChildImage;
import crucible.server.crash.ChildProcess;
import crucible.server.host.HostPlan;
import crucible.server.host.TournamentHost;
import crucible.server.journal.Journal.Format;
import crucible.server.snapshot.SnapshotSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A whole server that is killed with {@code kill -9} again and again while a market runs at full speed, and that goes on
 * without it in between: the recovered server stands where its own journal says, and every bar is there once or in a gap.
 */
class KilledServerTest {
    private static final int KILLS = Boolean.getBoolean("crucible.campaign") ? 10 : 2;
    private static final int WARM_UP_BOUNDARIES = Rehearsal.WARM_UP + (Rehearsal.HISTORY - Rehearsal.WARM_UP) / 3;
    private static final int MOST_MISSED = 60;
    private static final int MOST_PLAYED = 150;
    private static final int LONGEST_START_MS = 1_200;

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private static TournamentHost start(String wsUrl, String restUrl, Path directory, Format format) throws Exception {
        final HostPlan plan = Rehearsal.plan(wsUrl, restUrl, directory, 2);
        final EngineSettings engine = EngineSettings.defaults(
                        plan.engine().journal().withFormat(format))
                .withSnapshots(SnapshotSettings.defaults(directory.resolve("snapshots")));
        return TournamentHost.start(new HostPlan(
                plan.rules(),
                engine,
                plan.feed(),
                plan.admin(),
                plan.dataDirectory(),
                plan.mode(),
                plan.beginMs(),
                plan.note()));
    }

    /** The server as a process of its own. Arguments: addresses of streams and REST, data directory, format. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            final Path directory = Path.of(arguments[2]);
            System.out.println(ChildProcess.MARK + "starts");
            try (TournamentHost host = start(arguments[0], arguments[1], directory, Format.valueOf(arguments[3]))) {
                for (long told = 0; ; told++) {
                    Rehearsal.awaitCount(host, told);
                    System.out.println(ChildProcess.MARK + told);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void standsWhereItsJournalSays(Format format) throws Exception {
        final long seed = 31L + format.ordinal();
        final Random random = new Random(seed);
        final List<String> kills = new ArrayList<>();
        final DigestLog live;
        final ChildImage image = new ChildImage(folder);
        try (ReplayVenue venue = Rehearsal.venue(VenueOptions.MAX_SPEED, Long.MAX_VALUE)) {
            final List<String> arguments = List.of(venue.wsUrl(), venue.restUrl(), data().toString(), format.name());
            for (int i = 0; i < KILLS; i++) {
                try (ChildProcess child = new ChildProcess(image, Child.class, arguments)) {
                    kills.add(kill(child, i == 0 ? WARM_UP_BOUNDARIES : 0, i == 1, random));
                }
                Rehearsal.letPass(venue, random.nextInt(MOST_MISSED));
            }
            try (TournamentHost host = start(venue.wsUrl(), venue.restUrl(), data(), format)) {
                Await.until("the feed is live", () -> host.feedStats().state() == FeedStatus.State.LIVE);
                Rehearsal.awaitCount(host, host.arena().sequencer().counters().boundaries() + MOST_PLAYED);
                host.stopTrading();
                live = host.arena().digests();
                assertThat(host.stageFailures()).isZero();
            }
        }
        System.out.printf("%s, seed %d: killed at %s%n", format, seed, kills);
        Journal.everyBarIsThereOnceOrAGap(data(), Rehearsal.SYMBOLS);
        final DigestLog replayed = Rehearsal.replay(data(), 4);
        assertThat(replayed.newest()).isEqualTo(live.newest());
        assertThat(replayed.entries()).containsAll(live.entries());
        whatWasMissedIsOffline();
    }

    private static String kill(ChildProcess child, int before, boolean whileItStarts, Random random)
            throws InterruptedException {
        String said = child.next();
        final int delayMs = whileItStarts ? random.nextInt(LONGEST_START_MS) : random.nextInt(5);
        for (int i = whileItStarts ? 0 : 1 + before + random.nextInt(MOST_PLAYED); i > 0; i--) {
            said = child.next();
        }
        assertThat(child.kill(delayMs)).isTrue();
        return said + " and " + delayMs + " ms";
    }

    /** Behind the warm-up no bar is anything but live or missed, and what was missed is whole stretches of time. */
    private void whatWasMissedIsOffline() {
        final List<Bar> behindTheWarmUp = Journal.bars(data()).stream()
                .filter(bar -> bar.openTimeMs()
                        >= Rehearsal.MARKET.firstOpenTimeMs(0) + Rehearsal.HISTORY * Timeframe.M5.intervalMs())
                .toList();
        assertThat(behindTheWarmUp)
                .extracting(Bar::provenance)
                .containsOnly(Provenance.LIVE, Provenance.OFFLINE)
                .contains(Provenance.OFFLINE);
    }
}
