package crucible.server.mode;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many bytes a process of this user may still write to a disk. Any thread. */
@FunctionalInterface
public interface FreeSpace {
    /** Asks the disk. */
    long bytes() throws IOException;

    /** Of the disk on which {@code directory} lies. */
    static FreeSpace of(Path directory) throws IOException {
        final FileStore disk = Files.getFileStore(directory);
        return disk::getUsableSpace;
    }
}
