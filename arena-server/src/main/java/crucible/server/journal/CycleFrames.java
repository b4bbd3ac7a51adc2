package crucible.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Reads a file of a Chronicle Queue as it lies on the disk: documents of a 32-bit header (little-endian; 30 bits of
 * length, a bit for the queue's own data, a bit for a document not yet complete) and their bytes, aligned to four. Takes
 * no lock, writes nothing and cannot be kept waiting by a header that will never be complete.
 */
final class CycleFrames implements Frames {
    private static final int HEADER_BYTES = Integer.BYTES;
    private static final int NOT_COMPLETE = 0x80000000;
    private static final int OWN_DATA = 0x40000000;
    private static final int LENGTH = 0x3fffffff;
    private static final int LARGEST_OWN_BYTES = 1 << 22;

    private final FileBytes bytes;
    private int length;

    CycleFrames(Path file) throws IOException {
        this.bytes = FileBytes.open(file, false);
    }

    @Override
    public Found look() throws IOException {
        while (true) {
            if (!bytes.has(HEADER_BYTES)) {
                return Found.END;
            }
            final int header = ByteBuffer.wrap(bytes.array())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt(bytes.offset());
            if (header == 0 || (header & NOT_COMPLETE) != 0) {
                return Found.END;
            }
            length = header & LENGTH;
            if ((header & OWN_DATA) == 0) {
                final boolean possible = length >= RecordLayout.SMALLEST_BYTES && length <= RecordLayout.LARGEST_BYTES;
                return possible && bytes.has(HEADER_BYTES + length) ? Found.RECORD : Found.TORN;
            }
            if (length > LARGEST_OWN_BYTES || !bytes.has(HEADER_BYTES + aligned())) {
                return Found.TORN;
            }
            take();
        }
    }

    private int aligned() {
        return length + 3 & ~3;
    }

    @Override
    public int offset() {
        return bytes.offset() + HEADER_BYTES;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public byte[] array() {
        return bytes.array();
    }

    @Override
    public void take() {
        bytes.skip(HEADER_BYTES + aligned());
    }

    @Override
    public long position() {
        return bytes.position();
    }

    @Override
    public boolean readAgain() {
        bytes.readAgain();
        return true;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
