package crucible.server.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first bytes of a segment: a mark, the container's version, the sequence of the first record, the hash of the record
 * before it, and a CRC32C of all these.
 */
record SegmentHeader(long firstSequence, byte[] previousHash) {
    static final int BYTES = 40;

    private static final long MARK = 0x4352554a4e4c5347L; // CRUJNLSG
    private static final int VERSION = 1;

    /** The file does not begin as a segment does. */
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;

        Bad(String message) {
            super(message);
        }
    }

    ByteBuffer encode() {
        final ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.putLong(MARK).putInt(VERSION).putLong(firstSequence).put(previousHash);
        return out.putInt(crc(out)).flip();
    }

    static SegmentHeader read(ByteBuffer in) throws Bad {
        final ByteBuffer own = ByteBuffer.allocate(BYTES).put(in).flip();
        if (own.getLong() != MARK) {
            throw new Bad("does not begin as a segment of a journal");
        }
        final int version = own.getInt();
        final SegmentHeader header = new SegmentHeader(own.getLong(), new byte[HashChain.BYTES]);
        own.get(header.previousHash);
        final int crc = crc(own);
        if (own.getInt() != crc) {
            throw new Bad("has a damaged header: its checksum does not fit");
        }
        if (version != VERSION) {
            throw new Bad("is a segment of version " + version + ", but 1 can be read");
        }
        return header;
    }

    private static int crc(ByteBuffer header) {
        final CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, BYTES - Integer.BYTES);
        return (int) crc.getValue();
    }
}
