package crucible.server.record;

import crucible.server.journal.HashChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** The files of a permanent record: each begins with a header, {@code <first sequence>.rec} is its name. */
final class RecordFiles {
    static final String SET_ASIDE = "set-aside";

    private static final String SEGMENT = ".rec";

    private RecordFiles() {}

    /** The record's files by the sequence at which they begin; none where there is no folder. */
    static TreeMap<Long, Path> in(Path directory) throws IOException {
        final TreeMap<Long, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> {
                final String name = file.getFileName().toString();
                if (name.matches("\\d{20}\\.rec")) {
                    found.put(Long.parseLong(name.substring(0, 20)), file);
                }
            });
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        }
        return found;
    }

    /** The file whose first block begins behind {@code after}. */
    static Path file(Path directory, long after) {
        return directory.resolve(String.format(Locale.ROOT, "%020d", after + 1) + SEGMENT);
    }

    /**
     * The first bytes of a file.
     *
     * @param after sequence of the event before its first block
     * @param previousHash of the block before its first one
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Header(long after, byte[] previousHash) {
        static final int BYTES = 40;

        private static final long MARK = 0x435255434b455054L; // CRUCKEPT
        private static final int VERSION = 1;

        ByteBuffer encode() {
            final ByteBuffer out = ByteBuffer.allocate(BYTES);
            out.putLong(MARK).putInt(VERSION).putLong(after).put(previousHash);
            return out.putInt(checksum(out.array())).flip();
        }

        /** The header of a file; null where it has none. */
        static Header read(byte[] file) {
            if (file.length < BYTES) {
                return null;
            }
            final ByteBuffer in = ByteBuffer.wrap(file);
            if (in.getLong() != MARK || in.getInt(BYTES - Integer.BYTES) != checksum(file) || in.getInt() != VERSION) {
                return null;
            }
            final Header header = new Header(in.getLong(), new byte[HashChain.BYTES]);
            in.get(header.previousHash);
            return header;
        }

        private static int checksum(byte[] file) {
            final CRC32C crc = new CRC32C();
            crc.update(file, 0, BYTES - Integer.BYTES);
            return (int) crc.getValue();
        }
    }
}
