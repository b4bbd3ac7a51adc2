package crucible.server.record;

import crucible.server.journal.FileLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Files of which some changes in a row fail, and which are never forced to the disk. */
final class StubbornFiles implements FileLayer {
    private final int failAt;
    private final int times;
    private final int bytesBeforeFailing;
    private int changes;

    /**
     * @param failAt number of the first change that fails, from 1
     * @param times how many fail
     * @param bytesBeforeFailing how much of a failing write is written all the same
     */
    StubbornFiles(int failAt, int times, int bytesBeforeFailing) {
        this.failAt = failAt;
        this.times = times;
        this.bytesBeforeFailing = bytesBeforeFailing;
    }

    /** How many changes were asked for. */
    synchronized int changes() {
        return changes;
    }

    private synchronized boolean fails() {
        changes++;
        return changes >= failAt && changes - failAt < times;
    }

    private void change() throws IOException {
        if (fails()) {
            throw new IOException("no space left on device");
        }
    }

    @Override
    public Appended append(Path file, long bytes) throws IOException {
        change();
        final Appended disk = DISK.append(file, bytes);
        return new Appended() {
            @Override
            public void write(ByteBuffer piece) throws IOException {
                if (fails()) {
                    disk.write(piece.slice(piece.position(), Math.min(bytesBeforeFailing, piece.remaining())));
                    throw new IOException("no space left on device");
                }
                disk.write(piece);
            }

            @Override
            public void sync() throws IOException {
                // counted, not done: what these tests read back was written by a process that lives
                change();
            }

            @Override
            public void close() throws IOException {
                disk.close();
            }
        };
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        change();
        DISK.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        change();
        DISK.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        change();
    }
}
