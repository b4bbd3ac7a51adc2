package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.runtime.event.EventKind;
import crucible.server.arena.DigestLog;
import crucible.server.host.TournamentHost;
import crucible.server.view.AgentRow;
import crucible.server.view.ArenaSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that is stopped and started again on its data directory, at a venue that may have gone on meanwhile. */
class RestartTest {
    @TempDir
    private Path directory;

    /** Missed: nothing, less than the warm-up fetches, more than it fetches, and more than can be repaired. */
    @ParameterizedTest
    @ValueSource(longs = {0, 90, 900, 5_400})
    void theTournamentGoesOnWhereItStood(long missedBoundaries) throws Exception {
        final ArenaSnapshot before;
        final ArenaSnapshot after;
        final DigestLog first;
        final DigestLog live;
        final long played;
        try (ReplayVenue venue = Rehearsal.venue(VenueOptions.MAX_SPEED, Long.MAX_VALUE);
                TournamentHost host = TournamentHost.start(Rehearsal.plan(venue, directory, 2))) {
            Rehearsal.awaitBoundary(host, 300);
            host.stopTrading();
            before = host.view().current();
            first = host.arena().digests();
            venue.halt();
            played = venue.statistics().boundaries();
        }
        try (ReplayVenue venue = Rehearsal.venueAfter(played + missedBoundaries);
                TournamentHost host = TournamentHost.start(Rehearsal.plan(venue, directory, 1))) {
            assertThat(host.view().current().rows().subList(0, 3))
                    .as("the first thing shown")
                    .extracting(AgentRow::id)
                    .containsExactly(0, 1, 2);
            Await.until("the feed is live", () -> host.feedStats().state() == FeedStatus.State.LIVE);
            Rehearsal.awaitCount(host, host.arena().sequencer().counters().boundaries() + 300);
            host.stopTrading();
            after = host.view().current();
            live = host.arena().digests();
            assertThat(host.stageFailures()).isZero();
        }
        nothingIsForgotten(before, after);
        Journal.everyBarIsThereOnceOrAGap(directory, Rehearsal.SYMBOLS);
        assertThat(Journal.rare(directory, EventKind.GAP, Gap.class).isEmpty()).isEqualTo(missedBoundaries < 5_000);
        final DigestLog replayed = Rehearsal.replay(directory, 4);
        assertThat(replayed.newest()).isEqualTo(live.newest());
        final List<DigestLog.Entry> told = new ArrayList<>(first.entries());
        told.addAll(live.entries());
        assertThat(replayed.entries()).isEqualTo(told);
    }

    private static void nothingIsForgotten(ArenaSnapshot before, ArenaSnapshot after) {
        assertThat(before.totals().trades()).isPositive();
        assertThat(after.totals().trades()).isGreaterThan(before.totals().trades());
        assertThat(after.totals().births())
                .isGreaterThanOrEqualTo(before.totals().births());
        for (AgentRow row : before.rows()) {
            final AgentRow later = after.rows().get(row.id());
            assertThat(later.identity()).isEqualTo(row.identity());
            assertThat(later.trades().trades())
                    .isGreaterThanOrEqualTo(row.trades().trades());
            if (row.state().isDead() && row.position().isEmpty()) {
                assertThat(later.books()).isEqualTo(row.books());
            }
        }
    }
}
