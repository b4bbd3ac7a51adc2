package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.TableStore;
import net.openhft.chronicle.queue.impl.single.TableStoreWriteLock;
import net.openhft.chronicle.queue.impl.table.Metadata;
import net.openhft.chronicle.queue.impl.table.SingleTableBuilder;
import net.openhft.chronicle.threads.BusyTimedPauser;
import net.openhft.chronicle.wire.DocumentContext;

/** The files of a Chronicle Queue as a whole. Only under the writer's lock, while the queue is closed. */
final class QueueFiles {
    private static final int BLOCK_BYTES = 4 << 20;
    private static final long APPEND_LOCK_MS = 1_000;

    private QueueFiles() {}

    static ChronicleQueue queue(Path directory, TimeProvider clock) {
        return ChronicleQueue.singleBuilder(directory)
                .rollCycle(RollCycles.FAST_DAILY)
                .blockSize(BLOCK_BYTES)
                .timeProvider(clock)
                .build();
    }

    /**
     * Lets go the queue's own locks, which a killed writer may have held. The queue tells a dead owner by its process id,
     * but in a container the next process has the same one. Our own lock says that no other writer lives.
     */
    static void unlock(Path directory) {
        final Path table = directory.resolve(JournalFiles.QUEUE_TABLE);
        if (!Files.exists(table)) {
            return;
        }
        try (TableStore<?> store =
                SingleTableBuilder.binary(table, Metadata.NoMeta.INSTANCE).build()) {
            try (TableStoreWriteLock write = new TableStoreWriteLock(store, BusyTimedPauser::new, APPEND_LOCK_MS);
                    TableStoreWriteLock append = new TableStoreWriteLock(
                            store, BusyTimedPauser::new, APPEND_LOCK_MS, TableStoreWriteLock.APPEND_LOCK_KEY)) {
                append.forceUnlock();
                write.forceUnlock();
            }
        }
    }

    /** What is wrong where the queue's own newest record is not the one before {@code nextSequence}; null if nothing. */
    static String problem(ChronicleQueue queue, long nextSequence) {
        final long lastIndex = queue.lastIndex();
        if (nextSequence == 0) {
            return lastIndex < 0 ? null : "it says that it has records, but none can be read";
        }
        try (ExcerptTailer tailer = queue.createTailer()) {
            tailer.singleThreadedCheckDisabled(true);
            if (!tailer.moveToIndex(lastIndex)) {
                return "its newest record cannot be reached";
            }
            try (DocumentContext document = tailer.readingDocument()) {
                final long sequence =
                        document.isPresent() ? sequence(document.wire().bytes()) : -1;
                return sequence == nextSequence - 1
                        ? null
                        : "its newest record has sequence " + sequence + ", but " + (nextSequence - 1) + " was read";
            }
        } catch (RuntimeException e) {
            return "its newest record cannot be read: " + e.getMessage();
        }
    }

    private static long sequence(Bytes<?> bytes) {
        final byte[] record = bytes.toByteArray();
        final int content = RecordLayout.contentAt(record[RecordLayout.FORMAT_AT]);
        if (content < 0) {
            return -1;
        }
        final ArenaEvent event = new ArenaEvent();
        new EventCodec().read(ByteBuffer.wrap(record, content, record.length - content), event);
        return event.sequence();
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
        remove(directory, opening.cut().isPresent(), layer);
    }

    /** Takes the queue's files away. */
    static void remove(Path directory, boolean keepAside, FileLayer layer) throws IOException {
        final List<Path> queue;
        try (Stream<Path> files = Files.list(directory)) {
            queue = files.filter(QueueFiles::isOfQueue).sorted().toList();
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

    private static Path freeFolder(Path directory) throws IOException {
        final Path aside = directory.resolve(JournalFiles.SET_ASIDE);
        int number = 1;
        while (Files.exists(aside.resolve("queue-" + number))) {
            number++;
        }
        return Files.createDirectories(aside.resolve("queue-" + number));
    }
}
