package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.RecordingSink;
import crucible.exchange.connection.ConnectionRules;
import crucible.exchange.feed.Finality;
import crucible.exchange.feed.FrameReader;
import crucible.exchange.feed.SocketPlan;
import crucible.exchange.feed.StreamDialect;
import crucible.exchange.feed.Wanted;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.fault.FaultScript;
import crucible.model.FeedStatus;
import crucible.model.Timeframe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More symbols than a socket may carry. */
class ShardedFeedTest {
    private static final int SYMBOLS = 5;
    private static final int A_SOCKET = 2;
    private static final int HISTORY = 30;

    @TempDir
    Path folder;

    private final RecordingSink sink = new RecordingSink();

    /** A venue that allows two symbols on a socket, and remembers what was asked of it. */
    private static final class Narrow implements StreamDialect {
        private final StreamDialect wide;
        private final List<Integer> asked = Collections.synchronizedList(new ArrayList<>());

        Narrow(StreamDialect wide) {
            this.wide = wide;
        }

        @Override
        public ConnectionRules rules() {
            return wide.rules();
        }

        @Override
        public int symbolsPerSocket(int streamsPerSymbol) {
            return A_SOCKET;
        }

        @Override
        public List<SocketPlan> sockets(List<Wanted> wanted) {
            asked.add(wanted.size());
            return wide.sockets(wanted);
        }

        @Override
        public FrameReader reader() {
            return wide.reader();
        }

        @Override
        public Finality finality() {
            return wide.finality();
        }

        @Override
        public boolean streams(Timeframe timeframe) {
            return wide.streams(timeframe);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Venue.class,
            names = {"BINANCE_SPOT", "BYBIT_LINEAR", "KRAKEN"})
    void spreadsThemOverSocketsAndHandsOnEachBarOnce(Venue venue) throws IOException {
        final SampleMarket market = new SampleMarket(SYMBOLS, 150, 8);
        final VenueOptions options = VenueOptions.of(market.write(folder))
                .withSpeed(60_000)
                .withHistoryBars(HISTORY)
                .withSettleMillis(150)
                .withFaults(FaultScript.parse("one cut", List.of("at 6h cut")));
        final Narrow narrow = new Narrow(venue.streams());
        try (ReplayVenue replay = ReplayVenue.start(options);
                VenueAdapter adapter = new VenueAdapter(
                        venue.settings(market.listings(venue))
                                .withUrls(replay.wsUrl(), replay.restUrl())
                                .withWarmUpBars(HISTORY)
                                .withTrades(true),
                        sink,
                        sink,
                        new HastyTimer(),
                        1_000_000,
                        narrow)) {
            adapter.start();
            sink.awaitState(FeedStatus.State.LIVE, 1);
            // Only then: the feed is as good as its worst socket.
            assertThat(narrow.asked).hasSizeGreaterThanOrEqualTo(3);
            replay.finished().orTimeout(1, TimeUnit.MINUTES).join();
            final int left = venue.streams().finality() == Finality.CALLED ? 0 : 1;
            sink.await(s -> market.isHandedOn(s, left), "all bars");
            assertThat(narrow.asked).allMatch(symbols -> symbols <= A_SOCKET);
            assertThat(narrow.asked.subList(0, 3)).containsExactlyInAnyOrder(2, 2, 1);
            assertThat(adapter.agreements().all())
                    .hasSize(2 * SYMBOLS)
                    .allMatch(one -> one.disagreed() == 0)
                    .anyMatch(one -> one.agreed() > 0);
        }
        market.verify(sink);
    }
}
