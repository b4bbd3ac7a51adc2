package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.RecordingSink;
import crucible.exchange.connection.ThreadTimer;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.market.FileMarket;
import crucible.model.Bar;
import crucible.model.Gap;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Intervals in which nothing trades. Some venues show them, some only by REST, some not at all; here they all become
 * synthetic bars, and no gaps.
 */
class EmptyIntervalsTest {
    private static final long START_MS = 1_735_689_600_000L;
    private static final int BARS = 240;
    private static final int HISTORY = 60;
    /** Single ones, several in a row, a whole quarter of an hour, and one before a boundary of a quarter. */
    private static final Set<Integer> EMPTY = Set.of(70, 80, 81, 96, 97, 98, 110, 130, 131, 132, 133, 134, 135, 200);

    @TempDir
    Path folder;

    private final RecordingSink sink = new RecordingSink();

    private void writeMarket() throws IOException {
        final List<String> lines = new ArrayList<>(List.of("open_time_ms,open,high,low,close,volume"));
        double price = 100;
        for (int i = 0; i < BARS; i++) {
            final double open = price;
            final double close = EMPTY.contains(i) ? open : 100 + (i * 7919 % 200) / 100.0;
            lines.add((START_MS + i * 300_000L) + "," + open + "," + Math.max(open, close) + "," + Math.min(open, close)
                    + "," + close + "," + (EMPTY.contains(i) ? 0 : 5 + i));
            price = close;
        }
        Files.write(folder.resolve("BTCUSDT-5m.csv"), lines);
    }

    private List<Bar> bars(Timeframe timeframe) {
        return sink.all(Bar.class).stream()
                .filter(bar -> bar.timeframe() == timeframe)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Venue.class)
    void becomeSyntheticBarsAndNeverGaps(Venue venue) throws IOException {
        writeMarket();
        final VenueOptions options = VenueOptions.of(FileMarket.open(folder))
                .withSpeed(VenueOptions.MAX_SPEED)
                .withHistoryBars(HISTORY);
        try (ReplayVenue replay = ReplayVenue.start(options);
                VenueAdapter adapter = new VenueAdapter(
                        venue.settings(List.of(new Listing(0, venue.symbol("BTC", "USDT"))))
                                .withUrls(replay.wsUrl(), replay.restUrl())
                                .withWarmUpBars(20),
                        sink,
                        sink,
                        new ThreadTimer("feed"),
                        1_000_000)) {
            adapter.start();
            sink.await(s -> !bars(Timeframe.M5).isEmpty() && newest() >= BARS - 2, "the last bar but one");
            assertThat(adapter.stats().duplicateBars()).isZero();
            assertThat(adapter.stats().revisedBars()).isZero();
        }
        assertThat(sink.all(Gap.class)).isEmpty();
        long nextMs = bars(Timeframe.M5).get(0).openTimeMs();
        for (Bar bar : bars(Timeframe.M5)) {
            assertThat(bar.openTimeMs()).isEqualTo(nextMs);
            nextMs = bar.closeTimeMs();
            final int number = (int) ((bar.openTimeMs() - START_MS) / 300_000L);
            if (number >= HISTORY + 1) {
                assertThat(bar.provenance())
                        .as("bar " + number)
                        .isEqualTo(EMPTY.contains(number) ? Provenance.SYNTHETIC : Provenance.LIVE);
            }
            assertThat(bar.volumeBase()).isEqualTo(EMPTY.contains(number) ? 0 : 5 + number);
        }
        for (Bar bar : bars(Timeframe.M15)) {
            final int first = (int) ((bar.openTimeMs() - START_MS) / 300_000L);
            if (first > HISTORY) {
                final boolean isEmpty = EMPTY.containsAll(List.of(first, first + 1, first + 2));
                assertThat(bar.provenance())
                        .as("bar " + first)
                        .isEqualTo(isEmpty ? Provenance.SYNTHETIC : Provenance.LIVE);
            }
        }
    }

    private int newest() {
        final List<Bar> bars = bars(Timeframe.M5);
        return (int) ((bars.get(bars.size() - 1).openTimeMs() - START_MS) / 300_000L);
    }
}
