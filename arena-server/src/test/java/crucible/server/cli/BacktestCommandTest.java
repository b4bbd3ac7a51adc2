package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.fill.CostSettings;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.runtime.dsl.FoundingBlueprints;
import crucible.server.config.ArenaConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BacktestCommandTest {
    private static final int BARS = 3000;
    private static final long START_MS = 1_735_689_600_000L;

    @TempDir
    private Path folder;

    private final StringWriter answer = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void candlesAndBlueprint() throws IOException {
        final Random random = new Random(4);
        final StringBuilder csv = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        double price = 3000;
        for (int i = 0; i < BARS; i++) {
            final double close = price * (1 + 0.002 * random.nextGaussian());
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%.2f,%.2f,%.2f,%.2f,%.3f%n",
                    START_MS + i * 300_000L,
                    price,
                    Math.max(price, close) + 1,
                    Math.min(price, close) - 1,
                    close,
                    10 + 5 * random.nextDouble()));
            price = close;
        }
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/ETHUSDT-5m.csv"), csv);
        write("five.json", 1, CostSettings.DEFAULT);
        write("fifteen.json", 8, CostSettings.DEFAULT);
        write("cheap.json", 1, new CostSettings(0, 0, 0, 250, 600_000));
    }

    private void write(String name, int founder, CostSettings costs) throws IOException {
        Files.writeString(
                folder.resolve(name),
                BlueprintCodec.toJson(FoundingBlueprints.all(costs.digest()).get(founder)));
    }

    private int run(String blueprint, String... more) {
        final String[] arguments = {
            "--blueprint", folder.resolve(blueprint).toString(),
            "--data", folder.resolve("data").toString(),
            "--out", folder.resolve("out").toString()
        };
        final String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return new CommandLine(new BacktestCommand())
                .setOut(new PrintWriter(answer))
                .setErr(new PrintWriter(errors))
                .execute(all);
    }

    @Test
    void writesLedgerEquityPlotAndMetrics() throws IOException {
        assertThat(run("five.json", "--json")).as(errors.toString()).isZero();

        final JsonNode metrics = JsonMapper.shared().readTree(answer.toString());
        assertThat(metrics.get("trades").asLong()).isGreaterThan(10);
        assertThat(metrics.get("costDigest").asString()).isEqualTo(CostSettings.DEFAULT.digest());
        assertThat(metrics.get("psr").isNumber()).isTrue();
        assertThat(JsonMapper.shared().readTree(Files.readString(folder.resolve("out/metrics.json"))))
                .isEqualTo(metrics);
        assertThat(Files.readAllLines(folder.resolve("out/equity.csv"))).hasSize(1 + 1 + BARS - 500);
        assertThat(Files.readAllLines(folder.resolve("out/ledger.csv")))
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(18));
        assertThat(Files.readString(folder.resolve("out/equity.svg")))
                .startsWith("<svg")
                .endsWith("</svg>\n");
    }

    @Test
    void playsFifteenMinuteBlueprintsOnBarsMadeOfFives() {
        assertThat(run("fifteen.json")).as(errors.toString()).isZero();
        assertThat(answer.toString())
                .contains("Squeeze breakout from ", "Trades: ", "PSR: ", "bars since the first order");
    }

    @Test
    void aPerpetualPaysWhatIsRecordedBesideItsCandlesAndSaysWhatIsNot() throws IOException {
        assertThat(run("five.json", "--json")).as(errors.toString()).isZero();
        final JsonNode spot = JsonMapper.shared().readTree(answer.toString());
        assertThat(spot.get("funding")).isEmpty();
        assertThat(spot.get("fundingUsd").asString()).isEqualTo("0");

        Files.writeString(
                folder.resolve("data/instruments.json"),
                "[{\"symbol\":\"ETHUSDT\",\"kind\":\"PERPETUAL\",\"base\":\"ETH\",\"quote\":\"USDT\",\"tickSize\":\"0.01\","
                        + "\"stepSize\":\"0.0001\",\"minQty\":\"0.0001\",\"minNotional\":\"5\"}]");
        answer.getBuffer().setLength(0);
        assertThat(run("five.json")).as(errors.toString()).isZero();
        assertThat(answer.toString())
                .contains(
                        "Funding:   $0.0000 paid",
                        "ETHUSDT is a perpetual and no ETHUSDT-funding.csv lies beside its candles")
                .contains("NO FUNDING WAS BOOKED");

        final StringBuilder rates = new StringBuilder("funding_time_ms,funding_rate,mark_price\n");
        for (int i = 0; i < 31; i++) {
            rates.append(START_MS + i * 28_800_000L).append(i % 2 == 0 ? ",0.0005,\n" : ",0.0005,3000.5\n");
        }
        Files.writeString(folder.resolve("data/ETHUSDT-funding.csv"), rates);
        answer.getBuffer().setLength(0);
        assertThat(run("five.json", "--json")).as(errors.toString()).isZero();
        final JsonNode funded = JsonMapper.shared().readTree(answer.toString());
        assertThat(funded.get("funding")).singleElement().satisfies(perpetual -> {
            assertThat(perpetual.get("instrument").asString()).isEqualTo("ETHUSDT");
            assertThat(perpetual.get("recorded").asBoolean()).isTrue();
            assertThat(perpetual.get("fundings").asInt()).isEqualTo(25);
        });
        // A long only founder pays at a positive rate, and nothing else has changed but what that leaves to trade with.
        assertThat(new java.math.BigDecimal(funded.get("fundingUsd").asString()))
                .isPositive();
    }

    @Test
    void theFeesAreThoseOfTheVenueThatTheCandlesAreOf() throws IOException {
        Files.writeString(
                folder.resolve("crucible.yaml"),
                "costs:\n  feesByVenue:\n    bybit-linear:\n      takerFeePpm: 550\n      makerFeePpm: 200\n");
        write(
                "venues.json",
                1,
                ArenaConfig.load(folder.resolve("crucible.yaml")).config().costs());
        final double usual = feesOfTrades();
        Files.writeString(
                folder.resolve("data/instruments.json"),
                "[{\"symbol\":\"ETHUSDT\",\"venue\":\"bybit-linear\",\"base\":\"ETH\",\"quote\":\"USDT\",\"tickSize\":\"0.01\","
                        + "\"stepSize\":\"0.0001\",\"minQty\":\"0.0001\",\"minNotional\":\"5\"}]");
        assertThat(feesOfTrades() / usual).isBetween(0.5, 0.6);
    }

    private double feesOfTrades() throws IOException {
        answer.getBuffer().setLength(0);
        assertThat(run(
                        "venues.json",
                        "--json",
                        "--config",
                        folder.resolve("crucible.yaml").toString()))
                .as(errors.toString())
                .isZero();
        return Double.parseDouble(
                JsonMapper.shared().readTree(answer.toString()).get("feesUsd").asString());
    }

    @Test
    void tradesOnlyInTheAskedSpan() throws IOException {
        assertThat(run("five.json", "--from", "2025-01-05", "--to", "2025-01-07T12:00:00Z"))
                .isZero();
        assertThat(Files.readAllLines(folder.resolve("out/equity.csv"))).hasSize(2 + 288 * 5 / 2);
    }

    @Test
    void aBlueprintThatCarriesItsCostsIsRefusedUnderCheaperOnesWithTheDifference() throws IOException {
        final CostSettings dear = takerFee(2000);
        carrying("dear.json", dear);
        assertThat(run("dear.json")).isEqualTo(2);
        assertThat(errors.toString()).contains("takerFeePpm 2000 -> 1000 (cheaper)");
    }

    @Test
    void aBlueprintThatCarriesItsCostsIsTestedUnderDearerOnes() throws IOException {
        carrying("cheaper.json", takerFee(500));
        assertThat(run("cheaper.json", "--json")).as(errors.toString()).isZero();
        final JsonNode metrics = JsonMapper.shared().readTree(answer.toString());
        assertThat(metrics.get("costDigest").asString()).isEqualTo(CostSettings.DEFAULT.digest());
        assertThat(metrics.get("costs").get(1).asString()).isEqualTo("takerFeePpm=1000");
        assertThat(metrics.get("zeroCost").asBoolean()).isFalse();
    }

    @Test
    void tellsWhatNoAndThreeTimesTheCostsWouldHaveMade() throws IOException {
        assertThat(run("five.json", "--sensitivity", "--json"))
                .as(errors.toString())
                .isZero();
        final JsonNode runs = JsonMapper.shared().readTree(answer.toString()).get("sensitivity");
        assertThat(runs.size()).isEqualTo(5);
        final double usual = Double.parseDouble(runs.get(0).get("endUsd").asString());
        final double free = Double.parseDouble(runs.get(1).get("endUsd").asString());
        final double dear = Double.parseDouble(runs.get(2).get("endUsd").asString());
        assertThat(free).isGreaterThan(usual);
        assertThat(usual).isGreaterThan(dear);
        assertThat(runs.get(1).get("zeroCost").asBoolean()).isTrue();
        assertThat(runs.get(0).get("zeroCost").asBoolean()).isFalse();
        assertThat(runs.get(3).get("latency").asInt()).isZero();
        assertThat(runs.get(4).get("latency").asInt()).isEqualTo(3);
    }

    private static CostSettings takerFee(int ppm) {
        final CostSettings usual = CostSettings.DEFAULT;
        return new CostSettings(ppm, 1000, 100, 250, 600_000, usual.feesByVenue(), usual.market());
    }

    private void carrying(String name, CostSettings costs) throws IOException {
        Files.writeString(
                folder.resolve(name),
                BlueprintCodec.toJson(FoundingBlueprints.all(costs.digest()).get(1), costs.canonicalText()));
    }

    @Test
    void limitsOfRiskHoldInABacktestToo() throws IOException {
        Files.writeString(folder.resolve("crucible.yaml"), "risk:\n  maxPositionUsd: 1\n  maxArenaUsd: 0.5\n");
        assertThat(run("five.json", "--config", folder.resolve("crucible.yaml").toString()))
                .as(errors.toString())
                .isZero();
        assertThat(answer.toString()).contains("Trades:    0");
        assertThat(Files.readString(folder.resolve("out/ledger.csv")))
                .contains("entry-unfilled")
                .contains("RISK_POSITION")
                .doesNotContain("RISK_ARENA");
    }

    @Test
    void withoutCostsEveryOutputSaysSo() throws IOException {
        assertThat(run("five.json", "--zero-cost")).as(errors.toString()).isZero();
        assertThat(answer.toString()).contains("ZERO COST", "$0.00 fees and $0.00 slippage");
        final JsonNode metrics = JsonMapper.shared().readTree(Files.readString(folder.resolve("out/metrics.json")));
        assertThat(metrics.get("zeroCost").asBoolean()).isTrue();
        assertThat(Files.readString(folder.resolve("out/equity.svg"))).contains("ZERO COST");
        for (String file : new String[] {"ledger.csv", "equity.csv"}) {
            final List<String> lines = Files.readAllLines(folder.resolve("out/" + file));
            assertThat(lines.get(0)).endsWith(",zero_cost");
            assertThat(lines.subList(1, lines.size()))
                    .allSatisfy(line -> assertThat(line).endsWith(",true"));
        }
    }

    private JsonNode metricsOf(String blueprint, String... more) throws IOException {
        answer.getBuffer().setLength(0);
        assertThat(run(blueprint, more)).as(errors.toString()).isZero();
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("out/metrics.json")));
    }

    @Test
    void withoutARegistryNothingIsDeflated() throws IOException {
        final JsonNode metrics = metricsOf("five.json");
        assertThat(metrics.get("dsr").isNull()).isTrue();
        assertThat(metrics.get("deflation").asString()).startsWith("not deflated: no registry");
        assertThat(answer.toString()).contains("DSR:       not deflated: no registry");
    }

    @Test
    void everyTrialCountsOnceAndTheNextOneKnows() throws IOException {
        final String data = folder.resolve("arena").toString();
        final JsonNode first = metricsOf("five.json", "--data-dir", data);
        assertThat(answer.toString()).contains("against N = 10 (1 registered, never counted below 10)");
        final JsonNode again = metricsOf("five.json", "--data-dir", data, "--sensitivity");
        assertThat(again.get("deflation").get("alreadyRegistered").asBoolean()).isTrue();
        assertThat(again.get("deflation").get("registeredTrials").asInt())
                .as("the same again, and at other costs, is nothing new")
                .isEqualTo(1);
        assertThat(again.get("dsr")).isEqualTo(first.get("dsr"));
        assertThat(first.get("dsr").asDouble()).isLessThan(first.get("psr").asDouble());
        Files.writeString(folder.resolve("few.yaml"), "watchtower: { minTrials: 1 }\n");
        final String few = folder.resolve("few.yaml").toString();
        final JsonNode alone = metricsOf("five.json", "--data-dir", data, "--config", few);
        assertThat(alone.get("dsr").asDouble())
                .as("PSR at N = 1")
                .isEqualTo(alone.get("psr").asDouble());
        double before = alone.get("dsr").asDouble();
        for (int founder = 2; founder < 6; founder++) {
            write("other.json", founder, CostSettings.DEFAULT);
            metricsOf("other.json", "--data-dir", data);
            final JsonNode now = metricsOf("five.json", "--data-dir", data, "--config", few);
            assertThat(now.get("deflation").get("trials").asInt()).isEqualTo(founder);
            assertThat(now.get("dsr").asDouble()).as("DSR among %d", founder).isLessThan(before);
            before = now.get("dsr").asDouble();
        }
        final StringWriter listed = new StringWriter();
        assertThat(new CommandLine(new TrialsListCommand())
                        .setOut(new PrintWriter(listed))
                        .setErr(new PrintWriter(errors))
                        .execute("--registry", data + "/trials", "--json"))
                .isZero();
        final JsonNode backtests =
                JsonMapper.shared().readTree(listed.toString()).get("backtests");
        assertThat(backtests.get("competing").asInt()).isEqualTo(5);
        assertThat(backtests.get("trials").asInt()).as("never counted below 10").isEqualTo(10);
        assertThat(backtests.get("registered").asInt())
                .as("with four at other costs")
                .isEqualTo(9);
        assertThat(backtests.get("newest").get(8).get("instruments").asString()).isEqualTo("ETHUSDT");
    }

    @Test
    void aDamagedRegistryRefusesTheTrial() throws IOException {
        final String data = folder.resolve("arena").toString();
        metricsOf("five.json", "--data-dir", data);
        final Path file = folder.resolve("arena/trials/backtests.jsonl");
        Files.writeString(file, "x" + Files.readString(file));
        assertThat(run("five.json", "--data-dir", data)).isEqualTo(1);
        assertThat(errors.toString()).contains("the trial cannot be registered", "damaged");
        assertThat(run("five.json", "--data-dir", data, "--registry", data)).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThat(run("cheap.json")).isEqualTo(2);
        assertThat(errors.toString()).contains(CostSettings.DEFAULT.digest(), "in force", "does not carry the costs");
        assertThat(run("five.json", "--from", "soon")).isEqualTo(2);
        assertThat(errors.toString()).contains("--from");
        assertThat(run("none.json")).isEqualTo(2);
        assertThat(run("five.json", "--from", "2031-01-01")).isEqualTo(2);
        Files.writeString(folder.resolve("five.json"), "blueprint: 1\nname: x\n");
        assertThat(run("five.json")).isEqualTo(2);
        assertThat(errors.toString()).contains("the digest of the costs in force is");
    }
}
