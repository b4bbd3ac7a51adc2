package crucible.server.record;

import crucible.server.journal.HashChain;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * How a block lies in its file; integers are big-endian.
 *
 * <pre>
 * length(4) crc32c(4) format=1(1) hash(16) content
 * </pre>
 *
 * The length counts what follows it. The CRC32C covers all that follows it. The hash is chained to the block before, as
 * the journal's records are.
 */
final class BlockFrame {
    static final int FORMAT = 1;
    static final int LENGTH_BYTES = Integer.BYTES;
    static final int CONTENT_AT = 4 + 4 + 1 + HashChain.BYTES;

    private static final int CRC_AT = 4;
    private static final int FORMAT_AT = 8;
    private static final int HASH_AT = 9;
    private static final int SMALLEST_BYTES = CONTENT_AT - LENGTH_BYTES + RecordBlock.FIXED_BYTES;

    private final CRC32C crc = new CRC32C();

    /** Puts the frame around a content that begins at {@link #CONTENT_AT} and ends at the position; flips it. */
    ByteBuffer seal(ByteBuffer block, HashChain chain) {
        final byte[] array = block.array();
        final int end = block.position();
        final byte[] hash = chain.successor(array, CONTENT_AT, end - CONTENT_AT);
        block.putInt(0, end - LENGTH_BYTES);
        block.put(FORMAT_AT, (byte) FORMAT);
        System.arraycopy(hash, 0, array, HASH_AT, HashChain.BYTES);
        block.putInt(CRC_AT, checksum(array, FORMAT_AT, end));
        return block.flip();
    }

    private int checksum(byte[] array, int from, int to) {
        crc.reset();
        crc.update(array, from, to - from);
        return (int) crc.getValue();
    }

    /** Length of the whole block at {@code at}, its frame included; 0 where no whole block lies there. */
    int wholeBlock(byte[] array, int at) {
        if (array.length - at < LENGTH_BYTES + SMALLEST_BYTES) {
            return 0;
        }
        final ByteBuffer in = ByteBuffer.wrap(array);
        final int length = in.getInt(at);
        if (length < SMALLEST_BYTES || length > array.length - at - LENGTH_BYTES) {
            return 0;
        }
        final int end = at + LENGTH_BYTES + length;
        return array[at + FORMAT_AT] == FORMAT && in.getInt(at + CRC_AT) == checksum(array, at + FORMAT_AT, end)
                ? end - at
                : 0;
    }

    /** The stored hash of the block at {@code at}. */
    static byte[] hash(byte[] array, int at) {
        return Arrays.copyOfRange(array, at + HASH_AT, at + HASH_AT + HashChain.BYTES);
    }
}
