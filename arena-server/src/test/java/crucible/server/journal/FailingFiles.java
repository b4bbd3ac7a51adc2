package crucible.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Files of which the n-th change fails, and every one after it: a full disk, or a process that died there. */
final class FailingFiles implements FileLayer {
    private final int failAt;
    private final int bytesBeforeFailing;
    private int changes;

    /**
     * @param failAt number of the change that fails, from 1
     * @param bytesBeforeFailing how much of a failing write is written all the same
     */
    FailingFiles(int failAt, int bytesBeforeFailing) {
        this.failAt = failAt;
        this.bytesBeforeFailing = bytesBeforeFailing;
    }

    /** How many changes were asked for. */
    synchronized int changes() {
        return changes;
    }

    private synchronized boolean fails() {
        return ++changes >= failAt;
    }

    private void change(String what) throws IOException {
        if (fails()) {
            throw new IOException("no space left on device, at " + what);
        }
    }

    @Override
    public Appended append(Path file, long bytes) throws IOException {
        change("append to " + file);
        return new FailingFile(DISK.append(file, bytes));
    }

    @Override
    public Blocks blocks(Path file) throws IOException {
        final Blocks real = DISK.blocks(file);
        return new Blocks() {
            @Override
            public void reserve(long from, long bytes) throws IOException {
                change("room in " + file);
                real.reserve(from, bytes);
            }

            @Override
            public void sync() throws IOException {
                change("sync");
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        change("move of " + from);
        DISK.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        change("delete of " + file);
        DISK.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        change("sync of " + directory);
    }

    private final class FailingFile implements Appended {
        private final Appended file;

        FailingFile(Appended file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            if (fails()) {
                final int part = Math.min(bytesBeforeFailing, bytes.remaining());
                file.write(bytes.slice(bytes.position(), part));
                bytes.position(bytes.position() + part);
                throw new IOException("no space left on device");
            }
            file.write(bytes);
        }

        @Override
        public void sync() throws IOException {
            // counted, not done: what these tests read back was written by a process that lives
            change("sync");
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
