package crucible.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/** The bytes of one file, compressed or not, read forwards in large pieces. One thread. */
final class FileBytes implements Closeable {
    private static final int PIECE_BYTES = 1 << 17;

    private final FileChannel channel;
    private final InputStream unpacked;
    private byte[] buffer = new byte[PIECE_BYTES];
    private int start;
    private int end;
    private long position;

    private FileBytes(FileChannel channel, InputStream unpacked) {
        this.channel = channel;
        this.unpacked = unpacked;
    }

    static FileBytes open(Path file, boolean isPacked) throws IOException {
        if (!isPacked) {
            return new FileBytes(FileChannel.open(file, StandardOpenOption.READ), null);
        }
        final InputStream packed = Files.newInputStream(file);
        try {
            return new FileBytes(null, new GZIPInputStream(packed, PIECE_BYTES));
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    /** Whether {@code count} more bytes are there; makes them readable in {@link #array()}. */
    boolean has(int count) throws IOException {
        if (end - start >= count) {
            return true;
        }
        final byte[] room = count > buffer.length ? new byte[Math.max(count, buffer.length * 2)] : buffer;
        System.arraycopy(buffer, start, room, 0, end - start);
        buffer = room;
        end -= start;
        start = 0;
        while (end < count) {
            final int read = read();
            if (read <= 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    private int read() throws IOException {
        return unpacked != null
                ? unpacked.read(buffer, end, buffer.length - end)
                : channel.read(ByteBuffer.wrap(buffer, end, buffer.length - end), position + end - start);
    }

    /** Holds the readable bytes, from {@link #offset()} on. */
    byte[] array() {
        return buffer;
    }

    int offset() {
        return start;
    }

    /** Where in the uncompressed file the next byte lies. */
    long position() {
        return position;
    }

    /** Moves over {@code count} bytes, also over padding that {@link #has} was not asked for. */
    void skip(int count) {
        start = Math.min(end, start + count);
        position += count;
    }

    /** Forgets what was read ahead: a file that a writer has open may have changed there. */
    void readAgain() {
        if (unpacked == null) {
            end = start;
        }
    }

    /** Whether it can be read again. */
    boolean isPacked() {
        return unpacked != null;
    }

    @Override
    public void close() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        } else {
            channel.close();
        }
    }
}
