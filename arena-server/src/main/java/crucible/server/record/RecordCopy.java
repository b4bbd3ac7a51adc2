package crucible.server.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A copy of a permanent record up to its last whole block, made beside a running writer.
 *
 * @param upTo the last event that it covers; −1 where there is none
 * @param damage what is wrong with the original; it is copied as it is
 */
public record RecordCopy(long upTo, List<RecordReader.Damage> damage) {
    /** Copies the record in {@code from}, if there is one, into the empty folder {@code to}; every block is checked. */
    public static RecordCopy take(Path from, Path to) throws IOException {
        final RecordReader reader = new RecordReader(from);
        final Map<Path, Long> ends = new TreeMap<>();
        while (reader.next() != null) {
            ends.put(reader.file(), reader.position());
        }
        for (Map.Entry<Path, Long> file : ends.entrySet()) {
            try (InputStream in = Files.newInputStream(file.getKey());
                    OutputStream out =
                            Files.newOutputStream(to.resolve(file.getKey().getFileName()))) {
                final byte[] piece = new byte[1 << 16];
                long left = file.getValue();
                while (left > 0) {
                    final int read = in.read(piece, 0, (int) Math.min(piece.length, left));
                    if (read < 0) {
                        throw new IOException(file.getKey() + " became shorter while it was copied");
                    }
                    out.write(piece, 0, read);
                    left -= read;
                }
            }
        }
        // The tail may be a block that the writer has not finished yet.
        final List<RecordReader.Damage> damage =
                reader.damage().stream().filter(one -> !one.isTail()).toList();
        return new RecordCopy(reader.upTo(), damage);
    }
}
