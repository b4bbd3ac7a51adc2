package crucible.server.cli;

import picocli.CommandLine.Command;

/** {@code crucible fills}: how orders fill, and how far that lies from the market. */
@Command(
        name = "fills",
        description = "How orders fill, and how far that lies from the market.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {FillsExplainCommand.class, FillsCalibrateCommand.class},
        footer = {"", "Example:", "  crucible fills calibrate --quotes ./quotes --candles ./candles --out ./report"})
public final class FillsCommand {}
