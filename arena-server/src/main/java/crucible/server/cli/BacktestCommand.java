package crucible.server.cli;

import crucible.exchange.replay.market.FileMarket;
import crucible.factory.trial.EquityCurve;
import crucible.factory.trial.Trial;
import crucible.factory.trial.TrialHistory;
import crucible.factory.trial.TrialResult;
import crucible.factory.trial.TrialSettings;
import crucible.fill.CostBinding;
import crucible.fill.CostSettings;
import crucible.model.Bar;
import crucible.model.Blueprint;
import crucible.model.Timeframe;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.runtime.dsl.BlueprintRefused;
import crucible.server.config.ArenaConfig;
import crucible.server.trials.TrialRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crucible backtest}: one blueprint over recorded candles, through the agent and fill code of the arena. */
@Command(
        name = "backtest",
        description = {
            "One blueprint over recorded candles, through the arena's own agent and fill code.",
            "Writes ledger.csv, equity.csv, equity.svg and metrics.json.",
            "Bars before --from (or the first 500) only make the features complete.",
            "A symbol with SYMBOL-funding.csv beside its candles (funding_time_ms,funding_rate[,mark_price]), or with",
            "\"kind\": \"PERPETUAL\" in instruments.json, is a perpetual: it may be sold short, and pays and receives funding.",
            "Every trial counts: with --registry or --data-dir it is registered, and DSR is by all that were."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  crucible backtest --blueprint dip.yaml --data ./candles --from 2025-01-01 --out ./dip --data-dir ./data"
        })
public final class BacktestCommand implements Callable<Integer> {
    private static final int WARM_UP_BARS = 500;

    @Spec
    private CommandSpec spec;

