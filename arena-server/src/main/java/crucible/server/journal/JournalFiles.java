package crucible.server.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a journal as they lie in its folder at one instant: segments, compressed or not, and behind them the
 * cycles of a Chronicle Queue, if there is one.
 *
 * @param segments by the sequence of their first record, ascending
 * @param cycles in the order of time
 */
record JournalFiles(TreeMap<Long, Path> segments, List<Path> cycles) {
    static final String SEGMENT = ".seg";
    static final String PACKED = ".gz";
    static final String CYCLE = ".cq4";
    static final String QUEUE_TABLE = "metadata.cq4t";
    static final String SET_ASIDE = "damaged";

    static JournalFiles in(Path directory) throws IOException {
        final TreeMap<Long, Path> segments = new TreeMap<>();
        final List<Path> cycles = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.sorted().forEach(file -> {
                final String name = file.getFileName().toString();
                if (name.endsWith(CYCLE)) {
                    cycles.add(file);
                } else if (name.matches("\\d{20}\\.seg(\\.gz)?")) {
                    segments.put(Long.parseLong(name.substring(0, 20)), file);
                }
            });
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new JournalFiles(new TreeMap<>(), List.of());
        }
        return new JournalFiles(segments, cycles);
    }

    /** The file of the segment that begins with {@code firstSequence}. */
    static Path segment(Path directory, long firstSequence) {
        return directory.resolve(String.format(Locale.ROOT, "%020d", firstSequence) + SEGMENT);
    }

    static boolean isPacked(Path file) {
        return file.getFileName().toString().endsWith(PACKED);
    }

    /** The same segment under the name that it has now: it may have been compressed since it was listed. */
    static Path nowAt(Path segment) {
        final Path packed = segment.resolveSibling(segment.getFileName() + PACKED);
        return !isPacked(segment) && Files.exists(packed) ? packed : segment;
    }

    boolean isEmpty() {
        return segments.isEmpty() && cycles.isEmpty();
    }

    /** The segment that holds {@code sequence} if any does; null where all begin behind it. */
    Map.Entry<Long, Path> segmentOf(long sequence) {
        return segments.floorEntry(sequence);
    }

    /** The cycle behind {@code cycle} in time, the first for null; null behind the last. */
    Path cycleAfter(Path cycle) {
        for (Path next : cycles) {
            if (cycle == null || next.compareTo(cycle) > 0) {
                return next;
            }
        }
        return null;
    }
}
