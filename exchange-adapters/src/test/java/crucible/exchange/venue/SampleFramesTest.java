package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.FrameRefused;
import crucible.exchange.SharedFiles;
import crucible.exchange.feed.Frame;
import crucible.exchange.feed.Frame.Kind;
import crucible.exchange.feed.FrameReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each sample frame of a venue is read as the event that it is, or is refused for a reason that is named here. */
class SampleFramesTest {
    /** What was read from a venue's samples. */
    private static final class Reading {
        private final Map<String, Integer> byKind = new TreeMap<>();
        private final Map<String, Integer> refused = new TreeMap<>();
        private final List<String> details = new ArrayList<>();
        private int frames;

        private void refuse(FrameRefused e, String where) {
            refused.merge(e.reason(), 1, Integer::sum);
            details.add(where + ": " + e.reason() + ": " + e.getMessage());
        }

        private void count(String what, int number) {
            if (number > 0) {
                byKind.merge(what, number, Integer::sum);
            }
        }
    }

    private static Reading read(Venue venue, String prefix) throws IOException {
        final Reading reading = new Reading();
        final FrameReader reader = venue.streams().reader();
        final Frame frame = new Frame();
        try (Stream<Path> files = Files.list(SharedFiles.find("protocols/frames"))) {
            for (Path file :
                    files.filter(path -> isStream(path, prefix)).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    final JsonNode sample = JsonMapper.shared().readTree(line);
                    final String raw = sample.path("raw").asString();
                    if (isFromClient(sample, raw)) {
                        continue;
                    }
                    reading.frames++;
                    frame.clear();
                    try {
                        reader.read(raw, frame);
                        frame.refused().forEach(e -> reading.refuse(e, raw));
                        reading.count("candles", frame.candles());
                        reading.count("quotes", frame.quotes());
                        reading.count("trades", frame.trades());
                        reading.count("marks", frame.marks());
                        reading.count(
                                frame.kind() == Kind.DATA ? "" : frame.kind().name(), 1);
                    } catch (FrameRefused e) {
                        reading.refuse(e, raw);
                    }
                }
            }
        }
        reading.byKind.remove("");
        System.out.println(venue.label() + ": " + reading.frames + " sample frames: " + reading.byKind + ", refused "
                + reading.refused);
        return reading;
    }

    private static boolean isStream(Path file, String prefix) {
        final String name = String.valueOf(file.getFileName());
        return name.startsWith(prefix) && name.endsWith(".jsonl") && !name.contains("-rest");
    }

    private static boolean isFromClient(JsonNode sample, String raw) {
        return sample.path("note").asString("").contains("client")
                || raw.contains("\"method\"")
                        && !raw.contains("\"success\"")
                        && !raw.contains("\"error\"")
                        && !raw.contains("\"arg\"")
                || raw.startsWith("{\"op\":\"subscribe\",\"args\"")
                || raw.startsWith("{\"op\":\"unsubscribe\",\"args\"");
    }

    @Test
    void binanceSpot() throws IOException {
        final Reading reading = read(Venue.BINANCE_SPOT, "binance-spot-");
        assertThat(reading.byKind.keySet())
                .contains("candles", "quotes", "trades", "ACKNOWLEDGEMENT", "REFUSAL", "SHUTDOWN");
        // One example of the documentation has an open below its low.
        assertThat(reading.refused).as(reading.details::toString).isEqualTo(Map.of("bad-ohlc", 1));
    }

    @Test
    void binanceUsdm() throws IOException {
        final Reading reading = read(Venue.BINANCE_USDM, "binance-usdm-");
        assertThat(reading.byKind.keySet()).contains("candles", "quotes", "trades", "OTHER");
        assertThat(reading.byKind.get("marks")).isGreaterThanOrEqualTo(3);
        // Examples of the documentation with invented times, and one with an open below its low.
        assertThat(reading.refused).as(reading.details::toString).isEqualTo(Map.of("bad-time", 3, "bad-ohlc", 1));
    }

    @Test
    void bybit() throws IOException {
        for (Venue venue : List.of(Venue.BYBIT_SPOT, Venue.BYBIT_LINEAR)) {
            final Reading reading = read(venue, "bybit-");
            assertThat(reading.byKind)
                    .containsEntry("candles", 3)
                    .containsEntry("trades", 2)
                    .hasEntrySatisfying("marks", marks -> assertThat(marks).isPositive())
                    .containsEntry("ACKNOWLEDGEMENT", 3)
                    .containsEntry("REFUSAL", 1)
                    .containsEntry("ALIVE", 4);
            // Two candles of an excerpt without their prices.
            assertThat(reading.refused).as(reading.details::toString).isEqualTo(Map.of("missing-field", 2));
        }
    }

    @Test
    void okx() throws IOException {
        final Reading reading = read(Venue.OKX_SWAP, "okx-");
        assertThat(reading.byKind.keySet())
                .contains("candles", "quotes", "trades", "ACKNOWLEDGEMENT", "REFUSAL", "SHUTDOWN", "OTHER");
        assertThat(reading.byKind.get("marks")).isEqualTo(2);
        assertThat(reading.byKind.get("trades")).isEqualTo(10);
        // Candles of the venue's past with seven columns, and predicted rates without a time.
        assertThat(reading.refused).as(reading.details::toString).containsOnlyKeys("missing-field");
    }

    @Test
    void kraken() throws IOException {
        final Reading reading = read(Venue.KRAKEN, "kraken-");
        // Documents of the venue's futures, which have another protocol.
        assertThat(reading.byKind.keySet())
                .contains("candles", "quotes", "trades", "ACKNOWLEDGEMENT", "REFUSAL", "ALIVE", "OTHER");
        assertThat(reading.refused).as(reading.details::toString).isEqualTo(Map.of("missing-field", 5));
    }

    @Test
    void coinbase() throws IOException {
        final Reading reading = read(Venue.COINBASE, "coinbase-");
        assertThat(reading.byKind.keySet())
                .contains("candles", "quotes", "trades", "ACKNOWLEDGEMENT", "ALIVE", "OTHER");
        // An example of the documentation with invented times.
        assertThat(reading.refused).as(reading.details::toString).isEqualTo(Map.of("bad-time", 1));
    }
}
