package crucible.exchange.replay.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMarketTest {
    private static final String HEADER = "open_time_ms,open,high,low,close,volume";
    private static final long T0 = 1_735_689_600_000L;
    private static final long STEP = 300_000L;

    @TempDir
    Path folder;

    private void write(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }

    private static String row(long time, String rest) {
        return time + "," + rest;
    }

    private void refused(String line, String... lines) throws IOException {
        write("BTCUSDT-5m.csv", lines);
        assertThatThrownBy(() -> FileMarket.open(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BTCUSDT-5m.csv line " + line);
    }

    @Test
    void refusesImpossibleRowsNamingFileLineAndReason() throws IOException {
        final String good = row(T0, "2,3,1,2,5");
        refused("3: open time " + T0 + " appears twice", HEADER, good, good);
        refused("3: open time " + (T0 - STEP) + " comes after", HEADER, good, row(T0 - STEP, "2,3,1,2,5"));
        refused("2: open time " + (T0 + 1) + " is not a multiple", HEADER, row(T0 + 1, "2,3,1,2,5"));
        refused("3: no candle can have", HEADER, good, row(T0 + STEP, "2,3,2.5,2,5"));
        refused("2: no candle can have", HEADER, row(T0, "2,1.5,1,2,5"));
        refused("2: volume -5.0 is not", HEADER, row(T0, "2,3,1,2,-5"));
        refused("2: volume NaN is not", HEADER, row(T0, "2,3,1,2,NaN"));
        refused("2: low 0.0 is not", HEADER, row(T0, "2,3,0,2,5"));
        refused("2: high 'x' is not a number", HEADER, row(T0, "2,x,1,2,5"));
        refused("2: cannot be read further: Record 2 has 4 fields", HEADER, row(T0, "2,3,1"));
        refused("2: open time 1735689600 has 10 digits", HEADER, row(T0 / 1000, "2,3,1,2,5"));
        refused("1: the header lacks the column volume", "open_time_ms,open,high,low,close");
        refused("1: without a header there must be 12 columns", row(T0, "2,3,1,2,5"));
    }

    @Test
    void readsTheExchangesOwnDumpsInMillisecondsAndMicroseconds() throws IOException {
        final String rest = "2.0,3.0,1.0,2.5,7.5," + (T0 + STEP - 1) + ",15,3,4,8,0";
        write("BTCUSDT-5m.csv", row(T0, rest), row(T0 + STEP, rest));
        write("ETHUSDT-5m.csv", row(T0 * 1000, rest));
        final FileMarket market = FileMarket.open(folder);
        assertThat(market.bars(0)).isEqualTo(2);
        try (MarketTape tape = market.open()) {
            assertThat(tape.advance()).isTrue();
            assertThat(tape.openTimeMs()).isEqualTo(T0);
            assertThat(tape.candle(0).close()).isEqualTo(2.5);
            assertThat(tape.candle(1).volumeBase()).isEqualTo(7.5);
            assertThat(tape.advance()).isTrue();
            assertThat(tape.candle(0)).isNotNull();
            assertThat(tape.candle(1)).isNull();
            assertThat(tape.advance()).isFalse();
            assertThat(tape.advance()).isFalse();
        }
    }

    @Test
    void takesColumnsByNameAndReadsGzip() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("BTCUSDT-5m.csv.gz")))) {
            out.write(("volume,close,low,high,open,more,open_time_ms\n5,2,1,3,2,x," + T0 + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        try (MarketTape tape = FileMarket.open(folder).open()) {
            tape.advance();
            assertThat(tape.candle(0).high()).isEqualTo(3);
            assertThat(tape.candle(0).low()).isEqualTo(1);
        }
    }

    @Test
    void refusesATruncatedGzip() throws IOException {
        final Path file = folder.resolve("BTCUSDT-5m.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((HEADER + "\n" + row(T0, "2,3,1,2,5") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        final byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 12));
        assertThatThrownBy(() -> FileMarket.open(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BTCUSDT-5m.csv.gz line");
    }

    @Test
    void namesWhatToWriteWhereASymbolIsUnknownAndPlaysTheRest() throws IOException {
        write("FOOUSDT-5m.csv", HEADER, row(T0, "2,3,1,2,5"));
        write("BTCUSDT-5m.csv", HEADER, row(T0, "2,3,1,2,5"));
        write("BTCUSDT-15m.csv", HEADER, row(T0, "2,3,1,2,5"));
        final FileMarket market = FileMarket.open(folder);
        assertThat(market.symbols()).extracting(SymbolRules::symbol).containsExactly("BTCUSDT");
        assertThat(market.refused()).singleElement().asString().contains("FOOUSDT", "instruments.json", "tickSize");
        assertThat(market.notes()).singleElement().asString().contains("BTCUSDT-15m.csv is not played");
        write(
                "instruments.json",
                "[{\"symbol\":\"FOOUSDT\",\"base\":\"FOO\",\"quote\":\"USDT\",\"tickSize\":\"0.5\",\"stepSize\":1,"
                        + "\"minQty\":\"1\",\"minNotional\":\"5\"}]");
        assertThat(FileMarket.open(folder).symbols()).hasSize(2);
    }

    @Test
    void aTickOfTheUsersOwnMustFitThePrices() throws IOException {
        write("FOOUSDT-5m.csv", HEADER, row(T0, "2,3,1,2.25,5"));
        write(
                "instruments.json",
                "[{\"symbol\":\"FOOUSDT\",\"base\":\"FOO\",\"quote\":\"USDT\",\"tickSize\":\"0.5\",\"stepSize\":1,"
                        + "\"minQty\":\"1\",\"minNotional\":\"5\"}]");
        assertThatThrownBy(() -> FileMarket.open(folder))
                .hasMessageContaining("price 2.25 is not a multiple of the tick 0.5");
    }

    @Test
    void aBuiltInTickBecomesFinerWherePricesAre() throws IOException {
        write("SOLUSDT-5m.csv", HEADER, row(T0, "190.123,190.2,190,190.1,5"));
        final FileMarket market = FileMarket.open(folder.resolve("SOLUSDT-5m.csv"));
        assertThat(market.symbols().get(0).tickSize()).isEqualByComparingTo("0.001");
        assertThat(market.notes()).singleElement().asString().contains("0.001");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThatThrownBy(() -> FileMarket.open(folder)).hasMessageContaining("no playable 5m candles");
        assertThatThrownBy(() -> FileMarket.open(folder.resolve("none"))).hasMessageContaining("does not exist");
        write("BTCUSDT-5m.csv", HEADER);
        assertThatThrownBy(() -> FileMarket.open(folder)).hasMessageContaining("there are no candles");
        write("instruments.json", "{\"symbol\":1}");
        assertThatThrownBy(() -> FileMarket.open(folder)).hasMessageContaining("must be a list");
        write("instruments.json", "[{\"symbol\":\"X\"}]");
        assertThatThrownBy(() -> FileMarket.open(folder)).hasMessageContaining("lacks base");
    }
}
