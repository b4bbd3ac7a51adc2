package crucible.server.cli;

import crucible.server.journal.JournalCut;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible journal cut}: a damaged journal goes on from its good part. */
@Command(
        name = "cut",
        description = {
            "Keeps a damaged journal up to a record, so that the server can start again from there. What comes behind it"
                    + " is set aside, not deleted. The server must not run. Where there is a backup, restore that instead.",
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible journal cut --journal ./data --keep-to 120000"})
final class JournalCutCommand implements Callable<Integer> {
    @Mixin
    private JournalCommand.Place place;

    @Option(names = "--keep-to", required = true, paramLabel = "SEQ", description = "the last record to keep")
    private long keepTo;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final Path aside = JournalCut.keepUpTo(place.directory(), keepTo);
        final PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? JsonMapper.shared()
                                .writeValueAsString(Map.of("lastSequence", keepTo, "setAside", aside.toString()))
                        : "The journal ends with record " + keepTo + "; what was behind it lies in " + aside + ".");
        out.flush();
        return 0;
    }
}
