package crucible.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** How the journal changes files: all of its writing goes through here, so that a test can let any of it fail. */
public interface FileLayer {
    /** The machine's own files. */
    FileLayer DISK = new Disk();

    /** Opens {@code file}, which is made if it does not exist, cuts it to {@code bytes} and appends behind them. */
    Appended append(Path file, long bytes) throws IOException;

    /** Gives a file its final name, in one step, in the place of what had it. */
    void move(Path from, Path to) throws IOException;

    /** Removes a file if it exists. */
    void delete(Path file) throws IOException;

    /** Makes new, moved and removed names durable. */
    void syncDirectory(Path directory) throws IOException;

    /** A file that only grows. */
    interface Appended extends Closeable {
        /** Writes all that remains of {@code bytes}. */
        void write(ByteBuffer bytes) throws IOException;

        /** Forces what was written to the disk. */
        void sync() throws IOException;
    }

    /** The machine's own files. */
    final class Disk implements FileLayer {
        private Disk() {}

        @Override
        public Appended append(Path file, long bytes) throws IOException {
            final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                channel.truncate(bytes).position(bytes);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new DiskFile(channel);
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** One of them. */
    record DiskFile(FileChannel channel) implements Appended {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
