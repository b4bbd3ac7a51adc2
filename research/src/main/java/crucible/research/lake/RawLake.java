package crucible.research.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The raw layer of the data lake: what the arena was fed, in its total order, a day at a time. Complete days only, each
 * written once and never changed. Layout, under the layer's folder:
 *
 * <pre>
 *   days/2026-01-31.tsv                                                      manifest, written last
 *   bars/venue=binance-spot/symbol=BTCUSDT/day=2026-01-31/bars.parquet       and so quotes
 *   births/day=2026-01-31/births.parquet                                     and so every other kind
 * </pre>
 *
 * Any number of readers beside one writer; an object of this class belongs to one thread at a time.
 */
public final class RawLake {
    private static final String MANIFESTS = "days";
    private static final String MANIFEST = ".tsv";
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final LakeFiles files;

    /** The layer in {@code folder}, which need not exist. */
    public RawLake(Path folder) {
        this(folder, LakeFiles.DISK);
    }

    /** @param files does all the writing */
    public RawLake(Path folder, LakeFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /** Where it lies. */
    public Path folder() {
        return folder;
    }

    LakeFiles files() {
        return files;
    }

    /**
     * All complete days, ascending.
     *
     * @throws LakeDamaged where a manifest is damaged, or a day does not continue the one before it
     */
    public List<LakeDay> days() throws IOException {
        final List<LakeDay> days = new ArrayList<>();
        for (Path file : manifests()) {
            final LakeDay day = LakeDay.parse(file, Files.readAllBytes(file));
            final LakeDay before = days.isEmpty() ? null : days.get(days.size() - 1);
            if (!file.equals(manifest(day.date()))) {
                throw new LakeDamaged("the manifest " + file + " is the one of " + day.date());
            }
            if (before != null && before.lastSequence() + 1 != day.firstSequence()) {
                throw new LakeDamaged("the day " + day.date() + " begins with event " + day.firstSequence()
                        + ", but the one before it, " + before.date() + ", ends with " + before.lastSequence());
            }
            days.add(day);
        }
        return days;
    }

    private List<Path> manifests() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(MANIFESTS))) {
            return all.filter(file -> file.getFileName().toString().endsWith(MANIFEST))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    Path manifest(LocalDate date) {
        return folder.resolve(MANIFESTS).resolve(date + MANIFEST);
    }

    /** Where what is not yet whole lies. */
    Path unfinished() {
        return folder.resolve(".unfinished");
    }

    Path file(LakeDay.Part part) {
        return folder.resolve(part.path());
    }

    /**
     * Reads what lies in {@code days}, in the total order.
     *
     * @param days complete days, ascending
     * @param kinds what to read; all else is passed over
     */
    public LakeReader read(List<LakeDay> days, Collection<LakeKind> kinds) throws IOException {
        return new LakeReader(this, days, kinds);
    }

    /**
     * Compares the files of {@code days} with what their manifests say: length, digest, number of rows and their sequences.
     * What is wrong, a sentence for each file that is.
     */
    public List<String> verify(List<LakeDay> days) throws IOException {
        final List<String> wrong = new ArrayList<>();
        try (DuckDb database = DuckDb.open(unfinished())) {
            for (LakeDay day : days) {
                for (LakeDay.Part part : day.files()) {
                    final String problem = problem(part, database);
                    if (!problem.isEmpty()) {
                        wrong.add(part.path() + " " + problem);
                    }
                }
            }
        }
        return wrong;
    }

    private String problem(LakeDay.Part part, DuckDb database) throws IOException {
        final Path file = file(part);
        if (!Files.isRegularFile(file)) {
            return "is missing";
        }
        final Content found;
        try {
            found = content(file, database);
        } catch (IOException e) {
            return "cannot be read: " + e.getMessage();
        }
        final Content said = new Content(part.rows(), part.firstSequence(), part.lastSequence());
        if (!found.equals(said)) {
            return "has " + found + ", its manifest says " + said;
        }
        return Files.size(file) == part.bytes() && sha256(file).equals(part.sha256())
                ? ""
                : "is another file than the one that was written: its digest differs";
    }

    /** Number of rows and the range of their sequences. */
    record Content(long rows, long firstSequence, long lastSequence) {
        @Override
        public String toString() {
            return rows + " rows from " + firstSequence + " to " + lastSequence;
        }
    }

    static Content content(Path file, DuckDb database) throws IOException {
        return database.query(
                "SELECT count(*), coalesce(min(sequence), -1), coalesce(max(sequence), -1) FROM read_parquet("
                        + DuckDb.text(file.toString()) + ", hive_partitioning = false)",
                rows -> {
                    rows.next();
                    return new Content(rows.getLong(1), rows.getLong(2), rows.getLong(3));
                });
    }

    static String sha256(Path file) throws IOException {
        final MessageDigest digest = LakeDay.sha256();
        final byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
