package crucible.server.cli;

import crucible.exchange.replay.market.FileMarket;
import crucible.factory.trial.TrialSettings;
import crucible.model.InstrumentKind;
import crucible.server.calibrate.Calibration;
import crucible.server.calibrate.CalibrationPlan;
import crucible.server.calibrate.CandleCalibration;
import crucible.server.calibrate.JudgeReport;
import crucible.server.config.ArenaConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crucible watchtower calibrate}: how often the judge is wrong, and how long it takes to be right. */
@Command(
        name = "calibrate",
        description = {
            "Shows agents of known skill to the live rules: how many without skill are ever promoted, how long the skilled take,"
                    + " whom the rules end.",
            "Beside each figure stands what plain rules would do. docs/statistics.md explains the tables.",
            "The full size takes some minutes on two cores; results depend on the options alone, not on threads."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible watchtower calibrate --quick",
            "  crucible watchtower calibrate --quick --data ./candles",
            "  crucible watchtower calibrate --target-sharpe 0.15 --false-death 0.1",
            "  crucible watchtower calibrate --agents 20000 --observations 5000 --json"
        })
final class CalibrateCommand implements Callable<Integer> {
    @Option(names = "--agents", description = "skill-free agents of each law (default: 10000; quick: 1000)")
    private Integer agents;

    @Option(names = "--observations", description = "observations of each (default: 5000; quick: 1000)")
    private Integer observations;

    @Option(
            names = "--lives",
            description =
                    "agents of each skill that are followed to their promotion or end (default: 1200; quick: 200)")
    private Integer lives;

    @Option(names = "--quick", description = "a small size, half a minute; bounds are wide")
    private boolean quick;

    @Option(names = "--seed", description = "of all draws (default: 77)")
    private Long seed;

    @Option(names = "--threads", description = "to share the work over (default: all processors)")
    private Integer threads;

    @Option(names = "--config", paramLabel = "FILE", description = "whose rules are measured (default: the defaults)")
    private Path configFile;

    @Option(
            names = "--data",
            paramLabel = "DIR|FILE",
            description =
                    "also placebos on these candles: a folder with SYMBOL-5m.csv or .csv.gz files, or one of them")
    private Path data;

    @Option(
            names = "--target-sharpe",
            paramLabel = "S",
            description =
                    "true Sharpe ratio per trade of the agents that the rising bar is found for (default: the configured one)")
    private Double targetSharpe;

    @Option(
            names = "--false-death",
            paramLabel = "F",
            description = "part of them that all looks together may end (default: the configured one)")
    private Double falseDeath;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter talk = spec.commandLine().getErr();
        final ArenaConfig config = configFile == null
                ? ArenaConfig.defaults()
                : ArenaConfig.load(configFile).config();
        final CalibrationPlan plan = plan();
        final List<JudgeReport.CandleRow> candles = data == null ? List.of() : onCandles(plan, config, talk);
        final JudgeReport report = calibration(plan, config, talk).run();
        out.print(json ? CalibrationJson.of(report, candles) + "\n" : CalibrationTables.of(report, candles));
        out.flush();
        return 0;
    }

    private List<JudgeReport.CandleRow> onCandles(CalibrationPlan plan, ArenaConfig config, PrintWriter talk)
            throws IOException {
        try {
            final FileMarket market = FileMarket.open(data);
            market.refused().forEach(reason -> talk.println("Refused: " + reason));
            final CandleHistory history = CandleHistory.read(market, Long.MAX_VALUE);
            history.instruments().stream()
                    .filter(instrument -> instrument.kind() == InstrumentKind.PERPETUAL)
                    .forEach(perpetual -> talk.println("Note: " + perpetual.symbol()
                            + " is a perpetual; its placebos pay and receive no funding"));
            final TrialSettings trials = new TrialSettings(
                    config.arena().capitalUsdE8(),
                    config.costs(),
                    TrialSettings.DEFAULT_HALF_SPREAD_PPM,
                    TrialSettings.lossOnly(config.watchtower()));
            return new CandleCalibration(
                            plan,
                            config.watchtower(),
                            history.instruments(),
                            history.fives().bars(),
                            threads(),
                            line -> tell(talk, line))
                    .run(trials);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), "--data " + data + ": " + refused.getMessage(), refused);
        }
    }

    private CalibrationPlan plan() {
        final CalibrationPlan standard = quick ? CalibrationPlan.quick() : CalibrationPlan.full();
        try {
            return new CalibrationPlan(
                    agents == null ? standard.agents() : agents,
                    observations == null ? standard.observations() : observations,
                    lives == null ? standard.lives() : lives,
                    seed == null ? standard.seed() : seed);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), refused.getMessage(), refused);
        }
    }

    private Calibration calibration(CalibrationPlan plan, ArenaConfig config, PrintWriter talk) {
        try {
            return new Calibration(plan, config.watchtower(), target(config), threads(), line -> tell(talk, line));
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), refused.getMessage(), refused);
        }
    }

    private Calibration.BarTarget target(ArenaConfig config) {
        final Calibration.BarTarget configured = Calibration.BarTarget.of(config.watchtower());
        return new Calibration.BarTarget(
                targetSharpe == null ? configured.sharpe() : targetSharpe,
                falseDeath == null ? configured.falseDeath() : falseDeath);
    }

    private int threads() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    private static void tell(PrintWriter talk, String line) {
        talk.println(line);
        talk.flush();
    }
}
