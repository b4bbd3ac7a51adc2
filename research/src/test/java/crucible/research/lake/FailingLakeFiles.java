package crucible.research.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files of which the n-th change fails, and every one after it: a full disk, or a process that died there. */
final class FailingLakeFiles implements LakeFiles {
    private final int failAt;
    private final boolean half;
    private int changes;

    /**
     * @param failAt number of the change that fails, from 1
     * @param half whether a file that fails to be written is left behind half written
     */
    FailingLakeFiles(int failAt, boolean half) {
        this.failAt = failAt;
        this.half = half;
    }

    /** How many changes were asked for. */
    int changes() {
        return changes;
    }

    private boolean fails() {
        return ++changes >= failAt;
    }

    private void change(String what) throws IOException {
        if (fails()) {
            throw new IOException("no space left on device, at " + what);
        }
    }

    @Override
    public void produce(Path file, Producer producer) throws IOException {
        final boolean fails = fails();
        if (fails && !half) {
            throw new IOException("no space left on device, before " + file);
        }
        producer.write(file);
        if (fails) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(Files.size(file) / 2);
            }
            throw new IOException("no space left on device, in " + file);
        }
    }

    @Override
    public void sync(Path file) throws IOException {
        change("sync of " + file);
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
}
