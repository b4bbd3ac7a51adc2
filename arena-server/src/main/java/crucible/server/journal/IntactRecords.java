package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Finds whole records in a file whatever lies around them, so that a hole is told from an end. A record is known by its
 * format, its kind, its sequence and its checksum; neither lengths nor headers are trusted.
 */
final class IntactRecords {
    private static final int PIECE_BYTES = 4 << 20;
    private static final int LOOK_AHEAD_BYTES = RecordLayout.LARGEST_BYTES + 64;
    private static final long FARTHEST = 1L << 32;
    private static final int CONTENT_VERSION = 1;
    private static final int LAST_KIND = 12;

    private final EventCodec codec = new EventCodec();
    private final ArenaEvent event = new ArenaEvent();
    private final CRC32C crc = new CRC32C();
    private final long fromSequence;
    private long count;
    private long first = Long.MAX_VALUE;
    private long durableBelow;
    private long writtenBytes;

    /** @param fromSequence earlier records are not looked for */
    IntactRecords(long fromSequence) {
        this.fromSequence = fromSequence;
    }

    /** How many were found. */
    long count() {
        return count;
    }

    /** Lowest sequence among them. */
    long first() {
        return first;
    }

    /** Whether one of them says that the record {@code sequence} had been on the disk when it was written. */
    boolean provesDurable(long sequence) {
        return durableBelow > sequence;
    }

    /** Bytes from the place where the first search began to the last one that is not zero, over all files. */
    long writtenBytes() {
        return writtenBytes;
    }

    /** Looks through {@code file} from {@code position} on. */
    IntactRecords search(Path file, long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer piece = ByteBuffer.allocate(
                    (int) Math.min(PIECE_BYTES + LOOK_AHEAD_BYTES, Math.max(0, channel.size() - position)));
            long lastWritten = position - 1;
            for (long at = position; ; at += PIECE_BYTES) {
                piece.clear();
                while (piece.hasRemaining() && channel.read(piece, at + piece.position()) > 0) {
                    // until the piece is full or the file ends
                }
                final int notZero = lastNotZero(piece);
                lastWritten = notZero < 0 ? lastWritten : at + notZero;
                search(piece.array(), piece.position(), piece.hasRemaining() ? piece.position() : PIECE_BYTES);
                if (piece.hasRemaining() || piece.capacity() <= PIECE_BYTES) {
                    writtenBytes += lastWritten + 1 - position;
                    return this;
                }
            }
        }
    }

    private static int lastNotZero(ByteBuffer piece) {
        int at = piece.position() - 1;
        while (at >= 0 && piece.get(at) == 0) {
            at--;
        }
        return at;
    }

    private void search(byte[] bytes, int end, int startsBelow) {
        int at = 0;
        while (at < startsBelow && at + RecordLayout.SMALLEST_BYTES <= end) {
            final byte format = bytes[at + RecordLayout.FORMAT_AT];
            final int length = format == 0 ? 0 : recordAt(bytes, at, end);
            at += Math.max(1, length);
        }
    }

    /** Length of the record that begins there; 0 where none does. */
    private int recordAt(byte[] bytes, int at, int end) {
        final byte format = bytes[at + RecordLayout.FORMAT_AT];
        final int content = RecordLayout.contentAt(format);
        if (content < 0 || at + content + 10 > end) {
            return 0;
        }
        final int kind = bytes[at + content + 1];
        if (bytes[at + content] != CONTENT_VERSION || kind < 1 || kind > LAST_KIND) {
            return 0;
        }
        final long sequence = RecordLayout.sequence(bytes, at + content);
        if (sequence < fromSequence || sequence > fromSequence + FARTHEST) {
            return 0;
        }
        final int length = content + contentLength(bytes, at + content, end);
        if (length == content || !checksumFits(bytes, at, length)) {
            return 0;
        }
        count++;
        first = Math.min(first, sequence);
        final long unsynced =
                format == RecordLayout.FORMAT ? ByteBuffer.wrap(bytes).getInt(at + RecordLayout.UNSYNCED_AT) : 0;
        durableBelow = Math.max(durableBelow, sequence - unsynced);
        return length;
    }

    private int contentLength(byte[] bytes, int content, int end) {
        final ByteBuffer in = ByteBuffer.wrap(bytes, content, Math.min(end - content, RecordLayout.LARGEST_BYTES));
        try {
            codec.read(in, event);
            return in.position() - content;
        } catch (RuntimeException e) {
            // most bytes are no event, and the codec has many ways to say so
            return 0;
        }
    }

    private boolean checksumFits(byte[] bytes, int at, int length) {
        crc.reset();
        crc.update(bytes, at + RecordLayout.FORMAT_AT, length - RecordLayout.FORMAT_AT);
        return ByteBuffer.wrap(bytes).getInt(at) == (int) crc.getValue();
    }
}
