package crucible.server.cli;

import picocli.CommandLine.Command;

/** {@code crucible lake}: the data lake. */
@Command(
        name = "lake",
        description = {
            "Parquet files of what the arena was fed, for anybody to read: bars, quotes, instrument rules, births.",
            "Both commands work beside a running server."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LakeFillCommand.class, LakeVerifyCommand.class},
        footer = {"", "Example:", "  crucible lake fill --data-dir ./data"})
public final class LakeCommand {}
