package crucible.server.cli;

import picocli.CommandLine.Command;

/** {@code crucible watchtower}: what the judge is worth. */
@Command(
        name = "watchtower",
        description = "Measures the judge.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CalibrateCommand.class,
        footer = {"", "Example:", "  crucible watchtower calibrate --quick"})
public final class WatchtowerCommand {}
