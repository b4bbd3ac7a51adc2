package crucible.server.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second writer out of a journal, of this process or another; the system lets it go when the process dies. */
final class WriterLock implements AutoCloseable {
    private final FileChannel file;
    private final FileLock lock;

    private WriterLock(FileChannel file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Takes the lock of the journal in {@code directory}, which is made if it does not exist. */
    static WriterLock take(Path directory) throws IOException {
        Files.createDirectories(directory);
        final FileChannel file =
                FileChannel.open(directory.resolve("writer.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        final FileLock lock = tryLock(file);
        if (lock == null) {
            file.close();
            throw new JournalException("the journal " + directory + " is open in another process");
        }
        return new WriterLock(file, lock);
    }

    private static FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Lets a lock go, if it was taken, because opening failed with {@code cause}. */
    static void release(WriterLock lock, Exception cause) {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        file.close();
    }
}
