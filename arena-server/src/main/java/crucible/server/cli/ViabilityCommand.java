package crucible.server.cli;

import crucible.exchange.replay.market.FileMarket;
import crucible.factory.trial.TrialSettings;
import crucible.fill.CostSettings;
import crucible.model.Bar;
import crucible.model.Instrument;
import crucible.model.Quote;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.runtime.viability.ViabilityBook;
import crucible.server.config.ArenaConfig;
import crucible.server.view.ViabilityView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code crucible viability}: whether candles move enough to pay for trading them. */
@Command(
        name = "viability",
        description = {
            "Whether instruments move enough to pay for trading them, 5m and 15m side by side.",
            "Potential: the mean move over 12 bars at the end of the candles, whichever its direction.",
            "Cost: fees, slippage and spread there and back. Below twice the cost a timeframe is too fast.",
            "A running server tells the same of its own market: GET /api/v1/viability."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible viability --data ./candles"})
public final class ViabilityCommand implements Callable<Integer> {
    private static final Timeframe[] TIMEFRAMES = {Timeframe.M5, Timeframe.M15};

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR|FILE",
            description = "folder with SYMBOL-5m.csv or .csv.gz files, or one of them")
    private Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "costs (default: the arena's defaults)")
    private Path configFile;

    @Option(names = "--json", description = "print it as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        final CostSettings costs = configFile == null
                ? CostSettings.DEFAULT
                : ArenaConfig.load(configFile).config().costs();
        final PrintWriter answer = spec.commandLine().getOut();
        final FileMarket market;
        try {
            market = FileMarket.open(data);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), refused.getMessage());
        }
        final CandleHistory candles = CandleHistory.read(market, Long.MAX_VALUE);
        final ViabilityBook book = new ViabilityBook();
        for (Bar bar : candles.fives().withQuarters().bars()) {
            book.onQuote(quote(candles.instruments().get(bar.instrumentId()), bar));
            book.onBar(bar);
        }
        final List<ViabilityView.Measured> measured = new ArrayList<>();
        for (Instrument instrument : candles.instruments()) {
            for (Timeframe timeframe : TIMEFRAMES) {
                measured.add(new ViabilityView.Measured(
                        instrument.venue(), instrument.symbol(), timeframe, book.of(instrument.id(), timeframe, 0, 0)));
            }
        }
        final ViabilityView view = ViabilityView.of(measured, costs, ViabilityView.LEAST_RATIO, false);
        if (json) {
            answer.println(document(view, costs));
        } else {
            print(answer, view, costs);
        }
        answer.flush();
        return 0;
    }

    /** Candles have no quotes: those that a backtest would make, around the bar's end. */
    private static Quote quote(Instrument instrument, Bar bar) {
        final double half = bar.close() * TrialSettings.DEFAULT_HALF_SPREAD_PPM / 1e6;
        final long bid =
                Math.max(1, instrument.priceTicks(Math.max(bar.close() - half, instrument.tickSize()), Side.SELL));
        final long ask = Math.max(bid + 1, instrument.priceTicks(bar.close() + half, Side.BUY));
        return new Quote(bar.instrumentId(), bar.closeTimeMs(), bid, ask, 0, 0);
    }

    private static ObjectNode document(ViabilityView view, CostSettings costs) {
        final ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("costDigest", costs.digest());
        root.put("zeroCost", costs.zeroCost());
        root.put("leastRatio", view.leastRatio());
        final ArrayNode items = root.putArray("items");
        for (ViabilityView.Item item : view.items()) {
            final ObjectNode node = items.addObject();
            node.put("instrument", item.instrument());
            final ObjectNode timeframes = node.putObject("timeframes");
            item.timeframes().forEach((label, row) -> {
                final ObjectNode one = timeframes.putObject(label);
                one.put("moves", row.moves());
                put(one, "potentialBps", row.potentialBps());
                put(one, "costBps", row.costBps());
                one.put("feesBps", row.feesBps());
                one.put("slippageBps", row.slippageBps());
                put(one, "spreadBps", row.spreadBps());
                put(one, "ratio", row.ratio());
                one.put("tooFast", row.tooFast());
            });
        }
        return root;
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name, value.getAsDouble());
        } else {
            node.putNull(name);
        }
    }

    private static void print(PrintWriter answer, ViabilityView view, CostSettings costs) {
        if (costs.zeroCost()) {
            answer.println("ZERO COST: trades pay neither fees nor slippage; nothing below is evidence of an edge");
        }
        answer.printf("%-14s", "bps a trade");
        for (Timeframe timeframe : TIMEFRAMES) {
            answer.printf("  %4s potential    cost  ratio          ", timeframe.label());
        }
        answer.println();
        for (ViabilityView.Item item : view.items()) {
            answer.printf("%-14s", item.instrument());
            item.timeframes()
                    .forEach((label, row) -> answer.printf(
                            "  %14s %7s %6s %-8s ",
                            shown("%.1f", row.potentialBps()),
                            shown("%.1f", row.costBps()),
                            shown("%.2f", row.ratio()),
                            row.tooFast() ? "too fast" : ""));
            answer.println();
        }
    }

    private static String shown(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }
}
