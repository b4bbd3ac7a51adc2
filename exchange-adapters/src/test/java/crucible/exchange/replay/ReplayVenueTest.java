package crucible.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.market.FileMarket;
import crucible.exchange.replay.market.GeneratedMarket;
import crucible.exchange.replay.market.MarketSource;
import crucible.exchange.replay.market.PlantedEdge;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
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

    @Test
    void saysFormingBarsAgainWhileTheMarketIsSlow() {
        try (ReplayVenue venue = ReplayVenue.start(options().withSpeed(1));
                WireClient client = new WireClient(venue).connect(venue, "/ws")) {
            client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@kline_5m\",\"btcusdt@bookTicker\"],\"id\":1}");
            assertThat(client.next()).isEqualTo("{\"result\":null,\"id\":1}");
            final String moved = client.next();
            assertThat(moved).contains("\"x\":false");
            assertThat(client.next()).contains("\"A\":");
            assertThat(client.next()).as("a minute before the next movement").isEqualTo(moved);
        }
    }

    @Test
    void sendsEveryCandleOfTheFilesOnceAndBitForBit() {
        final List<String> frames = everything(VenueOptions.MAX_SPEED);
        final List<String> expected = new ArrayList<>();
        expected.addAll(rows(
                "BTCUSDT",
                SampleFiles.rows(SampleFiles.START_MS, 120, 95_000, 1).subList(12, 120)));
        expected.addAll(rows(
                "ETHUSDT", SampleFiles.rows(SampleFiles.START_MS, 120, 3_400, 2).subList(12, 120)));
        expected.addAll(rows("LTCUSDT", SampleFiles.rows(SampleFiles.START_MS + 50 * SampleFiles.BAR_MS, 30, 100, 3)));
        assertThat(finals(frames, "5m")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(finals(frames, "15m").stream().filter(row -> row.startsWith("LTCUSDT")))
                .hasSize(10);
    }

    @Test
    void aBarsLastWordComesBeforeItsSuccessorAndCandlesOfFiveMinutesBeforeThoseOfFifteen() {
        long previousMs = 0;
        String previousInterval = "";
        for (String frame : everything(VenueOptions.MAX_SPEED)) {
            final JsonNode event = WireClient.json(frame);
            if (!event.has("E")) {
                continue;
            }
            final long timeMs = event.path("E").asLong();
            assertThat(timeMs).isGreaterThanOrEqualTo(previousMs);
            final JsonNode bar = event.path("k");
            if (bar.path("x").asBoolean(false)) {
                assertThat(timeMs).isEqualTo(bar.path("T").asLong() + 6);
                if (timeMs == previousMs && bar.path("i").asString().equals("5m")) {
                    assertThat(previousInterval).isEqualTo("5m");
                }
                previousInterval = bar.path("i").asString();
            } else if (!bar.isMissingNode()) {
                assertThat(timeMs).isLessThanOrEqualTo(bar.path("T").asLong());
            }
            previousMs = timeMs;
        }
    }

    /** Candle rows as {@code SYMBOL time o h l c v}, numbers by their shortest text. */
    private static List<String> rows(String symbol, List<String> csv) {
        final List<String> rows = new ArrayList<>();
        for (String line : csv) {
            final String[] fields = line.split(",");
            final StringBuilder row = new StringBuilder(symbol + " " + fields[0]);
            for (int i = 1; i <= 5; i++) {
                row.append(' ').append(Double.parseDouble(fields[i]));
            }
            rows.add(row.toString());
        }
        return rows;
    }

    private static List<String> finals(List<String> frames, String interval) {
        final List<String> rows = new ArrayList<>();
        for (String frame : frames) {
            final JsonNode bar = WireClient.json(frame).path("k");
            if (bar.path("x").asBoolean(false) && bar.path("i").asString().equals(interval)) {
                rows.add(row(bar));
            }
        }
        return rows;
    }

    private static String row(JsonNode bar) {
        final StringBuilder row =
                new StringBuilder(bar.path("s").asString() + " " + bar.path("t").asLong());
        for (String key : List.of("o", "h", "l", "c", "v")) {
            row.append(' ').append(Double.parseDouble(bar.path(key).asString()));
        }
        return row.toString();
    }

    @Test
    void goesQuietAfterTheBoundariesAskedForAndKeepsConnectionsOpen() {
        try (ReplayVenue venue =
                        ReplayVenue.start(options().withMaxBoundaries(7).withSpeed(VenueOptions.MAX_SPEED));
                WireClient client = new WireClient(venue).connect(venue, "/ws/btcusdt@kline_5m")) {
            venue.finished().join();
            assertThat(venue.statistics().boundaries()).isEqualTo(7);
            assertThat(venue.statistics().playedBars())
                    .containsEntry("BTCUSDT", 7L)
                    .containsEntry("LTCUSDT", 0L);
            assertThat(venue.statistics().historyBars()).containsEntry("BTCUSDT", 12L);
            client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
            String frame = client.next();
            int frames = 0;
            while (frame.contains("kline\",\"E\"")) {
                frames++;
                frame = client.next();
            }
            assertThat(frame).isEqualTo("{\"result\":[\"btcusdt@kline_5m\"],\"id\":3}");
            assertThat(frames).isEqualTo(7 * 6);
        }
    }

    @Test
    void aReaderThatComesLateHoldsTheMarketAndMissesNothing() throws IOException {
        final long boundaries = 9_000;
        final MarketSource market = new GeneratedMarket(1, 5, PlantedEdge.planted());
        try (ReplayVenue venue = ReplayVenue.start(VenueOptions.of(market)
                        .withSettleMillis(0)
                        .withSpeed(VenueOptions.MAX_SPEED)
                        .withMaxBoundaries(boundaries));
                Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", venue.port()));
            final String path = "/ws/btcusdt@kline_5m/btcusdt@kline_15m/btcusdt@aggTrade/btcusdt@bookTicker"
                    + "/btcusdt@trade/btcusdt@ticker/btcusdt@miniTicker";
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            while (venue.marketTimeMs() == market.firstOpenTimeMs(0) + 600 * SampleFiles.BAR_MS) {
                Thread.onSpinWait();
            }
            final DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            skipHeaders(in);
            assertThat(venue.finished()).isNotDone();
            long closedFives = 0;
            long lastOpenMs = 0;
            while (closedFives < boundaries) {
                final String frame = frame(in);
                if (frame.contains("\"x\":true") && frame.contains("\"i\":\"5m\"")) {
                    final long openMs =
                            WireClient.json(frame).path("k").path("t").asLong();
                    assertThat(lastOpenMs == 0 || openMs == lastOpenMs + SampleFiles.BAR_MS)
                            .isTrue();
                    lastOpenMs = openMs;
                    closedFives++;
                }
            }
            venue.finished().join();
        }
    }

    private static void skipHeaders(DataInputStream in) throws IOException {
        int ends = 0;
        while (ends < 4) {
            final int c = in.readUnsignedByte();
            ends = c == '\r' || c == '\n' ? ends + 1 : 0;
        }
    }

    private static String frame(DataInputStream in) throws IOException {
        in.readUnsignedByte();
        final int first = in.readUnsignedByte();
        final byte[] payload = new byte[first == 126 ? in.readUnsignedShort() : first];
        in.readFully(payload);
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Test
    void playsRecordedCandlesOfAnExchangeBitForBit() throws IOException {
        final Path data = SharedData.find("market/ohlcv/binance-spot");
        final List<String> symbols = List.of("BTCUSDT", "DOGEUSDT");
        final List<String> expected = new ArrayList<>();
        for (String symbol : symbols) {
            final List<String> lines = new ArrayList<>();
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(data.resolve(symbol + "-5m.csv.gz"))),
                    StandardCharsets.UTF_8))) {
                reader.lines().limit(1 + 600 + 2_000).forEach(lines::add);
            }
            final Path file = folder.resolve(symbol + "-5m.csv");
            Files.write(file, lines);
            expected.addAll(rows(symbol, lines.subList(601, lines.size())));
        }
        try (ReplayVenue venue = ReplayVenue.start(VenueOptions.of(FileMarket.open(folder))
                        .withSettleMillis(0)
                        .withSpeed(VenueOptions.MAX_SPEED));
                WireClient client = new WireClient(venue).connect(venue, "/ws/btcusdt@kline_5m/dogeusdt@kline_5m")) {
            final List<String> rows = new ArrayList<>();
            while (rows.size() < expected.size()) {
                final JsonNode bar = client.nextJson().path("k");
                if (bar.path("x").asBoolean()) {
                    rows.add(row(bar));
                }
            }
            assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
            venue.finished().join();
        }
    }
}
