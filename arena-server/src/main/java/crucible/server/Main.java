package crucible.server;

import crucible.server.cli.BacktestCommand;
import crucible.server.cli.BackupCommand;
import crucible.server.cli.ConfigCommand;
import crucible.server.cli.DataCommand;
import crucible.server.cli.DemoCommand;
import crucible.server.cli.DoctorCommand;
import crucible.server.cli.FillsCommand;
import crucible.server.cli.JournalCommand;
import crucible.server.cli.LakeCommand;
import crucible.server.cli.Logging;
import crucible.server.cli.OneLineErrors;
import crucible.server.cli.ParityCommand;
import crucible.server.cli.ReplayCommand;
import crucible.server.cli.RestoreCommand;
import crucible.server.cli.RunCommand;
import crucible.server.cli.StatsCommand;
import crucible.server.cli.TokenCommand;
import crucible.server.cli.TrialsCommand;
import crucible.server.cli.VenueCommand;
import crucible.server.cli.VerdictCommand;
import crucible.server.cli.ViabilityCommand;
import crucible.server.cli.WatchtowerCommand;
import crucible.server.cli.WhyCommand;
import crucible.server.host.DeadlyErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line: {@code crucible COMMAND}. Exit codes: 0 done, 1 failed, 2 wrong usage; a server has more, see
 * {@link crucible.server.host.ExitCodes}. */
@Command(
        name = "crucible",
        description = "A paper-trading tournament server: strategies compete, statistics judge.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            VenueCommand.class,
            BacktestCommand.class,
            ReplayCommand.class,
            JournalCommand.class,
            LakeCommand.class,
            DataCommand.class,
            ParityCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            WhyCommand.class,
            VerdictCommand.class,
            FillsCommand.class,
            WatchtowerCommand.class,
            ViabilityCommand.class,
            TrialsCommand.class,
            StatsCommand.class,
            ConfigCommand.class,
            TokenCommand.class,
            DoctorCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Example: the whole tournament, offline, with its page on http://127.0.0.1:8080",
            "  crucible demo",
            "",
            "CRUCIBLE_DEBUG=1 shows stack traces; CRUCIBLE_LOG_JSON=FILE also writes the log as JSON lines."
        })
public final class Main {
    private Main() {}

    /** Ends the process with the command's exit code. */
    public static void main(String[] arguments) {
        Logging.start();
        DeadlyErrors.endTheProcess();
        System.exit(run(arguments));
    }

    /** Runs one command and returns its exit code. */
    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        final CommandLine commandLine = new CommandLine(new Main());
        final OneLineErrors errors = new OneLineErrors();
        return commandLine
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** The version that the jar says it has. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            final String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"crucible " + (version == null ? "development" : version)};
        }
    }
}
