package crucible.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** How the journal changes files: all of its writing goes through here, so that a test can let any of it fail. */
public interface FileLayer {
    /** The machine's own files. */
    FileLayer DISK = new Disk();

    /** Opens {@code file}, which is made if it does not exist, cuts it to {@code bytes} and appends behind them. */
    Appended append(Path file, long bytes) throws IOException;

    /** Opens {@code file}, which exists, to take room in it and to force it to the disk. */
    default Blocks blocks(Path file) throws IOException {
        return new FileBlocks(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Gives a file its final name, in one step, in the place of what had it. */
    void move(Path from, Path to) throws IOException;

    /** Removes a file if it exists. */
    void delete(Path file) throws IOException;

    /** Makes new, moved and removed names durable. */
    void syncDirectory(Path directory) throws IOException;

    /** A file that only grows. */
    interface Appended extends Closeable {
        /** Writes all that remains of {@code bytes}; after a failure their position tells what was written. */
        void write(ByteBuffer bytes) throws IOException;

        /** Forces what was written to the disk. */
        void sync() throws IOException;
    }

    /** The blocks of a file that somebody else writes. */
    interface Blocks extends Closeable {
        /**
         * Gives {@code bytes} bytes from {@code from} on real blocks of the disk, and leaves what is in them as it is.
         * Nobody else may write there meanwhile.
         */
        void reserve(long from, long bytes) throws IOException;

        /** Forces to the disk what anybody has written into the file, by mapped memory too; any thread. */
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

    /** Those of one of them. A hole in a file has no blocks, so what is read is written again. */
    record FileBlocks(FileChannel channel) implements Blocks {
        private static final int PIECE_BYTES = 1 << 16;

        @Override
        public void reserve(long from, long bytes) throws IOException {
            final byte[] piece = new byte[PIECE_BYTES];
            final long end = from + bytes;
            for (long at = from; at < end; at += PIECE_BYTES) {
                final ByteBuffer room = ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE_BYTES, end - at));
                Arrays.fill(piece, (byte) 0);
                while (room.hasRemaining() && channel.read(room, at + room.position()) > 0) {
                    // until all is read that there is
                }
                room.position(0);
                while (room.hasRemaining()) {
                    channel.write(room, at + room.position());
                }
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
