package crucible.server.lake;

import crucible.research.lake.LakeDay;
import crucible.research.lake.LakeWriter;
import crucible.research.lake.RawLake;
import crucible.runtime.event.ArenaEvent;
import crucible.server.journal.JournalException;
import crucible.server.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the raw layer of the lake from the journal, beside a running server or without one: every day behind which an
 * event is journaled, each once. Reads the journal as any reader does and takes no lock of it.
 */
public final class LakeFill {
    private LakeFill() {}

    /** The raw layer in a data directory. */
    public static RawLake rawLake(Path dataDirectory) {
        return new RawLake(dataDirectory.resolve("lake").resolve("raw"));
    }

    /**
     * Adds the days that are complete in the journal and not yet in the lake.
     *
     * @param added is told of each as soon as it is written
     * @return what was added, in order
     * @throws JournalException where the journal cannot be read
     * @throws IOException where the lake cannot be written, or does not belong to this journal; complete days stay
     */
    public static List<LakeDay> run(Path journalDirectory, RawLake lake, Consumer<LakeDay> added) throws IOException {
        final List<LakeDay> days = new ArrayList<>();
        // A journal that grows faster than it is read, at an accelerated venue, would never be read to its end.
        final long newest = newestSequence(journalDirectory);
        try (LakeWriter writer = LakeWriter.open(lake);
                JournalReader reader = JournalReader.from(journalDirectory, writer.nextSequence())) {
            final ArenaEvent event = new ArenaEvent();
            boolean begun = false;
            while (reader.next(event) && event.sequence() <= newest) {
                if (!begun && event.sequence() < writer.nextSequence()) {
                    continue;
                }
                if (!begun) {
                    begun = true;
                    expectContinued(writer, event, reader, lake);
                }
                if (writer.isOfLaterDay(event)) {
                    final LakeDay day = writer.complete(reader.chainHash());
                    days.add(day);
                    added.accept(day);
                }
                writer.append(event);
            }
        }
        return days;
    }

    private static long newestSequence(Path journalDirectory) {
        try (JournalReader reader = JournalReader.ofNewest(journalDirectory)) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event)) {
                // its sequence is all that is asked for
            }
            return event.sequence();
        }
    }

    /** The first event behind the complete days must be the one that they were written before. */
    private static void expectContinued(LakeWriter writer, ArenaEvent event, JournalReader reader, RawLake lake)
            throws IOException {
        if (!writer.isEmpty() && event.sequence() > writer.nextSequence()) {
            throw new IOException(
                    "the journal begins with event " + event.sequence() + ", but the lake in "
                            + lake.folder() + " ends with " + (writer.nextSequence() - 1)
                            + ": what lies between was pruned before it was written, and is only in an older backup, if anywhere");
        }
        if (!writer.nextHash().isEmpty() && !writer.nextHash().equals(reader.chainHash())) {
            throw new IOException("the lake in " + lake.folder() + " was written from another journal: event "
                    + event.sequence() + " has the chained hash " + reader.chainHash() + ", the lake expects "
                    + writer.nextHash());
        }
    }
}
