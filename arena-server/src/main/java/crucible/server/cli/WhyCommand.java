package crucible.server.cli;

import crucible.server.arena.Replay;
import crucible.server.journal.JournalException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible why}: an agent's story, told from the journal alone. */
@Command(
        name = "why",
        description =
                "Tells an agent's story from the journal: birth, fills, orders that did not fill and why, verdicts"
                        + " with their numbers, operators' commands.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible why 12 --journal ./data/journal"})
public final class WhyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "AGENT", description = "the agent's id, from 0")
    private int agentId;

    @Option(
            names = "--journal",
            required = true,
            paramLabel = "DIR",
            description = "the journal, or the data directory that holds it")
    private Path journal;

    @Option(names = "--until", paramLabel = "SEQ", description = "last event to read (default: the newest)")
    private long until = Long.MAX_VALUE;

    @Option(names = "--json", description = "print one JSON object per line")
    private boolean json;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        final AgentStory story = new AgentStory(agentId);
        final Path inside = journal.resolve("journal");
        try (Replay replay = Replay.open(Files.isDirectory(inside) ? inside : journal, 1, story)) {
            replay.withoutDigests().run(until, event -> {});
        } catch (JournalException | IllegalStateException e) {
            spec.commandLine().getErr().println("crucible why: " + e.getMessage());
            return 1;
        }
        if (story.chapters().isEmpty()) {
            spec.commandLine().getErr().println("crucible why: the journal knows no agent " + agentId);
            return 1;
        }
        print(out, story.chapters());
        return 0;
    }

    private void print(PrintWriter out, List<AgentStory.Chapter> chapters) {
        for (AgentStory.Chapter chapter : chapters) {
            out.println(
                    json
                            ? JsonMapper.shared().writeValueAsString(line(chapter))
                            : AgentStory.at(chapter.timeMs()) + "  " + chapter.words());
        }
        out.flush();
    }

    private static Map<String, Object> line(AgentStory.Chapter chapter) {
        return Map.of(
                "sequence", chapter.sequence(),
                "timeMs", chapter.timeMs(),
                "at", AgentStory.at(chapter.timeMs()),
                "kind", chapter.kind(),
                "words", chapter.words());
    }
}
