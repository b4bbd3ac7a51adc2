package crucible.server.mode;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** How many bytes a process of this user may still write to a disk. Any thread. */
@FunctionalInterface
public interface FreeSpace {
    /** Asks the disk. */
    long bytes() throws IOException;

    /** Of the disk on which {@code directory} lies. */
    static FreeSpace of(Path directory) {
        final File folder = directory.toFile();
        return () -> {
            final long free = folder.getUsableSpace();
            // A failure is said to be 0, too.
            if (free == 0 && folder.getTotalSpace() == 0) {
                throw new IOException("the disk of " + directory + " does not answer");
            }
            return free;
        };
    }
}
