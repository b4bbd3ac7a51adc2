package crucible.server.cli;

import picocli.CommandLine.Command;

/** {@code crucible data}: candles of venues. */
@Command(
        name = "data",
        description = "Candles of venues, on the disk.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = DataDownloadCommand.class,
        footer = {
            "",
            "Example:",
            "  crucible data download --venue kraken --instruments BTC/USD --timeframe 5m --from 2026-01-01"
        })
public final class DataCommand {}
