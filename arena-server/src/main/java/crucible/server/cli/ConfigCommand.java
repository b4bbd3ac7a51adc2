package crucible.server.cli;

import crucible.server.config.ArenaConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crucible config}: works on the configuration file. */
@Command(
        name = "config",
        description = "Works on the configuration file.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ConfigCommand.Check.class,
        footer = {"", "Example:", "  crucible config check --config crucible.yaml"})
public final class ConfigCommand {
    /** {@code crucible config check}. */
    @Command(
            name = "check",
            description = {
                "Reads a configuration, strictly, and prints the effective one: every key, values from the environment"
                        + " and from files masked.",
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  crucible config check --config ops/crucible.example.yaml"})
    static final class Check implements Callable<Integer> {
        @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
        private Path config;

        @Option(names = "--json", description = "Print JSON instead of YAML.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            final ArenaConfig.Loaded loaded = ArenaConfig.load(config);
            final PrintWriter out = spec.commandLine().getOut();
            out.println(json ? loaded.canonicalJson() : loaded.effectiveYaml().stripTrailing());
            out.flush();
            return 0;
        }
    }
}
