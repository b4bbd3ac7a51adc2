package crucible.server.cli;

import picocli.CommandLine.Command;

/** {@code crucible watchtower}: how good the judge is. */
@Command(
        name = "watchtower",
        description = "Measures how often the judge is wrong.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CalibrateCommand.class,
        footer = {"", "Example:", "  crucible watchtower calibrate --quick"})
public final class WatchtowerCommand {}
