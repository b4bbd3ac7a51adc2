package crucible.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReplayVenueTest {
    @TempDir
    Path folder;

    private static final String ALL = "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@aggTrade\",\"btcusdt@kline_5m\","
            + "\"btcusdt@kline_15m\",\"btcusdt@bookTicker\",\"ethusdt@kline_5m\",\"ethusdt@kline_15m\","
            + "\"ethusdt@bookTicker\",\"ltcusdt@kline_5m\",\"ltcusdt@kline_15m\"],\"id\":1}";

    private VenueOptions options() {
        return VenueOptions.of(SampleFiles.market(folder)).withHistoryBars(10).withSettleMillis(0);
    }

    private List<String> everything(double speed) {
        try (ReplayVenue venue = ReplayVenue.start(options().withSpeed(speed));
                WireClient client = new WireClient(venue).connect(venue, "/ws")) {
            client.send(ALL);
            assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":1}");
            venue.finished().join();
            final List<String> frames = client.drain();
            while (!isLastClose(frames)) {
                frames.add(client.next());
            }
            return frames;
        }
    }

    private static boolean isLastClose(List<String> frames) {
        if (frames.isEmpty()) {
            return false;
        }
        final JsonNode last = WireClient.json(frames.get(frames.size() - 1));
        return last.path("E").asLong() == SampleFiles.START_MS + 120 * SampleFiles.BAR_MS + 5
                && last.path("s").asString().equals("ETHUSDT")
                && last.path("k").path("i").asString().equals("15m");
    }

    @Test
    void sendsTheSameFramesInTheSameOrderAtEverySpeed() {
        final List<String> fast = everything(1_000_000);
        final List<String> unpaced = everything(VenueOptions.MAX_SPEED);
        assertThat(fast).hasSizeGreaterThan(1000).isEqualTo(unpaced);
    }
}
