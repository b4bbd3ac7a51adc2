package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.runtime.event.EventKind;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.ring.Roster;
import crucible.server.arena.DigestLog;
import crucible.server.host.TournamentHost;
import crucible.server.view.AgentBooks;
import crucible.server.view.ArenaSnapshot;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One tournament on a generated market, as fast as it goes, looked at from outside, from its journal, and replayed. */
class WholeTournamentTest {
    private static final int BOUNDARIES = 1_500;

    @TempDir
    private static Path directory;

    private static ArenaSnapshot end;
    private static DigestLog live;
    private static long missing;
    private static long duplicates;
    private static long stageFailures;
    private static long framesRejected;

    @BeforeAll
    static void playATournament() throws Exception {
        try (ReplayVenue venue = Rehearsal.venue(VenueOptions.MAX_SPEED, BOUNDARIES);
                TournamentHost host = TournamentHost.start(Rehearsal.plan(venue, directory, 2))) {
            Rehearsal.awaitBoundary(host, BOUNDARIES);
            host.stopTrading();
            end = host.view().current();
            live = host.arena().digests();
            missing = host.arena().sequencer().counters().missingBars();
            duplicates = host.arena().sequencer().counters().duplicateBars();
            stageFailures = host.stageFailures();
            framesRejected = host.feedStats().rejected();
        }
    }

    @ParameterizedTest
    @EnumSource(Timeframe.class)
    void everyBarThatWasPlayedIsOnTheRingOnceWithItsValues(Timeframe timeframe) {
        final boolean five = timeframe == Timeframe.M5;
        final int first = five ? Rehearsal.HISTORY - Rehearsal.WARM_UP : 0;
        final int firstLive = five ? Rehearsal.HISTORY : Rehearsal.HISTORY / 3;
        final int last = firstLive + (five ? BOUNDARIES : BOUNDARIES / 3);
        final List<Bar> all = Journal.bars(directory);
        for (int symbol = 0; symbol < Rehearsal.SYMBOLS; symbol++) {
            final int id = symbol;
            final List<Bar> bars = all.stream()
                    .filter(bar -> bar.instrumentId() == id && bar.timeframe() == timeframe)
                    .toList();
            final List<Bar> played = PlayedTape.bars(Rehearsal.MARKET, symbol, timeframe, first, last);
            assertThat(bars.stream().map(bar -> bar.withProvenance(Provenance.LIVE)))
                    .as(
                            "%s bars of %s",
                            timeframe, Rehearsal.MARKET.symbols().get(symbol).symbol())
                    .containsExactlyElementsOf(played);
            assertThat(bars.subList(0, firstLive - first)).allMatch(bar -> bar.provenance() == Provenance.OFFLINE);
            assertThat(bars.subList(firstLive - first, bars.size()))
                    .allMatch(bar -> bar.provenance() == Provenance.LIVE);
        }
    }

    @Test
    void nothingIsMissingTwiceRefusedOrBroken() {
        assertThat(missing).isZero();
        assertThat(duplicates).isZero();
        assertThat(stageFailures).isZero();
        assertThat(framesRejected).isZero();
        assertThat(end.totals().gapBars()).isZero();
        assertThat(end.totals().bars()).isEqualTo(Rehearsal.bars(BOUNDARIES));
        final Map<EventKind, Integer> kinds = new EnumMap<>(EventKind.class);
        Journal.read(directory, event -> kinds.merge(event.kind(), 1, Integer::sum));
        assertThat(kinds).doesNotContainKeys(EventKind.GAP, EventKind.QUARANTINE, EventKind.TICK);
        assertThat(kinds.get(EventKind.GENESIS)).isOne();
        assertThat(kinds.get(EventKind.INSTRUMENT)).isEqualTo(Rehearsal.SYMBOLS);
    }

    @Test
    void agentsTradeDieAndAreReplaced() {
        assertThat(end.rows()).filteredOn(row -> row.trades().trades() > 0).hasSizeGreaterThanOrEqualTo(10);
        assertThat(end.totals().fills()).isGreaterThan(200);
        assertThat(end.totals().deaths()).isPositive();
        assertThat(end.totals().births())
                .isEqualTo(10 + end.totals().deaths() + end.totals().promotions());
    }

    @Test
    void everyBookThatIsShownAddsUpToTheLastUnit() {
        assertThat(end.rows())
                .hasSameSizeAs(Journal.rare(directory, EventKind.BIRTH, Object.class))
                .allSatisfy(row -> {
                    final AgentBooks books = row.books();
                    assertThat(books.capitalUsdE8()
                                    + books.realisedUsdE8()
                                    + books.unrealisedUsdE8()
                                    - books.feesUsdE8()
                                    - books.fundingUsdE8())
                            .as("agent %d", row.id())
                            .isEqualTo(books.equityUsdE8());
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theJournalReplaysToTheSameDigestsAndBooks(int lanes) {
        final DigestLog replayed = Rehearsal.replay(directory, lanes);
        assertThat(live.entries()).hasSizeGreaterThan(100);
        assertThat(replayed.entries()).isEqualTo(live.entries());
        final Roster roster = replayed.roster();
        assertThat(roster.agents()).isEqualTo(end.rows().size());
        for (int id = 0; id < roster.agents(); id++) {
            final AgentRow row = roster.row(id);
            assertThat(row.bookErrorUsdE8()).as("books of agent %d", id).isZero();
            assertThat(row.equityUsdE8()).isEqualTo(end.rows().get(id).books().equityUsdE8());
        }
    }
}
