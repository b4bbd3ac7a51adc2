package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import crucible.fill.CostSettings;
import crucible.server.config.ArenaConfig;
import crucible.testkit.ReferenceData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FillsCalibrateTest {
    private static final long T0 = 1_735_689_600_000L;

    @TempDir
    Path folder;

    private final StringWriter answer = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new FillsCalibrateCommand())
                .setOut(new PrintWriter(answer))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    /** Two days of candles and quotes of one walk, with a spread of 10 bps by day and 20 in the first hour. */
    private void recordEthereum() throws IOException {
        final Random random = new Random(3);
        final StringBuilder candles = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        final StringBuilder quotes = new StringBuilder("time_ms,bid,bid_size,ask,ask_size\n");
        double mid = 3000;
        for (int bar = 0; bar < 576; bar++) {
            final double half = bar % 288 < 12 ? 3 : 1.5;
            double open = mid;
            double high = 0;
            double low = Double.MAX_VALUE;
            double close = mid;
            for (int i = 0; i < 30; i++) {
                mid += 0.4 * random.nextGaussian();
                close = mid + (random.nextBoolean() ? half : -half);
                open = i == 0 ? close : open;
                high = Math.max(high, close);
                low = Math.min(low, close);
                quotes.append(String.format(
                        Locale.ROOT, "%d,%.2f,1,%.2f,1%n", T0 + bar * 300_000L + i * 10_000L, mid - half, mid + half));
            }
            candles.append(String.format(
                    Locale.ROOT, "%d,%.2f,%.2f,%.2f,%.2f,5%n", T0 + bar * 300_000L, open, high, low, close));
        }
        Files.createDirectories(folder.resolve("candles/binance-spot"));
        Files.createDirectories(folder.resolve("quotes"));
        Files.writeString(folder.resolve("candles/binance-spot/ETHUSDT-5m.csv"), candles);
        Files.writeString(folder.resolve("quotes/binance-spot-ETHUSDT-bbo-generated.csv"), quotes);
    }

    @Test
    void comparesAndWritesReportAndFloors() throws IOException {
        recordEthereum();
        Files.writeString(folder.resolve("quotes/notes.txt"), "not quotes");
        final int code = run(
                "--quotes",
                folder.resolve("quotes").toString(),
                "--candles",
                folder.resolve("candles").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--json");
        assertThat(code).as(errors.toString()).isZero();
        assertThat(errors.toString()).contains("notes.txt is left out");
        final JsonNode document = JsonMapper.shared().readTree(answer.toString());
        final JsonNode one = document.get("instruments").get(0);
        assertThat(one.get("instrument").asString()).isEqualTo("binance-spot:ETHUSDT");
        assertThat(one.get("bars").asString()).isEqualTo("candles");
        assertThat(one.get("sameTime").asBoolean()).isTrue();
        assertThat(one.get("tickSize").asDouble()).isEqualTo(0.01);
        assertThat(one.get("byHour").get("0").get("recordedMeanBps").asDouble()).isBetween(19.5, 20.5);
        assertThat(one.get("byHour").get("7").get("recordedMeanBps").asDouble()).isBetween(9.7, 10.3);
        assertThat(one.get("modelledCostBpsPerSide").asDouble())
                .isEqualTo(one.get("total").get("modelledMeanBps").asDouble() / 2 + 1);
        final JsonNode floors = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("out/spread-floors.json")))
                .get("binance-spot:ETHUSDT");
        assertThat(floors.size()).isEqualTo(24);
        assertThat(floors.get(0).asInt()).isBetween(1950, 2100);
        assertThat(floors.get(7).asInt()).isBetween(970, 1050);
        assertThat(Files.readString(folder.resolve("out/spread-floors.txt")))
                .startsWith("binance-spot:ETHUSDT=" + floors.get(0).asInt() + ","
                        + floors.get(1).asInt() + ",");
        Files.writeString(
                folder.resolve("crucible.yaml"),
                "costs:\n  market:\n    spreadFloors: ${file:" + folder.resolve("out/spread-floors.txt") + "}\n");
        final CostSettings costs =
                ArenaConfig.load(folder.resolve("crucible.yaml")).config().costs();
        assertThat(costs.canonicalText())
                .contains("market.spreadFloor.binance-spot:ETHUSDT="
                        + floors.get(0).asInt() + ",");
        final String html = Files.readString(folder.resolve("out/calibration.html"));
        assertThat(html).contains("<svg", "binance-spot:ETHUSDT", "hour of day");
        assertThat(html).doesNotContain("NaN").doesNotContain("<script").doesNotContain("src=");
        assertThat(Files.readString(folder.resolve("out/calibration.json"))).isEqualTo(answer.toString());
    }

    @Test
    void withoutCandlesTheMiddlesOfTheQuotesAreTheBars() throws IOException {
        recordEthereum();
        assertThat(run(
                        "--quotes",
                                folder.resolve("quotes/binance-spot-ETHUSDT-bbo-generated.csv")
                                        .toString(),
                        "--out", folder.resolve("out").toString()))
                .as(errors.toString())
                .isZero();
        assertThat(answer.toString()).contains("binance-spot:ETHUSDT", " mids ", " yes ");
    }

    /** Every ten seconds somebody takes at the touch that was quoted then. */
    @Test
    void recordedTradesAreMeasuredByTheQuotesOfTheirTime() throws IOException {
        recordEthereum();
        final StringBuilder trades = new StringBuilder("time_ms,trade_id,taker_side,price,amount\n");
        final List<String> quotes = Files.readAllLines(folder.resolve("quotes/binance-spot-ETHUSDT-bbo-generated.csv"));
        for (int i = 1; i < quotes.size(); i++) {
            final String[] quote = quotes.get(i).split(",", -1);
            trades.append(Long.parseLong(quote[0]) + 200)
                    .append(i % 2 == 0 ? ",1,buy," + quote[3] : ",1,sell," + quote[1])
                    .append(",0.5\n");
        }
        Files.createDirectories(folder.resolve("trades"));
        Files.writeString(folder.resolve("trades/binance-spot-ETHUSDT-trades-generated.csv"), trades);
        Files.writeString(folder.resolve("trades/binance-spot-BTCUSDT-trades.csv"), "time_ms,price\n1,2\n");
        assertThat(run(
                        "--quotes", folder.resolve("quotes").toString(),
                        "--trades", folder.resolve("trades").toString(),
                        "--candles", folder.resolve("candles").toString(),
                        "--out", folder.resolve("out").toString()))
                .as(errors.toString())
                .isZero();
        assertThat(answer.toString())
                .contains("binance-spot:ETHUSDT", "QUOTED", "binance-spot-BTCUSDT-trades.csv is left out")
                .contains("12 or 13 digits");
        final JsonNode one = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("out/calibration.json")))
                .get("trades")
                .get(0);
        assertThat(one.get("method").asString()).isEqualTo("QUOTED");
        assertThat(one.get("byHour").get("0").get("recordedMeanBps").asDouble()).isBetween(19.5, 20.5);
        assertThat(one.get("byHour").get("7").get("recordedMeanBps").asDouble()).isBetween(9.7, 10.3);
        assertThat(Files.readString(folder.resolve("out/calibration.html")))
                .contains("What recorded trades paid", "binance-spot:ETHUSDT, trades")
                .doesNotContain("NaN");

        answer.getBuffer().setLength(0);
        assertThat(run(
                        "--trades",
                        folder.resolve("trades").toString(),
                        "--out",
                        folder.resolve("out").toString(),
                        "--json"))
                .as(errors.toString())
                .isEqualTo(2);
        assertThat(errors.toString()).contains("too few trades", "nothing to compare");
        assertThat(run("--out", folder.resolve("out").toString())).isEqualTo(2);
        assertThat(errors.toString()).contains("--quotes, --trades or both");
    }

    @Test
    void theModelIsNotKinderThanRecordedTrades() throws IOException {
        final Optional<Path> market = ReferenceData.find("market/ohlcv/kraken-spot");
        assumeThat(market).as("recorded trades in ../shared/market").isPresent();
        assertThat(run(
                        "--trades",
                        market.get().toString(),
                        "--candles",
                        market.get().toString(),
                        "--out",
                        folder.resolve("out").toString(),
                        "--json"))
                .as(errors.toString())
                .isZero();
        final JsonNode one =
                JsonMapper.shared().readTree(answer.toString()).get("trades").get(0);
        assertThat(one.get("instrument").asString()).isEqualTo("kraken-spot:BTCUSDT");
        assertThat(one.get("method").asString()).isEqualTo("SIDES");
        assertThat(Files.readString(folder.resolve("out/calibration.html"))).doesNotContain("height=\"-");
        assertThat(one.get("trades").asInt()).isGreaterThan(20_000);
        assertThat(one.get("sameTime").asBoolean()).isTrue();
        assertThat(one.get("total").get("biasBps").asDouble()).isPositive();
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThat(run("--quotes", folder.resolve("none").toString(), "--out", folder.toString()))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("does not exist");
        Files.writeString(folder.resolve("binance-spot-ETHUSDT-bad.csv"), "time_ms,bid\n1,2\n");
        assertThat(run(
                        "--quotes",
                        folder.toString(),
                        "--out",
                        folder.resolve("out").toString()))
                .isEqualTo(2);
        assertThat(answer.toString()).contains("the header has the columns");
        assertThat(errors.toString()).contains("nothing to compare");
    }

    @Test
    void theModelIsNotKinderThanRecordedMarkets() throws IOException {
        final Optional<Path> market = ReferenceData.find("market/quotes");
        assumeThat(market).as("recorded quotes in ../shared/market").isPresent();
        final int code = run(
                "--quotes", market.get().toString(),
                "--candles", market.get().resolveSibling("ohlcv").toString(),
                "--out", folder.resolve("out").toString());
        assertThat(code).as(errors.toString()).isZero();
        final JsonNode instruments = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("out/calibration.json")))
                .get("instruments");
        int compared = 0;
        for (JsonNode one : instruments) {
            final String name = one.get("instrument").asString();
            if (name.startsWith("binance") || name.startsWith("bybit")) {
                compared++;
                assertThat(one.get("modelledCostBpsPerSide").asDouble())
                        .as(name)
                        .isGreaterThan(one.get("recordedCostBpsPerSide").asDouble());
            }
        }
        assertThat(compared).isGreaterThan(3);
    }
}
