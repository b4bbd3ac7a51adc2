package crucible.server.mode;

import crucible.server.journal.FileLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A file that does nothing but take room, so that there is some to give back when the disk is full. Filled with bytes that
 * no file system can compress away. Making and giving up may come from different threads.
 */
final class Reserve {
    private static final String NAME = "reserve";
    private static final int PIECE_BYTES = 1 << 16;

    private final Path file;
    private final long bytes;
    private final FileLayer files;

    /** @param bytes 0 for no reserve */
    Reserve(Path directory, long bytes, FileLayer files) {
        this.file = directory.resolve(NAME);
        this.bytes = bytes;
        this.files = files;
    }

    long bytes() {
        return bytes;
    }

    /** Whether all of it is there; where none is wanted, it is. */
    boolean isThere() {
        return bytes == 0 || size() == bytes;
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Makes it, unless it is there. One that cannot be made whole is taken away again. */
    synchronized void make() throws IOException {
        if (isThere()) {
            return;
        }
        final Path unfinished = file.resolveSibling(NAME + ".part");
        try {
            try (FileLayer.Appended out = files.append(unfinished, 0)) {
                final SplittableRandom random = new SplittableRandom(bytes);
                final byte[] piece = new byte[PIECE_BYTES];
                for (long left = bytes; left > 0; left -= piece.length) {
                    random.nextBytes(piece);
                    out.write(ByteBuffer.wrap(piece, 0, (int) Math.min(left, piece.length)));
                }
                out.sync();
            }
            files.move(unfinished, file);
        } catch (IOException e) {
            removeQuietly(unfinished, e);
            throw e;
        }
    }

    private void removeQuietly(Path leftOver, IOException failure) {
        try {
            files.delete(leftOver);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Gives it up; whether there was any. */
    synchronized boolean release() throws IOException {
        final boolean was = size() > 0;
        files.delete(file);
        return was;
    }
}
