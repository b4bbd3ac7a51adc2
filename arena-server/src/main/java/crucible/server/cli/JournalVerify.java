package crucible.server.cli;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.ring.ArenaListener;
import crucible.server.arena.Replay;
import crucible.server.journal.JournalException;
import crucible.server.journal.JournalReader;
import crucible.server.journal.ReadBack;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible journal verify}: is the journal whole, and does it say what the tournament would decide again? */
@Command(
        name = "verify",
        description = {
            "Checks each record's checksum, sequence and chained hash, and replays the tournament, comparing its"
                    + " decisions with the journaled ones. Exit code 1 where anything is wrong, with the place.",
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible journal verify --journal ./data/journal",
            "  crucible journal verify --journal ./data/journal --no-replay --json"
        })
final class JournalVerify implements Callable<Integer> {
    @Mixin
    private JournalCommand.Place place;

    @Option(names = "--no-replay", description = "check the records only")
    private boolean recordsOnly;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Map<String, Object> result = new LinkedHashMap<>();
    private long firstSequence;
    private long events;
    private long lastSequence = -1;
    private long lastArenaTimeMs;
    private String wrong;

    @Override
    public Integer call() {
        final Path directory = place.directory();
        final long startNanos = System.nanoTime();
        try {
            firstSequence = firstSequence(directory);
            if (recordsOnly || firstSequence > 0) {
                readRecords(directory);
            } else {
                replay(directory);
            }
        } catch (JournalException | IllegalStateException e) {
            wrong = e.getMessage();
        }
        result.put("seconds", (System.nanoTime() - startNanos) / 1e9);
        print();
        return wrong == null ? 0 : 1;
    }

    private static long firstSequence(Path directory) {
        try (JournalReader reader = new JournalReader(directory)) {
            return reader.firstSequence();
        }
    }

    private void readRecords(Path directory) {
        result.put("replayed", false);
        try (JournalReader reader = new JournalReader(directory)) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event)) {
                seen(event);
            }
            ended(reader.chainHash(), reader.cut());
        }
    }

    private void replay(Path directory) {
        result.put("replayed", true);
        try (Replay replay = Replay.open(directory, 1, ArenaListener.NONE)) {
            replay.withoutDigests().run(Long.MAX_VALUE, this::seen);
            ended(replay.chainHash(), replay.cut());
            result.put("stateDigest", replay.tournament().core().stateDigest(lastSequence, lastArenaTimeMs));
        }
    }

    private void seen(ArenaEvent event) {
        events++;
        lastSequence = event.sequence();
        lastArenaTimeMs = event.arenaTimeMs();
    }

    private void ended(String chainHash, Optional<ReadBack.Cut> cut) {
        result.put("chainHash", chainHash);
        cut.ifPresent(tail -> wrong = tail.reason() + "; behind it are " + tail.lostBytes() + " bytes with "
                + tail.lostRecords() + " whole records; the next start cuts them off and sets them aside");
    }

    private void print() {
        final PrintWriter out = spec.commandLine().getOut();
        result.put("events", events);
        result.put("firstSequence", firstSequence);
        result.put("lastSequence", lastSequence);
        result.put("ok", wrong == null);
        result.put("wrong", wrong);
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(result));
        } else {
            out.println((wrong == null ? "The journal is whole: " : "Good: ") + events + " events, sequence "
                    + firstSequence + " to " + lastSequence + ".");
            printIfKnown(out, "Chain hash   ", "chainHash");
            printIfKnown(out, "State digest ", "stateDigest");
            if (Boolean.FALSE.equals(result.get("replayed"))) {
                out.println("The records were checked; the tournament was not replayed"
                        + (firstSequence > 0 ? ", for it does not begin at its genesis any more." : "."));
            }
            if (wrong != null) {
                out.println("WRONG: " + wrong);
            }
        }
        out.flush();
    }

    private void printIfKnown(PrintWriter out, String label, String key) {
        if (result.get(key) != null) {
            out.println(label + result.get(key));
        }
    }
}
