package crucible.server.cli;

import picocli.CommandLine.Command;

/** {@code crucible trials}: what was ever tried. */
@Command(
        name = "trials",
        description = "Every strategy that was ever evaluated, live and over recorded data.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = TrialsListCommand.class,
        footer = {"", "Example:", "  crucible trials list --data-dir ./data"})
public final class TrialsCommand {}
