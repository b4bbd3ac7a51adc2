package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.market.FileMarket;
import crucible.exchange.venue.Venue;
import crucible.model.Funding;
import crucible.model.InstrumentKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** From the replay venue into candle files, in every protocol. */
class DataDownloadTest {
    private static final long START_MS = 1_767_225_600_000L;
    private static final int BARS = 2_000;
    private static final Set<Integer> EMPTY = Set.of(40, 41, 500);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private List<String> writeMarket(Set<Integer> missing) throws IOException {
        final List<String> rows = new ArrayList<>(List.of("open_time_ms,open,high,low,close,volume"));
        double price = 100;
        for (int i = 0; i < 2 * BARS; i++) {
            // What is empty stays at the price before.
            final double close = EMPTY.contains(i) ? price : 100 + i % 7 / 100.0;
            price = close;
            final double open = EMPTY.contains(i) ? close : 100;
            final String flat = open + "," + close + "," + open + "," + close;
            if (!missing.contains(i)) {
                rows.add(START_MS + i * 300_000L + "," + flat + "," + (EMPTY.contains(i) ? "0.0" : i + 1 + ".5"));
            }
        }
        final Path market = Files.createDirectories(folder.resolve("market"));
        Files.write(market.resolve("BTCUSDT-5m.csv"), rows);
        return rows;
    }

    private ReplayVenue venue() {
        return ReplayVenue.start(
                VenueOptions.of(FileMarket.open(folder.resolve("market"))).withHistoryBars(BARS));
    }

