package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.model.Bar;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.runtime.event.EventKind;
import crucible.server.arena.DigestLog;
import crucible.server.host.TournamentHost;
import crucible.server.view.AgentRow;
import crucible.server.view.ArenaSnapshot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
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
        final DigestLog live;
        try (ReplayVenue venue = Rehearsal.venue(VenueOptions.MAX_SPEED, Long.MAX_VALUE)) {
            try (TournamentHost host = TournamentHost.start(Rehearsal.plan(venue, directory, 2))) {
                Rehearsal.awaitBoundary(host, 300);
                host.stopTrading();
                before = host.view().current();
            }
            letPass(venue, missedBoundaries);
            try (TournamentHost host = TournamentHost.start(Rehearsal.plan(venue, directory, 1))) {
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
        }
        nothingIsForgotten(before, after);
        everyBarIsThereOnceOrAGap();
        assertThat(Journal.rare(directory, EventKind.GAP, Gap.class).isEmpty()).isEqualTo(missedBoundaries < 5_000);
        final DigestLog replayed = Rehearsal.replay(directory, 4);
        assertThat(replayed.newest()).isEqualTo(live.newest());
        assertThat(replayed.entries()).isEqualTo(live.entries());
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

    /** In each series every open time from the first on is a bar or lies in a gap, and never both or twice. */
    private void everyBarIsThereOnceOrAGap() {
        final List<Bar> bars = Journal.bars(directory);
        final List<Journal.Entry<Gap>> gaps = Journal.rare(directory, EventKind.GAP, Gap.class);
        for (int symbol = 0; symbol < Rehearsal.SYMBOLS; symbol++) {
            for (Timeframe timeframe : Timeframe.values()) {
                final int id = symbol;
                final Set<Long> seen = new HashSet<>();
                long first = Long.MAX_VALUE;
                long last = Long.MIN_VALUE;
                for (Bar bar : bars) {
                    if (bar.instrumentId() == id
                            && bar.timeframe() == timeframe
                            && bar.provenance() != Provenance.REVISED) {
                        assertThat(seen.add(bar.openTimeMs()))
                                .as("once: %s", bar)
                                .isTrue();
                        first = Math.min(first, bar.openTimeMs());
                        last = Math.max(last, bar.openTimeMs());
                    }
                }
                for (Journal.Entry<Gap> entry : gaps) {
                    final Gap gap = entry.content();
                    if (gap.instrumentId() == id && gap.timeframe() == timeframe) {
                        for (long open = gap.firstOpenTimeMs();
                                open <= gap.lastOpenTimeMs();
                                open += timeframe.intervalMs()) {
                            assertThat(seen.add(open)).as("once: %s", gap).isTrue();
                        }
                    }
                }
                assertThat(seen)
                        .as("bars and gaps of instrument %d, %s", id, timeframe)
                        .hasSize((int) ((last - first) / timeframe.intervalMs()) + 1);
            }
        }
    }

    /** Another client keeps the market going while the host is down. */
    private static void letPass(ReplayVenue venue, long boundaries) throws Exception {
        if (boundaries == 0) {
            return;
        }
        final long until = venue.statistics().boundaries() + boundaries;
        final WebSocket other = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(venue.wsUrl() + "/ws/btcusdt@kline_5m"), new Reader())
                .get(10, TimeUnit.SECONDS);
        Await.until(
                boundaries + " boundaries have passed", () -> venue.statistics().boundaries() >= until);
        other.abort();
    }

    private static final class Reader implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            socket.request(1);
            return null;
        }
    }
}
