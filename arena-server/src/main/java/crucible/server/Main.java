package crucible.server;

import crucible.server.cli.DemoCommand;
import crucible.server.cli.ReplayCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "crucible",
        mixinStandardHelpOptions = true,
        subcommands = {DemoCommand.class, ReplayCommand.class})
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
