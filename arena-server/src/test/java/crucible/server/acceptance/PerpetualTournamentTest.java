package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.venue.Venue;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.FeedStatus;
import crucible.model.Funding;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.runtime.dsl.FoundingBlueprints;
import crucible.runtime.event.EventKind;
import crucible.server.arena.DigestLog;
import crucible.server.host.HostPlan;
import crucible.server.host.TournamentHost;
import crucible.server.view.AgentBooks;
import crucible.server.view.AgentRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole tournament on perpetuals, long and short, over a downtime: funding from the venue's socket and REST to the books. */
class PerpetualTournamentTest {
    private static final long BOUNDARIES = 300;
    private static final long MISSED = 200;

    @TempDir
    private Path directory;

    private static HostPlan plan(ReplayVenue venue, Path directory, int lanes) {
        final HostPlan spot = Rehearsal.plan(venue, directory, lanes);
        final List<Listing> listings = new ArrayList<>();
        Rehearsal.MARKET.symbols().forEach(symbol -> listings.add(new Listing(listings.size(), symbol.symbol())));
        return new HostPlan(
                spot.rules(),
                spot.engine(),
                spot.modes(),
                Venue.BYBIT_LINEAR
                        .settings(listings)
                        .withUrls(venue.wsUrl(), venue.restUrl())
                        .withWarmUpBars(Rehearsal.WARM_UP),
                spot.admin(),
                directory,
                spot.mode(),
                spot.beginMs(),
                spot.note());
    }

    /** The founders' moving averages the other way round: short where they are long. */
    private static Blueprint shorts() {
        final Blueprint longs = FoundingBlueprints.all(Rehearsal.rules().costs().digest()).stream()
                .filter(blueprint -> blueprint.name().equals("EMA cross"))
                .findFirst()
                .orElseThrow();
        final String text = BlueprintCodec.toJson(longs);
        assertThat(text).contains("\"long\"");
        return BlueprintCodec.parse(text.replace("\"long\"", "\"short\"").replace("EMA cross", "EMA cross, short"));
    }

    @Test
    void longsAndShortsPayAndReceiveAndAReplayComesToTheSame() throws Exception {
        final long played;
        try (ReplayVenue venue = Rehearsal.venue(VenueOptions.MAX_SPEED, Long.MAX_VALUE);
                TournamentHost host = TournamentHost.start(plan(venue, directory, 2))) {
            Rehearsal.awaitBoundary(host, 1);
            host.arena()
                    .sequencer()
                    .birth(new Birth(0, -1, shorts(), 7, 0, List.of(), Birth.Origin.OPERATOR, "ann", "short side"));
            Rehearsal.awaitBoundary(host, BOUNDARIES);
            host.stopTrading();
            played = venue.statistics().boundaries();
        }
        final List<AgentRow> rows;
        final DigestLog live;
        try (ReplayVenue venue = Rehearsal.venueAfter(played + MISSED);
                TournamentHost host = TournamentHost.start(plan(venue, directory, 1))) {
            Await.until("the feed is live", () -> host.feedStats().state() == FeedStatus.State.LIVE);
            Rehearsal.awaitCount(host, host.arena().sequencer().counters().boundaries() + BOUNDARIES);
            host.stopTrading();
            rows = host.view().current().rows();
            live = host.arena().digests();
            assertThat(host.stageFailures()).isZero();
        }
        everyFundingIsThereOnce();
        for (AgentRow row : rows) {
            final AgentBooks books = row.books();
            assertThat(books.capitalUsdE8()
                            + books.realisedUsdE8()
                            + books.unrealisedUsdE8()
                            - books.feesUsdE8()
                            - books.fundingUsdE8())
                    .as(row.identity().name())
                    .isEqualTo(books.equityUsdE8());
        }
        assertThat(rows).anyMatch(row -> row.books().fundingUsdE8() > 0);
        assertThat(rows)
                .filteredOn(row -> row.identity().name().equals("EMA cross, short"))
                .singleElement()
                .satisfies(row -> assertThat(row.books().fundingUsdE8()).isNotZero());
        assertThat(Rehearsal.replay(directory, 4).newest()).isEqualTo(live.newest());
    }

    /** Every eight hours, of every instrument, also those of the downtime. */
    private void everyFundingIsThereOnce() {
        final Map<Integer, TreeSet<Long>> times = new HashMap<>();
        for (Journal.Entry<Funding> entry : Journal.rare(directory, EventKind.FUNDING, Funding.class)) {
            final Funding funding = entry.content();
            assertThat(times.computeIfAbsent(funding.instrumentId(), id -> new TreeSet<>())
                            .add(funding.fundingTimeMs()))
                    .as("%s comes once", funding)
                    .isTrue();
        }
        assertThat(times).hasSize(Rehearsal.SYMBOLS);
        times.values().forEach(all -> {
            assertThat(all).hasSizeGreaterThan(5);
            assertThat((all.last() - all.first()) / 28_800_000L + 1).isEqualTo(all.size());
        });
    }
}
