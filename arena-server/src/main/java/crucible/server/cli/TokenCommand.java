package crucible.server.cli;

import crucible.server.config.ArenaConfig;
import crucible.server.security.Role;
import crucible.server.security.TokenStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible token}: works on the tokens file. */
@Command(
        name = "token",
        description = "Works on the tokens that open the REST interface.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = TokenCommand.Create.class,
        footer = {"", "Example:", "  crucible token create --role operator --config crucible.yaml"})
public final class TokenCommand {
    /** {@code crucible token create}. */
    @Command(
            name = "create",
            description = {
                "Makes a bearer token and prints it, once. Only its SHA-256 is kept, in a file that only you can read;"
                        + " a running server takes it up by itself.",
            },
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example:",
                "  crucible token create --role viewer --name grafana --config crucible.yaml",
                "  curl -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:8080/api/v1/arena"
            })
    static final class Create implements Callable<Integer> {
        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "One of ${COMPLETION-CANDIDATES}: read; also kill, pause, promote, spawn; everything.")
        private Role role;

        @Option(names = "--name", paramLabel = "NAME", description = "Who it is for; appears in the journal.")
        private String name;

        @ArgGroup(multiplicity = "1")
        private Place place;

        @Option(names = "--json", description = "Print an object with name, role, token and file.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        /** Where the tokens file is. */
        static final class Place {
            @Option(names = "--config", paramLabel = "FILE", description = "The configuration that names the file.")
            private Path config;

            @Option(names = "--tokens-file", paramLabel = "FILE", description = "The tokens file itself.")
            private Path tokensFile;
        }

        @Override
        public Integer call() throws IOException {
            final Path file = place.tokensFile != null
                    ? place.tokensFile
                    : ArenaConfig.load(place.config).config().tokensFile();
            final TokenStore tokens = TokenStore.open(file);
            final String who = name == null ? tokens.freeName(role) : name;
            final String token = tokens.create(role, who);
            final PrintWriter out = spec.commandLine().getOut();
            if (json) {
                final Map<String, String> answer = new LinkedHashMap<>();
                answer.put("name", who);
                answer.put("role", role.label());
                answer.put("token", token);
                answer.put("file", file.toString());
                out.println(JsonMapper.builder().build().writeValueAsString(answer));
            } else {
                out.println(token);
                spec.commandLine().getErr().println("token of " + who + "; its hash is in " + file);
            }
            out.flush();
            return 0;
        }
    }
}
