package crucible.server.snapshot;

import crucible.model.SnapshotRefused;
import crucible.server.journal.FileLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of the snapshots. A snapshot gets its name only when every byte of it is on the disk, so what has a name was
 * whole once. One thread at a time.
 */
public final class SnapshotStore {
    private static final Pattern NAME = Pattern.compile("([0-9]{19})-([0-9]{1,19})\\.snapshot");
    private static final String UNFINISHED = ".unfinished";
    private static final long DAY_MS = 86_400_000L;

    private final SnapshotSettings settings;
    private final FileLayer files;
    private long neededFrom;

    /** The machine's own files. */
    public SnapshotStore(SnapshotSettings settings) {
        this(settings, FileLayer.DISK);
    }

    /** @param files does all the writing */
    public SnapshotStore(SnapshotSettings settings, FileLayer files) {
        this.settings = settings;
        this.files = files;
    }

    /** One kept snapshot, told from its name alone. */
    public record Kept(Path file, long sequence, long boundaryTimeMs) {
        private static Optional<Kept> of(Path file) {
            final Matcher name = NAME.matcher(file.getFileName().toString());
            return name.matches()
                    ? Optional.of(new Kept(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
                    : Optional.empty();
        }
    }

    /**
     * Writes a snapshot, then removes those that are no longer to be kept.
     *
     * @throws IOException where it cannot be written; those written before stay as they were
     */
    public Kept save(Snapshot snapshot) throws IOException {
        Files.createDirectories(settings.directory());
        final long sequence = snapshot.header().moment().sequence();
        final long boundaryTimeMs = snapshot.header().moment().boundaryTimeMs();
        final Path file =
                settings.directory().resolve(String.format(Locale.ROOT, "%019d-%d.snapshot", sequence, boundaryTimeMs));
        final Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            write(snapshot, unfinished);
            files.move(unfinished, file);
            files.syncDirectory(settings.directory());
        } catch (IOException e) {
            removeQuietly(unfinished, e);
            throw e;
        }
        final Kept saved = new Kept(file, sequence, boundaryTimeMs);
        removeOld(saved);
        return saved;
    }

    private void write(Snapshot snapshot, Path file) throws IOException {
        try (FileLayer.Appended out = files.append(file, 0)) {
            for (ByteBuffer piece : snapshot.encode()) {
                out.write(piece);
            }
            out.sync();
        }
    }

    private void removeQuietly(Path file, IOException failure) {
        try {
            files.delete(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** One goes only where two newer ones are good; those ahead of {@code saved} are of a time that the journal has lost. */
    private void removeOld(Kept saved) throws IOException {
        final List<Kept> all = newestFirst();
        neededFrom = 0;
        int good = 0;
        int position = 0;
        for (Kept kept : all) {
            final boolean isAhead = kept.sequence() > saved.sequence();
            final long ageMs = saved.boundaryTimeMs() - kept.boundaryTimeMs();
            final boolean isOld = position >= settings.keep() || ageMs > settings.keepDays() * DAY_MS;
            position += isAhead ? 0 : 1;
            if (isAhead || good >= SnapshotSettings.ALWAYS_KEPT && isOld) {
                files.delete(kept.file());
            } else if (good < SnapshotSettings.ALWAYS_KEPT && Snapshot.isWhole(kept.file())) {
                good++;
                neededFrom = good == SnapshotSettings.ALWAYS_KEPT ? kept.sequence() + 1 : 0;
            }
        }
        for (Path leftOver : listed()) {
            if (leftOver.getFileName().toString().endsWith(UNFINISHED)) {
                files.delete(leftOver);
            }
        }
    }

    /**
     * From which event on the newest two good snapshots need the journal, as of the last save; 0 where there are fewer: then
     * they need all of it.
     */
    public long neededFrom() {
        return neededFrom;
    }

    /** All snapshots, told from their names; empty where there is no folder. */
    public List<Kept> newestFirst() throws IOException {
        final List<Kept> all = new ArrayList<>();
        listed().forEach(file -> Kept.of(file).ifPresent(all::add));
        all.sort(Comparator.comparingLong(Kept::sequence).reversed());
        return all;
    }

    private List<Path> listed() throws IOException {
        try (Stream<Path> list = Files.list(settings.directory())) {
            return list.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Reads a snapshot.
     *
     * @throws SnapshotRefused where it is damaged, or another than its name says
     * @throws IOException where it cannot be read
     */
    public Snapshot read(Kept kept) throws IOException {
        final Snapshot snapshot = Snapshot.decode(Files.readAllBytes(kept.file()));
        if (snapshot.header().moment().sequence() != kept.sequence()) {
            throw new SnapshotRefused("its name says sequence " + kept.sequence() + ", its content "
                    + snapshot.header().moment().sequence());
        }
        return snapshot;
    }
}
