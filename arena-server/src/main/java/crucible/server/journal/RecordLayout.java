package crucible.server.journal;

import crucible.runtime.event.EventCodec;
import java.nio.ByteBuffer;

/**
 * Where the fields of a record lie; integers are big-endian.
 *
 * <pre>
 * format 2: crc32c(4) format=2(1) unsynced(4) hash(16) content
 * format 1: crc32c(4) content, whose first byte is 1
 * </pre>
 *
 * The CRC32C covers all that follows it. {@code unsynced} counts the records before this one that were not known to be on
 * the disk when it was written. The content is written by {@link EventCodec}: its version, kind, sequence, event time,
 * arena time and the kind's own fields.
 */
final class RecordLayout {
    static final int FORMAT = 2;
    static final int FIRST_FORMAT = 1;
    static final int LARGEST_BYTES = 1 << 20;
    static final int FORMAT_AT = 4;
    static final int UNSYNCED_AT = 5;
    static final int HASH_AT = 9;
    static final int CONTENT_AT = HASH_AT + HashChain.BYTES;
    static final int FIRST_FORMAT_CONTENT_AT = 4;

    /** A tick of format 1: nothing is shorter. */
    static final int SMALLEST_BYTES = FIRST_FORMAT_CONTENT_AT + 26;

    private static final int SEQUENCE_IN_CONTENT = 2;

    private RecordLayout() {}

    /** Where the content begins; −1 for an unknown format. */
    static int contentAt(byte format) {
        return switch (format) {
            case FORMAT -> CONTENT_AT;
            case FIRST_FORMAT -> FIRST_FORMAT_CONTENT_AT;
            default -> -1;
        };
    }

    /** The sequence that a content says it has. */
    static long sequence(byte[] array, int contentOffset) {
        return ByteBuffer.wrap(array).getLong(contentOffset + SEQUENCE_IN_CONTENT);
    }
}
