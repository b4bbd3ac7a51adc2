package crucible.server.cli;

import crucible.runtime.event.ArenaEvent;
import crucible.server.arena.ContinuedRecord;
import crucible.server.arena.Recovery;
import crucible.server.arena.Replay;
import crucible.server.journal.JournalException;
import crucible.server.journal.JournalReader;
import crucible.server.journal.ReadBack;
import crucible.server.record.RecordComparison;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
                    + " decisions with the journaled ones, its state with every kept snapshot, and what it tells with the"
                    + " permanent record. Begins at genesis, or where the journal's beginning was pruned at the oldest"
                    + " snapshot that it goes on from, and says which. Exit code 1 where anything is wrong, with the place.",
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
    private final List<String> wrong = new ArrayList<>();
    private long firstSequence;
    private long events;
    private long lastSequence = -1;

    @Override
    public Integer call() throws IOException {
        final ContinuedRecord.Places places = place.places();
        final long startNanos = System.nanoTime();
        try {
            try (JournalReader reader = new JournalReader(places.journal())) {
                firstSequence = reader.firstSequence();
            }
            result.put("replayed", !recordsOnly);
            if (recordsOnly || firstSequence > 0) {
                readRecords(places.journal());
            }
            if (!recordsOnly) {
                replay(places);
            }
        } catch (JournalException | IllegalStateException e) {
            wrong.add(e.getMessage());
        }
        result.put("seconds", (System.nanoTime() - startNanos) / 1e9);
        print();
        return wrong.isEmpty() ? 0 : 1;
    }

    private void readRecords(Path directory) {
        try (JournalReader reader = new JournalReader(directory)) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event)) {
                events++;
                lastSequence = event.sequence();
            }
            ended(reader.chainHash(), reader.cut());
        }
    }

    private void replay(ContinuedRecord.Places places) throws IOException {
        final SnapshotsOnTheWay snapshots = new SnapshotsOnTheWay(places.snapshotStore());
        final RecordComparison record = new RecordComparison(places.permanent());
        try (Replay replay = Recovery.earliest(places.snapshotStore(), places.journal(), 1, record.recorder())) {
            result.put("startedAt", replay.startSequence() == 0 ? "genesis" : "snapshot");
            result.put("startedAfter", replay.startSequence() - 1);
            result.put("beginning", replay.beginning());
            record.recorder().begin(replay.startSequence() - 1);
            snapshots.begin(replay);
            replay.withoutDigests().run(Long.MAX_VALUE, event -> passed(replay, snapshots));
            snapshots.end(replay.lastSequence());
            result.put("replayedEvents", replay.events());
            result.put("stateDigest", replay.stateDigest());
            if (firstSequence == 0) {
                ended(replay.chainHash(), replay.cut());
            }
            wrong.addAll(record.differences(replay.lastSequence()));
        } finally {
            wrong.addAll(snapshots.wrong());
            result.put("snapshotsCompared", snapshots.compared());
            result.put("snapshotsBeforeTheJournal", snapshots.beforeTheJournal());
            result.put("recordBlocksCompared", record.compared());
            result.put("recordUpTo", record.upTo());
        }
    }

    private void passed(Replay replay, SnapshotsOnTheWay snapshots) {
        if (firstSequence == 0) {
            events = replay.events();
            lastSequence = replay.lastSequence();
        }
        snapshots.pass(replay);
    }

    private void ended(String chainHash, Optional<ReadBack.Cut> cut) {
        result.put("chainHash", chainHash);
        cut.ifPresent(tail -> wrong.add(tail.reason() + "; behind it are " + tail.lostBytes() + " bytes with "
                + tail.lostRecords() + " whole records; the next start cuts them off and sets them aside"));
    }

    private void print() {
        final PrintWriter out = spec.commandLine().getOut();
        result.put("events", events);
        result.put("firstSequence", firstSequence);
        result.put("lastSequence", lastSequence);
        result.put("ok", wrong.isEmpty());
        result.put("wrong", wrong.isEmpty() ? null : String.join("; ", wrong));
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(result));
        } else {
            printText(out);
        }
        out.flush();
    }

    private void printText(PrintWriter out) {
        out.println((wrong.isEmpty() ? "The journal is whole: " : "Good: ") + events + " events, sequence "
                + firstSequence + " to " + lastSequence + ".");
        printIfKnown(out, "Chain hash   ", "chainHash");
        printIfKnown(out, "State digest ", "stateDigest");
        if (result.get("beginning") != null) {
            out.println("Replayed " + result.getOrDefault("replayedEvents", "some") + " events from "
                    + result.get("beginning") + ".");
            out.println("Snapshots: " + result.get("snapshotsCompared") + " have the replayed state"
                    + (result.get("snapshotsBeforeTheJournal").equals(0)
                            ? "."
                            : ", " + result.get("snapshotsBeforeTheJournal")
                                    + " are whole and from before the journal's beginning."));
            out.println("Permanent record: " + result.get("recordBlocksCompared")
                    + " blocks are what the replay tells, up to event " + result.get("recordUpTo") + ".");
        } else if (recordsOnly) {
            out.println("The records were checked; the tournament was not replayed.");
        }
        wrong.forEach(one -> out.println("WRONG: " + one));
    }

    private void printIfKnown(PrintWriter out, String label, String key) {
        if (result.get(key) != null) {
            out.println(label + result.get(key));
        }
    }
}
