package crucible.research.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** How the lake changes files: all of its writing goes through here, so that a test can let any of it fail. */
public interface LakeFiles {
    /** The machine's own files. */
    LakeFiles DISK = new Disk();

    /** Lets a library write {@code file}, whole. */
    void produce(Path file, Producer producer) throws IOException;

    /** Forces what was written to the disk. */
    void sync(Path file) throws IOException;

    /** Gives a file its final name, in one step, in the place of what had it. */
    void move(Path from, Path to) throws IOException;

    /** Removes a file or an empty folder if it exists. */
    void delete(Path file) throws IOException;

    /** Makes new, moved and removed names durable. */
    void syncDirectory(Path directory) throws IOException;

    /** Writes a file by itself. */
    interface Producer {
        /** Writes {@code file}, which does not exist. */
        void write(Path file) throws IOException;
    }

    /** The machine's own files. */
    final class Disk implements LakeFiles {
        private Disk() {}

        @Override
        public void produce(Path file, Producer producer) throws IOException {
            producer.write(file);
        }

        @Override
        public void sync(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
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
}
