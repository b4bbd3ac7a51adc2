package crucible.server.cli;

import java.io.InputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crucible stats NAME}: anyone can check the judge's arithmetic. One JSON object in, one out. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = {
            "A calculator for the judge's statistics: a JSON object on standard input, one on standard output.",
            "Returns are per observation, kurtosis is",
            "Pearson's (normal law: 3), indices count from 0, and what does not exist",
            "is null. Each statistic has its own --help with an example."
        },
        footer = {"", "Example:", "  echo '{\"returns\":[0.01,-0.005,0.02,0.003]}' | crucible stats psr"},
        subcommands = {
            Statistic.Psr.class,
            Statistic.MinTrl.class,
            Statistic.ExpectedMaxSharpe.class,
            Statistic.Dsr.class,
            MetricsStatistic.class,
            EProcessStatistic.class,
            PboStatistic.class,
            MultipleTestingStatistic.class,
            BootstrapStatistic.class,
            EffectiveTrialsStatistic.class,
            SpreadStatistic.class,
            EgarchStatistic.class,
            GarchStatistic.class
        })
public final class StatsCommand implements Runnable {
    private final InputStream in;

    @Spec
    private CommandSpec spec;

    /** Reads requests from standard input. */
    public StatsCommand() {
        this(System.in);
    }

    StatsCommand(InputStream in) {
        this.in = in;
    }

    InputStream in() {
        return in;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "NAME is missing; it is one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