    @Option(names = "--blueprint", required = true, paramLabel = "FILE", description = "a blueprint, YAML or JSON")
    private Path blueprintFile;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR|FILE",
            description = "folder with SYMBOL-5m.csv or .csv.gz files, or one of them")
    private Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "costs, capital and limits of risk (default: the arena's defaults)")
    private Path configFile;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimePoints.class,
            description = "trade from here on: 2025-01-31 or an ISO instant, UTC")
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = TimePoints.class, description = "end before this time")
    private Instant to;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the files go")
    private Path out;

    @Option(
            names = "--zero-cost",
            description =
                    "charge neither fees nor slippage, whatever the blueprint was found under; marks every output")
    private boolean zeroCost;

    @Option(
            names = "--sensitivity",
            description = "test it also at no and at three times the costs, and the latency; takes five times as long")
    private boolean sensitivity;

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "registers the trial there, and deflates its Sharpe ratio by all that are registered")
    private Path registryFolder;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "the same with the registry of this data directory, DIR/trials")
    private Path dataDirectory;

    @Option(names = "--json", description = "print the metrics as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        final PrintWriter answer = spec.commandLine().getOut();
        final PrintWriter talk = json ? spec.commandLine().getErr() : answer;
        final Optional<TrialRegistry> registry = registry();
        final ArenaConfig config = configFile == null
                ? ArenaConfig.defaults()
                : ArenaConfig.load(configFile).config();
        final TrialSettings settings = settings(config);
        final Blueprint blueprint = blueprint(settings.costs());
        final FileMarket market = market(talk);
        final CandleHistory candles = CandleHistory.read(market, to == null ? Long.MAX_VALUE : to.toEpochMilli());
        final TrialHistory history =
                blueprint.scope().timeframe() == Timeframe.M15 ? candles.fives().withQuarters() : candles.fives();
        final TrialResult result;
        final Optional<CostSensitivity> sensitive;
        final Optional<BacktestRegistration> registration;
        try {
            final long tradeFromMs = from == null ? afterWarmUp(candles.fives()) : from.toEpochMilli();
            final Function<TrialSettings, Trial> trials =
                    under -> new Trial(under, candles.instruments(), history, tradeFromMs);
            result = trials.apply(settings).run(blueprint);
            registration = registry.map(where -> new BacktestRegistration(
                    where,
                    BacktestRegistration.sample(blueprint, candles.instruments(), history, tradeFromMs),
                    config.watchtower().minTrials().orElse(1)));
            sensitive = sensitivity ? Optional.of(CostSensitivity.of(blueprint, settings, trials)) : Optional.empty();
        } catch (IllegalArgumentException refused) {
            throw wrong(refused.getMessage());
        }
        final Optional<DeflatedBacktest> deflated;
        try {
            deflated = registration.isEmpty()
                    ? Optional.empty()
                    : Optional.of(registration.get().register(result, settings, sensitive, System.currentTimeMillis()));
        } catch (IOException e) {
            spec.commandLine().getErr().println("crucible backtest: the trial cannot be registered: " + e.getMessage());
            return 1;
        }
        Files.createDirectories(out);
        BacktestFiles.write(out, result, candles.instruments(), settings.costs().zeroCost());
        final EquityCurve equity = result.equity();
        final BacktestFunding funding = BacktestFunding.of(
                market, candles.instruments(), history, equity.timeMs(0), equity.timeMs(equity.size() - 1));
        final BacktestMetrics metrics = new BacktestMetrics(result, settings, funding, sensitive, deflated);
        Files.writeString(out.resolve("metrics.json"), metrics.json() + "\n");
        answer.print(json ? metrics.json() + "\n" : metrics.text() + "Written to " + out + ".\n");
        answer.flush();
        return 0;
    }

    private Optional<TrialRegistry> registry() {
        if (registryFolder != null && dataDirectory != null) {
            throw wrong("--registry and --data-dir both name a registry; give one of them");
        }
        if (registryFolder != null) {
            return Optional.of(new TrialRegistry(registryFolder));
        }
        return Optional.ofNullable(dataDirectory)
                .map(directory -> new TrialRegistry(directory.resolve(TrialRegistry.FOLDER)));
    }

    private TrialSettings settings(ArenaConfig config) {
        return new TrialSettings(
                config.arena().capitalUsdE8(),
                zeroCost ? config.costs().withoutCosts() : config.costs(),
                TrialSettings.DEFAULT_HALF_SPREAD_PPM,
                TrialSettings.lossOnly(config.watchtower()),
                config.risk());
    }

    private Blueprint blueprint(CostSettings inForce) throws IOException {
        if (!Files.isReadable(blueprintFile)) {
            throw wrong("--blueprint " + blueprintFile + " cannot be read");
        }
        final String text = Files.readString(blueprintFile);
        try {
            if (zeroCost) {
                // Cheaper than anything it can have been found under: asked for by name, and marked in every output.
                return BlueprintCodec.parse(text).withCostDigest(inForce.digest());
            }
            return CostBinding.admit(BlueprintCodec.parse(text), BlueprintCodec.costsOf(text), inForce);
        } catch (BlueprintRefused refused) {
            throw wrong("--blueprint " + blueprintFile + ": " + refused.getMessage()
                    + " (the digest of the costs in force is " + inForce.digest() + ")");
        } catch (CostBinding.Refused refused) {
            throw wrong("--blueprint " + blueprintFile + ": " + refused.getMessage()
                    + ". Give the --config it was found under");
        }
    }

    private FileMarket market(PrintWriter talk) {
        try {
            final FileMarket market = FileMarket.open(data);
            market.refused().forEach(reason -> talk.println("Refused: " + reason));
            market.notes().forEach(note -> talk.println("Note: " + note));
            return market;
        } catch (IllegalArgumentException refused) {
            throw wrong(refused.getMessage());
        }
    }

    private static long afterWarmUp(TrialHistory history) {
        final long firstMs =
                history.bars().stream().mapToLong(Bar::openTimeMs).min().orElse(0);
        return firstMs + WARM_UP_BARS * Timeframe.M5.intervalMs();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