    private int download(ReplayVenue replay, Venue venue, String... more) {
        final List<String> arguments = new ArrayList<>(List.of(
                "download",
                "--venue",
                venue.label(),
                "--instruments",
                venue.symbol("BTC", "USDT"),
                "--data-dir",
                folder.resolve("data").toString(),
                "--rest-url",
                replay.restUrl()));
        arguments.addAll(List.of(more));
        return new CommandLine(new DataCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    private Path file(Venue venue) {
        return folder.resolve("data/lake/candles/" + venue.label() + "/BTCUSDT-5m.csv");
    }

    @ParameterizedTest
    @EnumSource(
            value = Venue.class,
            names = {"BINANCE_SPOT", "BYBIT_LINEAR", "OKX_SWAP", "COINBASE"})
    void bringsWhatTheVenueHas(Venue venue) throws IOException {
        final List<String> rows = writeMarket(Set.of());
        try (ReplayVenue replay = venue()) {
            assertThat(download(replay, venue, "--from", "2026-01-01", "--to", "2026-01-05"))
                    .as(err.toString())
                    .isZero();
        }
        assertThat(doubles(Files.readAllLines(file(venue)))).isEqualTo(doubles(rows.subList(0, 4 * 288 + 1)));
        assertThat(out.toString()).contains("1152 bars, 1152 of them new, 0 gaps");
        assertThat(err.toString()).contains("[##############################] 100%, 1152 bars");
        assertThat(FileMarket.open(file(venue).getParent()).symbols()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Venue.class,
            names = {"BINANCE_USDM", "BYBIT_LINEAR", "OKX_SWAP"})
    void aPerpetualsSettledRatesComeBesideItsCandlesAndAreThoseThatAreTraded(Venue venue) throws IOException {
        writeMarket(Set.of());
        final List<String> rates = new ArrayList<>(List.of("funding_time_ms,funding_rate,mark_price"));
        for (int i = 0; i < 40; i++) {
            rates.add(START_MS + i * 28_800_000L + "," + (i % 3 == 0 ? "-0.00012345" : "0.0001") + ",100.25");
        }
        Files.write(folder.resolve("market/BTCUSDT-funding.csv"), rates);
        try (ReplayVenue replay = venue()) {
            assertThat(download(replay, venue, "--from", "2026-01-01", "--to", "2026-01-03"))
                    .as(err.toString())
                    .isZero();
            assertThat(download(replay, venue, "--from", "2026-01-01", "--to", "2026-01-05"))
                    .as(err.toString())
                    .isZero();
        }
        final Path found = file(venue).resolveSibling("BTCUSDT-funding.csv");
        assertThat(Files.readAllLines(found).stream()
                        .map(line -> line.split(",", -1)[0] + "," + line.split(",", -1)[1]))
                .containsExactlyElementsOf(
                        rates.subList(0, Files.readAllLines(found).size()).stream()
                                .map(line -> line.split(",", -1)[0] + "," + line.split(",", -1)[1])
                                .toList());
        assertThat(out.toString()).contains("BTCUSDT-funding.csv: ", " of them new, 2026-01-01T");
        final FileMarket downloaded = FileMarket.open(found.getParent());
        assertThat(downloaded.kind(0)).isEqualTo(InstrumentKind.PERPETUAL);
        assertThat(downloaded.venue(0)).isEqualTo(venue.label());
        assertThat(downloaded.fundings(0).recorded(7))
                .hasSizeGreaterThan(9)
                .contains(new Funding(
                        7,
                        START_MS + 3 * 28_800_000L,
                        -123_450_000L,
                        venue == Venue.BINANCE_USDM ? 100_250_000_000_000L : 0));
    }

    private static List<String> doubles(List<String> rows) {
        return rows.stream()
                .skip(1)
                .map(row -> {
                    final String[] cells = row.split(",", -1);
                    for (int i = 1; i < cells.length; i++) {
                        cells[i] = Double.toString(Double.parseDouble(cells[i]));
                    }
                    return String.join(",", cells);
                })
                .toList();
    }

    @Test
    void goesOnWhereItWasInterrupted() throws IOException {
        writeMarket(Set.of());
        try (ReplayVenue replay = venue()) {
            assertThat(download(replay, Venue.BINANCE_SPOT, "--from", "2026-01-01", "--to", "2026-01-05"))
                    .isZero();
            final byte[] whole = Files.readAllBytes(file(Venue.BINANCE_SPOT));
            final byte[] part = java.util.Arrays.copyOf(whole, whole.length / 2);
            Files.write(file(Venue.BINANCE_SPOT), part);
            assertThat(download(replay, Venue.BINANCE_SPOT, "--from", "2026-01-01", "--to", "2026-01-05"))
                    .isZero();
            assertThat(Files.readAllBytes(file(Venue.BINANCE_SPOT))).isEqualTo(whole);
            assertThat(download(replay, Venue.BINANCE_SPOT, "--from", "2026-01-01", "--to", "2026-01-05"))
                    .isZero();
            assertThat(out.toString()).contains("1152 bars, 0 of them new, 0 gaps");
        }
    }

    @Test
    void tellsWhatIsMissing() throws IOException {
        writeMarket(Set.of(100, 101, 102));
        try (ReplayVenue replay = venue()) {
            assertThat(download(replay, Venue.BINANCE_SPOT, "--from", "2026-01-01", "--to", "2026-01-02"))
                    .isEqualTo(1);
        }
        assertThat(out.toString())
                .contains("285 bars, 285 of them new, 1 gaps")
                .contains("the venue has nothing from 2026-01-01T08:20:00Z to 2026-01-01T08:30:00Z");
    }

    @Test
    void refusesWhatItCannotDo() throws IOException {
        writeMarket(Set.of());
        try (ReplayVenue replay = venue()) {
            assertThat(download(replay, Venue.BINANCE_SPOT, "--from", "2030-01-01"))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("--from is before --to and before now");
            assertThat(download(replay, Venue.BINANCE_SPOT, "--from", "2026-01-01", "--timeframe", "1h"))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("timeframe is one of 5m, 15m, but was 1h");
            assertThat(download(replay, Venue.BINANCE_SPOT, "--from", "2026-01-01", "--instruments", "NOUSDT"))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("the venue lists NOUSDT");
        }
    }
}
