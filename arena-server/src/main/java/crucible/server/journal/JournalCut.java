package crucible.server.journal;

import crucible.model.Require;
import crucible.runtime.event.ArenaEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes the end off a journal that is damaged, at an operator's word. */
public final class JournalCut {
    private JournalCut() {}

    /**
     * Keeps the records up to {@code lastSequence}; the file that holds the next one, and all behind it, is set aside.
     *
     * @return the folder that it lies in now
     * @throws JournalException where a server has the journal open, or what is to be kept is not whole
     */
    public static Path keepUpTo(Path directory, long lastSequence) {
        Require.notNegative("last sequence to keep", lastSequence);
        final List<JournalReader.FileStart> read = filesUpTo(directory, lastSequence);
        WriterLock lock = null;
        try {
            lock = WriterLock.take(directory);
            final Path aside = cut(directory, read, lastSequence);
            lock.close();
            return aside;
        } catch (IOException e) {
            WriterLock.release(lock, e);
            throw new JournalException("the journal " + directory + " cannot be cut: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            WriterLock.release(lock, e);
            throw e;
        }
    }

    private static List<JournalReader.FileStart> filesUpTo(Path directory, long lastSequence) {
        try (JournalReader reader = new JournalReader(directory)) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.nextSequence() <= lastSequence) {
                if (!reader.next(event)) {
                    throw new JournalException(
                            "the journal " + directory + " ends at record " + (reader.nextSequence() - 1) + " already");
                }
            }
            return List.copyOf(reader.files());
        }
    }

    private static Path cut(Path directory, List<JournalReader.FileStart> read, long lastSequence) throws IOException {
        final JournalReader.FileStart last = read.get(read.size() - 1);
        final List<Path> moved = new ArrayList<>(QueueFiles.in(directory));
        if (!last.isCycle()) {
            moved.addAll(JournalFiles.in(directory)
                    .segments()
                    .tailMap(last.firstSequence())
                    .values());
        }
        final Path aside = QueueFiles.freeFolder(directory);
        for (Path file : moved) {
            FileLayer.DISK.move(file, aside.resolve(file.getFileName()));
        }
        for (JournalReader.FileStart file : read) {
            if (moved.contains(file.file())) {
                RollCopy.copy(
                        new JournalReader.FileStart(
                                aside.resolve(file.file().getFileName()), file.firstSequence(), file.previousHash()),
                        lastSequence + 1,
                        JournalFiles.segment(directory, file.firstSequence()),
                        FileLayer.DISK);
            }
        }
        FileLayer.DISK.syncDirectory(directory);
        return aside;
    }
}
