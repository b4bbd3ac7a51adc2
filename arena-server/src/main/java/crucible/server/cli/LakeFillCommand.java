package crucible.server.cli;

import crucible.research.lake.LakeDay;
import crucible.server.lake.LakeFill;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible lake fill}: the journal's complete days as Parquet. */
@Command(
        name = "fill",
        description =
                "Writes the days that are complete in the journal and not yet in the lake, each once, as Parquet.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible lake fill --data-dir ./data"})
final class LakeFillCommand implements Callable<Integer> {
    @Option(names = "--data-dir", required = true, paramLabel = "DIR", description = "the data directory")
    private Path dataDirectory;

    @Option(names = "--json", description = "print what was written as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter talk = json ? spec.commandLine().getErr() : out;
        final List<LakeDay> added =
                LakeFill.run(dataDirectory.resolve("journal"), LakeFill.rawLake(dataDirectory), day -> tell(talk, day));
        if (json) {
            out.println(JsonMapper.shared()
                    .writeValueAsString(Map.of(
                            "days",
                            added.stream().map(day -> day.date().toString()).toList())));
        } else if (added.isEmpty()) {
            out.println("Every complete day is in the lake already.");
        }
        out.flush();
        return 0;
    }

    static void tell(PrintWriter talk, LakeDay day) {
        talk.println(day.date() + ": events " + day.firstSequence() + " to " + day.lastSequence() + " in "
                + day.files().size() + " files");
        talk.flush();
    }
}
