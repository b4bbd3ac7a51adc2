package crucible.server.cli;

import crucible.server.arena.ContinuedRecord;
import crucible.server.arena.Recovery;
import crucible.server.arena.Replay;
import crucible.server.journal.JournalException;
import crucible.server.journal.JournalReader;
import crucible.server.record.RecordBlock;
import crucible.server.record.RecordReader;
import crucible.server.record.RecordedEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible why}: an agent's story, from the journal as far as it reaches, before that from the permanent record. */
@Command(
        name = "why",
        description = {
            "Tells an agent's story: birth, fills, orders that did not fill and why, verdicts with their numbers, operators'"
                    + " commands. Where the journal's beginning was pruned, births, verdicts and commands come from the"
                    + " permanent record; fills and orders are told as far as the journal reaches."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible why 12 --journal ./data"})
public final class WhyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "AGENT", description = "the agent's id, from 0")
    private int agentId;

    @Option(
            names = {"--journal", "--data-dir"},
            required = true,
            paramLabel = "DIR",
            description = "the journal, or the data directory that holds it")
    private Path given;

    @Option(
            names = "--until",
            paramLabel = Until.LABEL,
            converter = Until.Converter.class,
            description = "last event to read, or latest time: ISO-8601 or epoch milliseconds (default: the newest)")
    private Until until = Until.THE_END;

    @Option(names = "--json", description = "print one JSON object per line")
    private boolean json;

    private final List<String> notes = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        final ContinuedRecord.Places places = ContinuedRecord.Places.of(given);
        final List<AgentStory.Chapter> chapters = new ArrayList<>();
        String failure = null;
        try {
            tell(places, chapters);
        } catch (JournalException | IllegalStateException e) {
            failure = e.getMessage();
        }
        if (failure == null && chapters.isEmpty()) {
            failure = "the journal knows no agent " + agentId;
        }
        print(chapters);
        if (failure != null) {
            spec.commandLine().getErr().println("crucible why: " + failure);
            return 1;
        }
        return 0;
    }

    private void tell(ContinuedRecord.Places places, List<AgentStory.Chapter> chapters) throws IOException {
        final AgentStory story = new AgentStory(agentId);
        if (!JournalReader.exists(places.journal())) {
            keptBefore(places, Long.MAX_VALUE, chapters);
            if (chapters.isEmpty()) {
                throw new JournalException("there is no journal in " + places.journal());
            }
            notes.add("There is no journal: fills and orders cannot be told.");
            return;
        }
        try (Replay replay = Recovery.earliest(places.snapshotStore(), places.journal(), 1, story)) {
            if (replay.startSequence() > 0) {
                keptBefore(places, replay.startSequence(), chapters);
                notes.add("The journal was pruned: fills and orders before event " + replay.startSequence()
                        + " cannot be told any more; births, verdicts and commands before it are from the permanent"
                        + " record.");
            }
            replay.withoutDigests().runWhile(until::includes, event -> {});
        } finally {
            chapters.addAll(story.chapters());
        }
    }

    /** What the permanent record tells before the event {@code sequence}. */
    private void keptBefore(ContinuedRecord.Places places, long sequence, List<AgentStory.Chapter> chapters)
            throws IOException {
        final AgentStory story = new AgentStory(agentId);
        final RecordReader record = new RecordReader(places.permanent());
        for (RecordBlock block = record.next(); block != null && block.after() + 1 < sequence; block = record.next()) {
            for (RecordedEvent event : block.events()) {
                if (event.sequence() < sequence && until.includes(event.sequence(), event.arenaTimeMs())) {
                    story.kept(event);
                }
            }
        }
        chapters.addAll(story.chapters());
        if (record.upTo() < Math.min(sequence - 1, until.sequence())) {
            notes.add("The permanent record ends with event " + record.upTo() + ".");
        }
        record.damage().forEach(damage -> notes.add("The permanent record is damaged: " + damage.words() + "."));
    }

    private void print(List<AgentStory.Chapter> chapters) {
        final PrintWriter out = spec.commandLine().getOut();
        for (AgentStory.Chapter chapter : chapters) {
            out.println(
                    json
                            ? JsonMapper.shared().writeValueAsString(line(chapter))
                            : AgentStory.at(chapter.timeMs()) + "  " + chapter.words());
        }
        if (!chapters.isEmpty()) {
            for (String note : notes) {
                out.println(
                        json ? JsonMapper.shared().writeValueAsString(Map.of("kind", "note", "words", note)) : note);
            }
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
