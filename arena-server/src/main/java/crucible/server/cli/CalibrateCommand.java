package crucible.server.cli;

import crucible.server.calibrate.Calibration;
import crucible.server.calibrate.CalibrationPlan;
import crucible.server.calibrate.JudgeReport;
import crucible.server.config.ArenaConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
        final JudgeReport report = calibration(config, talk).run();
        out.print(json ? CalibrationJson.of(report) + "\n" : CalibrationTables.of(report));
        out.flush();
        return 0;
    }

    private Calibration calibration(ArenaConfig config, PrintWriter talk) {
        final CalibrationPlan standard = quick ? CalibrationPlan.quick() : CalibrationPlan.full();
        try {
            return new Calibration(
                    new CalibrationPlan(
                            agents == null ? standard.agents() : agents,
                            observations == null ? standard.observations() : observations,
                            lives == null ? standard.lives() : lives,
                            seed == null ? standard.seed() : seed),
                    config.watchtower(),
                    threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                    line -> {
                        talk.println(line);
                        talk.flush();
                    });
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), refused.getMessage(), refused);
        }
    }
}
