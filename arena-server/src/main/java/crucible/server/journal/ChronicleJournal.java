package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import crucible.runtime.event.EventKind;
import crucible.runtime.ring.EventStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Appends events to a Chronicle Queue. A record is a CRC32C of its content followed by the content as
 * {@link EventCodec} writes it. One writer: a lock file keeps a second process out. Belongs to the ring's first thread;
 * opened and closed by the thread that owns the arena, while the ring stands still.
 */
public final class ChronicleJournal implements EventStage, AutoCloseable {
    static final int BLOCK_BYTES = 4 << 20;
    private static final int LARGEST_RECORD_BYTES = 1 << 20;

    private final FileChannel lockFile;
    private final FileLock lock;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final Fsync fsync;
    private final EventCodec codec = new EventCodec();
    private final CRC32C crc = new CRC32C();
    private ByteBuffer record = ByteBuffer.allocate(4096);

    /** When records are forced to the disk. */
    public enum Fsync {
        /** Left to the operating system: survives the process, not a power cut. */
        NEVER,
        /** At each boundary. */
        EVERY_BOUNDARY,
        /** After each record. */
        EVERY
    }

    private ChronicleJournal(FileChannel lockFile, FileLock lock, ChronicleQueue queue, Fsync fsync) {
        this.lockFile = lockFile;
        this.lock = lock;
        this.queue = queue;
        this.fsync = fsync;
        this.appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    /**
     * Opens the journal in {@code directory}, which is made if it does not exist.
     *
     * @throws JournalException where another process has it open, or it cannot be written
     */
    public static ChronicleJournal open(Path directory, Fsync fsync) {
        try {
            Files.createDirectories(directory);
            final FileChannel lockFile = FileChannel.open(
                    directory.resolve("writer.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            final FileLock lock = tryLock(lockFile);
            if (lock == null) {
                lockFile.close();
                throw new JournalException("the journal " + directory + " is open in another process");
            }
            return new ChronicleJournal(lockFile, lock, queue(directory), fsync);
        } catch (IOException e) {
            throw new JournalException("the journal " + directory + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    static ChronicleQueue queue(Path directory) {
        return ChronicleQueue.singleBuilder(directory)
                .rollCycle(RollCycles.FAST_DAILY)
                .blockSize(BLOCK_BYTES)
                .build();
    }

    @Override
    public void onEvent(ArenaEvent event) {
        encode(event);
        try (DocumentContext document = appender.writingDocument()) {
            document.wire().bytes().write(record.array(), 0, record.limit());
        }
        if (fsync == Fsync.EVERY || (fsync == Fsync.EVERY_BOUNDARY && event.kind() == EventKind.BOUNDARY)) {
            appender.sync();
        }
    }

    private void encode(ArenaEvent event) {
        while (true) {
            try {
                record.clear().position(Integer.BYTES);
                codec.write(event, record);
                break;
            } catch (BufferOverflowException e) {
                if (record.capacity() >= LARGEST_RECORD_BYTES) {
                    throw new JournalException("event " + event.sequence() + " is larger than a record may be", e);
                }
                record = ByteBuffer.allocate(record.capacity() * 4);
            }
        }
        crc.reset();
        crc.update(record.array(), Integer.BYTES, record.position() - Integer.BYTES);
        record.putInt(0, (int) crc.getValue());
        record.flip();
    }

    @Override
    public void close() {
        appender.sync();
        appender.close();
        queue.close();
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
