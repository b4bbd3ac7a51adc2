package crucible.server.cli;

import crucible.fill.CostSettings;
import crucible.fill.calibration.SpreadErrors;
import crucible.server.config.ArenaConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code crucible fills calibrate}: the model's spreads against recorded ones. */
@Command(
        name = "calibrate",
        description = {
            "Compares the spread that is modelled from bars with the one that recorded quotes show, by instrument and hour.",
            "Writes calibration.html, calibration.json and spread-floors.json; spread-floors.txt is for costs.market.spreadFloors.",
            "Trades: what they paid (their effective spread) with the spread and slippage that the model charges for a round trip.",
            "Quotes: VENUE-SYMBOL-….csv[.gz] with time_ms,bid,ask or open_time_ms,bid_close,ask_close.",
            "Trades: [VENUE-]SYMBOL-trades….csv[.gz] with time_ms,price and, where it is known, taker_side (buy, sell).",
            "Candles: SYMBOL-5m.csv[.gz], in a folder per venue or in one; without them the bars are those of the quotes' middles or of the trades."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible fills calibrate --quotes ./quotes --candles ./candles --out ./report"})
public final class FillsCalibrateCommand implements Callable<Integer> {
    private static final double PPM_PER_BPS = 100;

    @Spec
    private CommandSpec spec;

    @Option(names = "--quotes", paramLabel = "DIR|FILE", description = "recorded quotes")
    private Path quotes;

    @Option(names = "--trades", paramLabel = "DIR|FILE", description = "recorded trades; one of both is needed")
    private Path trades;

    @Option(names = "--candles", paramLabel = "DIR", description = "5m candles of the same instruments")
    private Path candles;

    @Option(names = "--config", paramLabel = "FILE", description = "costs (default: the arena's defaults)")
    private Path configFile;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the files go")
    private Path out;

    @Option(names = "--json", description = "print the comparison as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (quotes == null && trades == null) {
            throw wrong("--quotes, --trades or both are needed");
        }
        for (Path given : new Path[] {quotes, trades, candles}) {
            if (given != null && !Files.exists(given)) {
                throw wrong(given + " does not exist");
            }
        }
        final CostSettings costs = configFile == null
                ? CostSettings.DEFAULT
                : ArenaConfig.load(configFile).config().costs();
        final CalibratedInstrument.Model model = new CalibratedInstrument.Model(
                costs.market().spreadEstimator(), costs.market().spreadBars());
        final double slippageBps = costs.slippagePpm() / PPM_PER_BPS;
        final List<String> notes = new ArrayList<>();
        final List<CalibratedInstrument> compared = new ArrayList<>();
        final List<RecordedQuotes> quoted = quotes == null ? List.of() : RecordedQuotes.read(quotes, notes);
        for (RecordedQuotes recorded : quoted) {
            try {
                CalibratedInstrument.of(recorded, Optional.ofNullable(candles), model)
                        .ifPresentOrElse(
                                compared::add,
                                () -> notes.add(recorded.key() + " is left out: its quotes and bars share no hour"));
            } catch (IllegalArgumentException refused) {
                notes.add(recorded.key() + " is left out: " + refused.getMessage());
            }
        }
        final List<CalibratedTrades> traded = trades == null
                ? List.of()
                : CalibratedTrades.read(trades, Optional.ofNullable(candles), quoted, model, slippageBps, notes);
        final PrintWriter answer = spec.commandLine().getOut();
        final PrintWriter talk = json ? spec.commandLine().getErr() : answer;
        notes.forEach(note -> talk.println("Note: " + note));
        if (compared.isEmpty() && traded.isEmpty()) {
            throw wrong("there is nothing to compare in " + (quotes == null ? trades : quotes));
        }
        Files.createDirectories(out);
        final String document = document(compared, traded, model, slippageBps).toString() + "\n";
        Files.writeString(out.resolve("calibration.json"), document);
        Files.writeString(
                out.resolve("calibration.html"), new CalibrationReport(compared, traded, model, slippageBps).html());
        Files.writeString(out.resolve("spread-floors.json"), floors(compared) + "\n");
        Files.writeString(out.resolve("spread-floors.txt"), floorLines(compared));
        if (json) {
            answer.print(document);
        } else {
            if (!compared.isEmpty()) {
                print(answer, compared, slippageBps);
            }
            if (!traded.isEmpty()) {
                printTrades(answer, traded);
            }
            answer.println("Written to " + out + ".");
        }
        answer.flush();
        talk.flush();
        return 0;
    }

    private static ObjectNode document(
            List<CalibratedInstrument> compared,
            List<CalibratedTrades> traded,
            CalibratedInstrument.Model model,
            double slippageBps) {
        final ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("estimator", model.estimator().name());
        root.put("windowBars", model.windowBars());
        root.put("slippageBps", slippageBps);
        final ArrayNode instruments = root.putArray("instruments");
        for (CalibratedInstrument one : compared) {
            final ObjectNode node = instruments.addObject();
            node.put("instrument", one.key());
            node.put("bars", one.bars());
            node.put("sameTime", one.result().matched());
            node.put("tickSize", one.tickSize());
            node.put("quotes", one.result().quotes());
            node.put("crossed", one.result().crossed());
            final SpreadErrors total = one.result().total();
            node.put("modelledCostBpsPerSide", total.modelledMeanBps() / 2 + slippageBps);
            node.put("recordedCostBpsPerSide", total.recordedMeanBps() / 2);
            put(node.putObject("total"), total);
            final ObjectNode hours = node.putObject("byHour");
            new TreeMap<>(one.result().byHour())
                    .forEach((hour, errors) -> put(hours.putObject(hour.toString()), errors));
        }
        final ArrayNode trades = root.putArray("trades");
        traded.forEach(one -> put(trades.addObject(), one));
        return root;
    }

    /** Recorded is the effective spread, modelled what a round trip is charged: spread and slippage twice. */
    private static void put(ObjectNode node, CalibratedTrades one) {
        node.put("instrument", one.key());
        node.put("method", one.result().method().name());
        node.put("bars", one.bars());
        node.put("sameTime", one.result().matched());
        node.put("trades", one.result().trades());
        node.put("used", one.result().used());
        put(node.putObject("total"), one.result().total());
        final ObjectNode hours = node.putObject("byHour");
        new TreeMap<>(one.result().byHour()).forEach((hour, errors) -> put(hours.putObject(hour.toString()), errors));
    }

    private static void put(ObjectNode node, SpreadErrors errors) {
        node.put("bars", errors.bars());
        node.put("recordedMeanBps", errors.recordedMeanBps());
        node.put("recordedMedianBps", errors.recordedMedianBps());
        node.put("recordedP90Bps", errors.recordedP90Bps());
        node.put("modelledMeanBps", errors.modelledMeanBps());
        node.put("modelledMedianBps", errors.modelledMedianBps());
        node.put("biasBps", errors.biasBps());
        node.put("coverage", errors.coverage());
        node.put("worstDecileBps", errors.worstDecileBps());
    }

    /** By instrument the floor of each hour of day, in parts per million. */
    private static ObjectNode floors(List<CalibratedInstrument> compared) {
        final ObjectNode root = JsonMapper.shared().createObjectNode();
        for (CalibratedInstrument one : compared) {
            final ArrayNode hours = root.putArray(one.key());
            one.result().floorsPpm().forEach(hours::add);
        }
        return root;
    }

    /** The same as {@code costs.market.spreadFloors} takes it. */
    private static String floorLines(List<CalibratedInstrument> compared) {
        final StringBuilder lines = new StringBuilder();
        for (CalibratedInstrument one : compared) {
            if (one.key().contains(":")) {
                lines.append(one.key())
                        .append('=')
                        .append(one.result().floorsPpm().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")));
                lines.append('\n');
            }
        }
        return lines.toString();
    }

    private void print(PrintWriter answer, List<CalibratedInstrument> compared, double slippageBps) {
        answer.printf(
                "%-28s %-8s %-5s %6s %9s %9s %9s %8s %9s %9s%n",
                "instrument, in bps",
                "bars of",
                "same",
                "bars",
                "recorded",
                "modelled",
                "bias",
                "coverage",
                "worst 10%",
                "cost/side");
        for (CalibratedInstrument one : compared) {
            final SpreadErrors total = one.result().total();
            answer.printf(
                    Locale.ROOT,
                    "%-28s %-8s %-5s %6d %9.3f %9.3f %+9.3f %7.0f%% %+9.3f %9.3f%n",
                    one.key(),
                    one.bars(),
                    one.result().matched() ? "yes" : "no",
                    total.bars(),
                    total.recordedMeanBps(),
                    total.modelledMeanBps(),
                    total.biasBps(),
                    100 * total.coverage(),
                    total.worstDecileBps(),
                    total.modelledMeanBps() / 2 + slippageBps);
        }
    }

    private static void printTrades(PrintWriter answer, List<CalibratedTrades> traded) {
        answer.printf(
                "%-28s %-9s %-8s %-5s %9s %7s %9s %9s %9s %8s %9s%n",
                "trades, in bps",
                "by",
                "bars of",
                "same",
                "used",
                "windows",
                "effective",
                "charged",
                "bias",
                "coverage",
                "worst 10%");
        for (CalibratedTrades one : traded) {
            final SpreadErrors total = one.result().total();
            answer.printf(
                    Locale.ROOT,
                    "%-28s %-9s %-8s %-5s %9d %7d %9.3f %9.3f %+9.3f %7.0f%% %+9.3f%n",
                    one.key(),
                    one.result().method(),
                    one.bars(),
                    one.result().matched() ? "yes" : "no",
                    one.result().used(),
                    total.bars(),
                    total.recordedMeanBps(),
                    total.modelledMeanBps(),
                    total.biasBps(),
                    100 * total.coverage(),
                    total.worstDecileBps());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
