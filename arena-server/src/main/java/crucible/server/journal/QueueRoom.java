package crucible.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Room on the disk for a queue, taken before it is written to. A queue writes into mapped memory, and a page for which the
 * disk has no block is an error of the JVM that comes later and elsewhere; a block that is there already cannot fail. The
 * file stays open, so that a process without a free file handle can still take room, and force it to the disk. The
 * appending thread's, but for {@link #sync}.
 */
final class QueueRoom implements Closeable {
    /** So much is taken at once. */
    static final long BLOCK_BYTES = 1 << 20;

    /** More than a queue writes beside a record: a new index, the mark at a file's end. */
    private static final long BESIDE_BYTES = 1 << 18;

    private static final long PAGE_BYTES = 4096;
    private static final String PROBE = "room" + RollCopy.UNFINISHED;

    private final Path directory;
    private final FileLayer layer;
    private final DiskRoom room;
    private volatile FileLayer.Blocks blocks;
    private long writtenTo;
    private long reservedTo;

    QueueRoom(Path directory, FileLayer layer, DiskRoom room) {
        this.directory = directory;
        this.layer = layer;
        this.room = room;
    }

    /** There is room for a new file of the queue, with a block of records. */
    void beforeNewFile() throws IOException {
        room.beforeGrowth(BLOCK_BYTES);
        try {
            probe();
        } catch (IOException e) {
            if (!room.release()) {
                throw e;
            }
            probe();
        }
    }

    /** Whether a block as large as a new file needs can be had: taken, and given back. */
    private void probe() throws IOException {
        final Path probe = directory.resolve(PROBE);
        try (FileLayer.Appended appended = layer.append(probe, 0)) {
            appended.write(ByteBuffer.allocate((int) BLOCK_BYTES));
        } finally {
            layer.delete(probe);
        }
    }

    /** The queue now writes to {@code newFile}, as far as {@code newWrittenTo}. */
    void in(Path newFile, long newWrittenTo) throws IOException {
        close();
        blocks = layer.blocks(newFile);
        writtenTo = newWrittenTo;
        reservedTo = 0;
    }

    /** The queue has written as far as this. */
    void written(long newWrittenTo) {
        writtenTo = newWrittenTo;
    }

    /** There is room for a record of this length in the present file. */
    void beforeRecord(int bytes) throws IOException {
        final long needed = writtenTo + bytes + BESIDE_BYTES;
        if (blocks != null && needed > reservedTo) {
            reserve(Math.max(reservedTo, writtenTo / PAGE_BYTES * PAGE_BYTES), needed + BLOCK_BYTES);
        }
    }

    private void reserve(long from, long to) throws IOException {
        room.beforeGrowth(to - from);
        try {
            blocks.reserve(from, to - from);
        } catch (IOException e) {
            if (!room.release()) {
                throw e;
            }
            blocks.reserve(from, to - from);
        }
        reservedTo = to;
    }

    /** Forces to the disk what was written into the present file, by whichever way; any thread. */
    void sync() throws IOException {
        final FileLayer.Blocks present = blocks;
        if (present != null) {
            room.syncBegins();
            try {
                present.sync();
            } finally {
                room.syncEnds();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (blocks != null) {
            blocks.close();
            blocks = null;
        }
    }
}
