package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.market.FileMarket;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.server.host.TournamentHost;
import crucible.server.view.AgentRow;
import crucible.testkit.ReferenceData;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tournament on recorded candles. */
class RecordedCandlesTest {
    private static final int BOUNDARIES = 1_500;
    private static final int WARM_UP = 500;
    private static final int HISTORY = 600;

    @TempDir
    private Path directory;

    @Test
    void everyBarOfTheFilesIsOnTheRingOnceAndTenAgentsTrade() throws Exception {
        final Optional<Path> files = ReferenceData.find("market/ohlcv/binance-spot");
        assumeTrue(files.isPresent(), "skipped: there are no recorded candles beside this checkout");
        final FileMarket market = FileMarket.open(files.get());
        final List<AgentRow> agents;
        try (ReplayVenue venue = Rehearsal.venue(market, VenueOptions.MAX_SPEED, BOUNDARIES);
                TournamentHost host =
                        TournamentHost.start(Rehearsal.plan(market, venue.wsUrl(), venue.restUrl(), directory, 2))) {
            Rehearsal.awaitBoundary(host, BOUNDARIES);
            host.stopTrading();
            agents = host.view().current().rows();
            assertThat(host.arena().sequencer().counters().missingBars()).isZero();
            assertThat(host.arena().sequencer().counters().duplicateBars()).isZero();
        }
        assertThat(agents).filteredOn(agent -> agent.trades().trades() > 0).hasSizeGreaterThanOrEqualTo(10);
        final List<Bar> all = Journal.bars(directory);
        for (int symbol = 0; symbol < market.symbols().size(); symbol++) {
            // A symbol that is listed later than the venue's present cannot be traded when the feed asks.
            if (market.firstOpenTimeMs(symbol) == market.firstOpenTimeMs(0)) {
                compare(all, market, symbol, Timeframe.M5, HISTORY - WARM_UP, HISTORY + BOUNDARIES);
                compare(all, market, symbol, Timeframe.M15, 0, (HISTORY + BOUNDARIES) / 3);
            }
        }
    }

    private static void compare(List<Bar> all, FileMarket market, int symbol, Timeframe timeframe, int from, int to) {
        assertThat(all.stream()
                        .filter(bar -> bar.instrumentId() == symbol && bar.timeframe() == timeframe)
                        .map(bar -> bar.withProvenance(Provenance.LIVE)))
                .as("%s bars of %s", timeframe, market.symbols().get(symbol).symbol())
                .usingElementComparator((a, b) -> same(a, b) ? 0 : 1)
                .containsExactlyElementsOf(PlayedTape.bars(market, symbol, timeframe, from, to));
    }

    /** Prices to the bit; the volume of a 15m bar to the venue's lot, in which it adds up. */
    private static boolean same(Bar one, Bar other) {
        return one.openTimeMs() == other.openTimeMs()
                && one.open() == other.open()
                && one.high() == other.high()
                && one.low() == other.low()
                && one.close() == other.close()
                && Math.abs(one.volumeBase() - other.volumeBase()) <= 1e-9 * other.volumeBase();
    }
}
