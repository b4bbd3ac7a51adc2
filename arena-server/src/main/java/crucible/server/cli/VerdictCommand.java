package crucible.server.cli;

import picocli.CommandLine.Command;

/** {@code crucible verdict}: looks into the judge's decisions. */
@Command(
        name = "verdict",
        description = "Looks into the judge's decisions.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = VerdictExplain.class,
        footer = {"", "Example:", "  crucible verdict explain --agent 12 --journal ./data"})
public final class VerdictCommand {}
