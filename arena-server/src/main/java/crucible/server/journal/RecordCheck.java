package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads records in order and says what is wrong with one. One thread. */
final class RecordCheck {
    private final EventCodec codec = new EventCodec();
    private final CRC32C crc = new CRC32C();
    private final HashChain chain = new HashChain();
    private long expected;

    /** Sequence of the record that comes next. */
    long expected() {
        return expected;
    }

    /** Hash of the record read last. */
    HashChain chain() {
        return chain;
    }

    /** Goes on at another place of the chain. */
    void restart(long nextSequence, byte[] hash) {
        expected = nextSequence;
        chain.restart(hash);
    }

    /** Whether the record is whole and has a sequence below the expected one. */
    boolean isEarlier(byte[] array, int offset, int length) {
        if (!isWhole(array, offset, length)) {
            return false;
        }
        final int content = RecordLayout.contentAt(array[offset + RecordLayout.FORMAT_AT]);
        return content >= 0 && RecordLayout.sequence(array, offset + content) < expected;
    }

    private boolean isWhole(byte[] array, int offset, int length) {
        if (length < RecordLayout.SMALLEST_BYTES) {
            return false;
        }
        crc.reset();
        crc.update(array, offset + RecordLayout.FORMAT_AT, length - RecordLayout.FORMAT_AT);
        return ByteBuffer.wrap(array).getInt(offset) == (int) crc.getValue();
    }

    /** Reads the expected record into {@code event}; null where it is good, else what is wrong, and nothing moves on. */
    String read(byte[] array, int offset, int length, ArenaEvent event) {
        if (!isWhole(array, offset, length)) {
            return "is damaged: its checksum does not fit its content";
        }
        final byte format = array[offset + RecordLayout.FORMAT_AT];
        final int contentAt = RecordLayout.contentAt(format);
        if (contentAt < 0) {
            return "has format " + format + ", but 1 and 2 can be read";
        }
        final int contentOffset = offset + contentAt;
        final int contentLength = length - contentAt;
        try {
            final ByteBuffer in = ByteBuffer.wrap(array, contentOffset, contentLength);
            codec.read(in, event);
            if (in.hasRemaining()) {
                return "has " + in.remaining() + " bytes behind its content";
            }
        } catch (RuntimeException e) {
            return "cannot be read: " + e.getMessage();
        }
        if (event.sequence() != expected) {
            return "is missing: found sequence " + event.sequence() + " in its place";
        }
        final byte[] hash = chain.successor(array, contentOffset, contentLength);
        if (format == RecordLayout.FORMAT && !hashFits(hash, array, offset + RecordLayout.HASH_AT)) {
            return "does not continue the record before it: its chained hash differs";
        }
        chain.advance();
        expected++;
        return null;
    }

    private static boolean hashFits(byte[] hash, byte[] array, int storedAt) {
        return Arrays.equals(hash, 0, HashChain.BYTES, array, storedAt, storedAt + HashChain.BYTES);
    }
}
