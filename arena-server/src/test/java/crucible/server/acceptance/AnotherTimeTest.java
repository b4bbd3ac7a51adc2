package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.venue.VenueAdapter;
import crucible.server.host.HostPlan;
import crucible.server.host.TournamentHost;
import crucible.server.host.VenueTime;
import crucible.server.mode.DiskLimits;
import crucible.server.mode.ModeSettings;
import crucible.server.view.RunMode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live server at a venue whose time is not ours: months ago, and faster. */
class AnotherTimeTest {
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    private Path directory;

    @Test
    void becomesReadyAndTradesInTheVenuesTime() throws Exception {
        try (ReplayVenue venue = Rehearsal.venue(20_000, Long.MAX_VALUE)) {
            final HostPlan demo = Rehearsal.plan(venue, directory, 1);
            final long wallMs = System.currentTimeMillis();
            final long presentMs = VenueTime.at(wallMs, VenueAdapter.timeMs(demo.feed()) - wallMs);
            assertThat(presentMs).isEqualTo(venue.marketTimeMs()).isLessThan(wallMs - HOUR_MS);
            final HostPlan live = new HostPlan(
                    demo.rules(),
                    demo.engine(),
                    new ModeSettings(DiskLimits.passing(), SmallServer.OTHER_LIMITS),
                    demo.feed(),
                    demo.admin(),
                    directory,
                    RunMode.LIVE,
                    presentMs,
                    demo.note());
            try (TournamentHost host = TournamentHost.start(live)) {
                Rehearsal.awaitBoundary(host, 100);
                Await.until("it is ready", () -> host.view().readiness().ready());
                Await.until("agents trade", () -> host.view().current().totals().fills() > 0);
                host.stopTrading();
                assertThat(host.arena().sequencer().arenaTimeMs()).isLessThan(venue.marketTimeMs() + HOUR_MS);
                assertThat(host.stageFailures()).isZero();
            }
        }
    }
}
