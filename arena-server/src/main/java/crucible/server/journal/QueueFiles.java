package crucible.server.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.RollCycles;

/** The files of a Chronicle Queue as a whole. Only under the writer's lock, while the queue is closed. */
final class QueueFiles {
    private static final int BLOCK_BYTES = 4 << 20;

    private QueueFiles() {}

    static ChronicleQueue queue(Path directory, TimeProvider clock) {
        return ChronicleQueue.singleBuilder(directory)
                .rollCycle(RollCycles.FAST_DAILY)
                .blockSize(BLOCK_BYTES)
                .timeProvider(clock)
                .build();
    }

    /**
     * Copies the good records of the queue into segments and takes its files away: deleted where they were whole, set
     * aside where something was cut.
     */
    static void toSegments(Path directory, Opening opening, FileLayer layer) throws IOException {
        final List<JournalReader.FileStart> cycles = opening.cycles();
        for (JournalReader.FileStart cycle : cycles) {
            RollCopy.copy(cycle, opening.nextSequence(), JournalFiles.segment(directory, cycle.firstSequence()), layer);
        }
        remove(directory, !cycles.isEmpty() && opening.cut().isPresent(), layer);
    }

    /** All files of the queue in {@code directory}. */
    static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(QueueFiles::isOfQueue).sorted().toList();
        }
    }

    private static void remove(Path directory, boolean keepAside, FileLayer layer) throws IOException {
        final List<Path> queue = in(directory);
        if (queue.isEmpty()) {
            return;
        }
        final Path aside = keepAside ? freeFolder(directory) : null;
        for (Path file : queue) {
            if (keepAside) {
                layer.move(file, aside.resolve(file.getFileName()));
            } else {
                layer.delete(file);
            }
        }
        layer.syncDirectory(directory);
    }

    private static boolean isOfQueue(Path file) {
        final String name = file.getFileName().toString();
        return name.endsWith(JournalFiles.CYCLE) || name.endsWith(JournalFiles.QUEUE_TABLE);
    }

    /** A new folder for what is set aside. */
    static Path freeFolder(Path directory) throws IOException {
        final Path aside = directory.resolve(JournalFiles.SET_ASIDE);
        int number = 1;
        while (Files.exists(aside.resolve("set-aside-" + number))) {
            number++;
        }
        return Files.createDirectories(aside.resolve("set-aside-" + number));
    }
}
