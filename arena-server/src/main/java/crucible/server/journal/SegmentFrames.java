package crucible.server.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Reads a segment, compressed or not: its header, then each record after its length. */
final class SegmentFrames implements Frames {
    private final FileBytes bytes;
    private final SegmentHeader header;
    private int length;

    /** @throws SegmentHeader.Bad where the file does not begin as a segment does */
    SegmentFrames(Path file) throws IOException, SegmentHeader.Bad {
        this(file, JournalFiles.isPacked(file));
    }

    /** The same for a file whose name does not say whether it is compressed. */
    SegmentFrames(Path file, boolean isPacked) throws IOException, SegmentHeader.Bad {
        this.bytes = FileBytes.open(file, isPacked);
        try {
            if (!bytes.has(SegmentHeader.BYTES)) {
                throw new SegmentHeader.Bad("ends within its header");
            }
            this.header = SegmentHeader.read(ByteBuffer.wrap(bytes.array(), bytes.offset(), SegmentHeader.BYTES));
            bytes.skip(SegmentHeader.BYTES);
        } catch (IOException | SegmentHeader.Bad e) {
            bytes.close();
            throw e;
        }
    }

    /** Whether {@code file} begins as a segment does. */
    static boolean hasHeader(Path file) throws IOException {
        try (SegmentFrames frames = new SegmentFrames(file)) {
            return frames.header() != null;
        } catch (SegmentHeader.Bad e) {
            return false;
        }
    }

    SegmentHeader header() {
        return header;
    }

    @Override
    public Found look() throws IOException {
        try {
            if (!bytes.has(Integer.BYTES)) {
                return bytes.has(1) ? Found.TORN : Found.END;
            }
            length = ByteBuffer.wrap(bytes.array()).getInt(bytes.offset());
            if (length < RecordLayout.SMALLEST_BYTES || length > RecordLayout.LARGEST_BYTES) {
                return Found.TORN;
            }
            return bytes.has(Integer.BYTES + length) ? Found.RECORD : Found.TORN;
        } catch (EOFException | ZipException e) {
            return Found.TORN;
        }
    }

    @Override
    public int offset() {
        return bytes.offset() + Integer.BYTES;
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
        bytes.skip(Integer.BYTES + length);
    }

    @Override
    public long position() {
        return bytes.position();
    }

    @Override
    public boolean readAgain() {
        bytes.readAgain();
        return !bytes.isPacked();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
