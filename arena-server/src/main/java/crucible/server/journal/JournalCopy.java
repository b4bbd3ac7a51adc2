package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of a journal up to a whole record, made beside a running writer: compressed segments, whatever the original's
 * format, which a journal of either format goes on from.
 *
 * @param nextSequence sequence behind the copy's last record
 * @param chainHash hash of that record, chained to all before it
 */
public record JournalCopy(long nextSequence, String chainHash) {
    private static final int ATTEMPTS = 5;

    /**
     * Copies the journal in {@code from} into the empty folder {@code to}; every record is checked on the way. Any thread.
     *
     * @throws JournalDamaged where records of the original cannot be read
     * @throws JournalException where there is no journal, or its files change faster than they can be copied
     */
    public static JournalCopy take(Path from, Path to) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return copy(from, to);
            } catch (NoSuchFileException e) {
                // A writer that has just been started makes segments of the files before it.
                removeAll(to);
                if (attempt == ATTEMPTS) {
                    throw new JournalException("the journal " + from + " changes while it is copied; try again", e);
                }
            }
        }
    }

    private static JournalCopy copy(Path from, Path to) throws IOException {
        try (JournalReader reader = new JournalReader(from)) {
            final ArenaEvent event = new ArenaEvent();
            boolean more = true;
            while (more) {
                more = reader.next(event);
            }
            for (JournalReader.FileStart file : reader.files()) {
                copyOne(file, reader.nextSequence(), to);
            }
            return new JournalCopy(reader.nextSequence(), reader.chainHash());
        }
    }

    /** A closed segment may get its compressed copy, and then go, at any moment. */
    private static void copyOne(JournalReader.FileStart file, long untilSequence, Path to) throws IOException {
        final Path segment = JournalFiles.segment(to, file.firstSequence());
        final Path target = segment.resolveSibling(segment.getFileName() + JournalFiles.PACKED);
        try {
            RollCopy.copy(file, untilSequence, target, FileLayer.DISK);
        } catch (NoSuchFileException e) {
            final Path packed = file.file().resolveSibling(target.getFileName());
            Files.deleteIfExists(target.resolveSibling(target.getFileName() + RollCopy.UNFINISHED));
            RollCopy.copy(
                    new JournalReader.FileStart(packed, file.firstSequence(), file.previousHash()),
                    untilSequence,
                    target,
                    FileLayer.DISK);
        }
    }

    private static void removeAll(Path folder) throws IOException {
        final List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
