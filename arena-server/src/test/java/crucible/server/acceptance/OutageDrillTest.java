package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.feed.FeedSettings;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.fault.FaultScript;
import crucible.model.FeedStatus.State;
import crucible.model.Provenance;
import crucible.runtime.event.EventKind;
import crucible.server.host.HostPlan;
import crucible.server.host.TournamentHost;
import crucible.server.security.Role;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drill of {@code ops/faults/dead-minute.txt} in seconds: a venue falls silent, refuses everybody, and comes back. */
class OutageDrillTest {
    private static final long STALE_AFTER_MS = 1_000;

    @TempDir
    private Path directory;

    private static FeedSettings impatient(FeedSettings feed) {
        return new FeedSettings(
                feed.venue(),
                feed.wsUrl(),
                feed.restUrl(),
                feed.listings().subList(0, 2),
                feed.timeframes(),
                feed.quotes(),
                feed.warmUpBars(),
                feed.quoteIntervalMs(),
                feed.latencyMs(),
                STALE_AFTER_MS);
    }

    private HostPlan plan(ReplayVenue venue) {
        final HostPlan usual = Rehearsal.plan(venue, directory, 1);
        return new HostPlan(
                usual.rules(),
                usual.engine(),
                impatient(usual.feed()),
                usual.admin(),
                usual.dataDirectory(),
                usual.mode(),
                usual.beginMs(),
                usual.note());
    }

    @Test
    void aSilentVenueIsShownAsStaleUntilItIsBackAndWhatItPlayedMeanwhileIsRepairedByItself() throws Exception {
        final FaultScript outage = FaultScript.parse("the drill", List.of("real at 1s outage for 3s"));
        final Set<State> shown = EnumSet.noneOf(State.class);
        try (ReplayVenue venue = ReplayVenue.start(VenueOptions.of(Rehearsal.MARKET)
                        .withHistoryBars(Rehearsal.HISTORY)
                        .withSpeed(2_000)
                        .withFaults(outage));
                TournamentHost host = TournamentHost.start(plan(venue))) {
            final Caller viewer = new Caller(host.url(), host.createToken(Role.VIEWER));
            Await.until("the venue is stale", () -> stateOf(host) == State.STALE);
            assertThat(viewer.get("/api/v1/venues").body()).contains("no data for " + STALE_AFTER_MS + " ms");
            assertThat(viewer.get("/api/v1/arena")
                            .json()
                            .path("modes")
                            .path(0)
                            .path("mode")
                            .asString())
                    .isEqualTo("feed-stale");
            Await.until("the venue is back", () -> {
                shown.add(stateOf(host));
                return stateOf(host) == State.LIVE;
            });
            assertThat(shown).containsOnly(State.STALE, State.LIVE);
            Await.until(
                    "what was missed is repaired",
                    () -> host.view().current().totals().repairedBars() > 0);
            assertThat(viewer.get("/api/v1/arena").json().path("modes")).isEmpty();
            host.stopTrading();
            assertThat(host.stageFailures()).isZero();
        }
        assertThat(Journal.bars(directory)).anyMatch(bar -> bar.provenance() == Provenance.REPAIRED);
        assertThat(Journal.rare(directory, EventKind.GAP, Object.class)).isEmpty();
        Journal.everyBarIsThereOnceOrAGap(directory, 2);
    }

    private static State stateOf(TournamentHost host) {
        return host.view().current().venues().isEmpty()
                ? State.CONNECTING
                : host.view().current().venues().get(0).state();
    }
}
