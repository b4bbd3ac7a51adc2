package crucible.server.cli;

import crucible.research.lake.LakeDay;
import crucible.research.lake.RawLake;
import crucible.server.lake.LakeFill;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible lake verify}: is the lake whole. */
@Command(
        name = "verify",
        description = "Compares every file of the lake's raw layer with its manifest: digest, rows, sequences.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible lake verify --data-dir ./data"})
final class LakeVerifyCommand implements Callable<Integer> {
    @Option(names = "--data-dir", required = true, paramLabel = "DIR", description = "the data directory")
    private Path dataDirectory;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final PrintWriter out = spec.commandLine().getOut();
        final RawLake lake = LakeFill.rawLake(dataDirectory);
        final List<LakeDay> days = lake.days();
        final List<String> wrong = lake.verify(days);
        if (json) {
            final Map<String, Object> result = new LinkedHashMap<>();
            result.put("ok", wrong.isEmpty());
            result.put("days", days.size());
            result.put("wrong", wrong);
            out.println(JsonMapper.shared().writeValueAsString(result));
        } else {
            out.println(days.isEmpty() ? "The lake holds no complete day." : span(days));
            wrong.forEach(problem -> out.println("WRONG: " + problem));
        }
        out.flush();
        return wrong.isEmpty() ? 0 : 1;
    }

    private static String span(List<LakeDay> days) {
        final LakeDay last = days.get(days.size() - 1);
        final long rows = days.stream()
                .flatMap(day -> day.files().stream())
                .mapToLong(LakeDay.Part::rows)
                .sum();
        return days.size() + " days, " + days.get(0).date() + " to " + last.date() + ", events "
                + days.get(0).firstSequence() + " to " + last.lastSequence() + ", " + rows + " rows.";
    }
}
