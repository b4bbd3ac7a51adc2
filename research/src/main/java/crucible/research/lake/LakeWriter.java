package crucible.research.lake;

import crucible.model.Instrument;
import crucible.model.Require;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;

/**
 * Adds days to the raw layer. Rows are collected in memory, beyond that in the scratch folder; when a day is complete its
 * files are written under other names, forced, read back and counted, and only then get their names; its manifest comes
 * last. Killed at any moment, or failing at any write, it leaves the days that are complete as they were, and the next
 * writer does the same again from where they end. One writer at a time, of any process; one thread.
 */
public final class LakeWriter implements AutoCloseable {
    private final RawLake lake;
    private final FileChannel lock;
    private final DuckDb database;
    private final Map<Integer, Instrument> instruments = new TreeMap<>();
    private final Map<LakeKind, DuckDBAppender> appenders = new EnumMap<>(LakeKind.class);
    private final LakeDay newest;
    private LocalDate date;
    private long firstSequence;
    private long lastSequence;

    private LakeWriter(RawLake lake, FileChannel lock, DuckDb database, LakeDay newest) {
        this.lake = lake;
        this.lock = lock;
        this.database = database;
        this.newest = newest;
        this.lastSequence = newest == null ? -1 : newest.lastSequence();
    }

    /**
     * A writer that goes on where the complete days end; what an earlier one left unfinished is removed.
     *
     * @throws IOException where the folder cannot be written, another process writes, or a complete day is damaged
     */
    public static LakeWriter open(RawLake lake) throws IOException {
        Files.createDirectories(lake.folder());
        final FileChannel lock = lock(lake.folder().resolve("writer.lock"));
        DuckDb database = null;
        try {
            removeUnfinished(lake);
            Files.createDirectories(lake.unfinished());
            final List<LakeDay> days = lake.days();
            database = DuckDb.open(lake.unfinished());
            final LakeDay newest = days.isEmpty() ? null : days.get(days.size() - 1);
            final LakeWriter writer = new LakeWriter(lake, lock, database, newest);
            try (LakeReader rules = lake.read(days, List.of(LakeKind.RULES))) {
                final ArenaEvent event = new ArenaEvent();
                while (rules.next(event)) {
                    writer.remember(event.payload(Instrument.class));
                }
            }
            return writer;
        } catch (IOException | RuntimeException e) {
            release(lock, database, e);
            throw e;
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("the lake " + file.getParent() + " is being written in this process already", e);
        }
        channel.close();
        throw new IOException("the lake " + file.getParent() + " is being written by another process");
    }

    private static void release(FileChannel lock, DuckDb database, Exception cause) {
        try (lock) {
            if (database != null) {
                database.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static void removeUnfinished(RawLake lake) throws IOException {
        if (!Files.isDirectory(lake.unfinished())) {
            return;
        }
        final List<Path> left;
        try (Stream<Path> all = Files.walk(lake.unfinished())) {
            left = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : left) {
            lake.files().delete(file);
        }
    }

    /** Whether there was no complete day when this writer was opened: then the first event may be any. */
    public boolean isEmpty() {
        return newest == null;
    }

    /** Place in the total order of the event that is to be appended next. */
    public long nextSequence() {
        return lastSequence + 1;
    }

    /** Chained hash that the journal's record of the first event appended must have; empty where that is not known. */
    public String nextHash() {
        return newest == null ? "" : newest.nextHash();
    }

    /** Whether {@code event} belongs to a later day than those appended since the last complete one. */
    public boolean isOfLaterDay(ArenaEvent event) {
        return date != null && !date.equals(dateOf(event));
    }

    private static LocalDate dateOf(ArenaEvent event) {
        return LocalDate.ofEpochDay(Math.floorDiv(event.arenaTimeMs(), LakeDay.MS));
    }

    /**
     * Takes the next event of the day, of whatever kind.
     *
     * @throws IOException where it cannot be kept, or is of an instrument whose rules were never appended
     */
    public void append(ArenaEvent event) throws IOException {
        Require.that(
                event.sequence() == nextSequence() || isEmpty() && date == null,
                "the next event is " + nextSequence(),
                event.sequence());
        if (date == null) {
            date = dateOf(event);
            firstSequence = event.sequence();
        }
        lastSequence = event.sequence();
        if (event.kind() == EventKind.INSTRUMENT) {
            remember(event.payload(Instrument.class));
        }
        final LakeKind kind = LakeKind.of(event.kind()).orElse(null);
        if (kind == null) {
            return;
        }
        if (kind.isByInstrument() && !instruments.containsKey(event.instrumentId())) {
            throw new IOException("event " + event.sequence() + " is of the instrument " + event.instrumentId()
                    + ", whose rules came before event " + firstSequence
                    + ", the first that there is: a lake begins where a journal still has its beginning");
        }
        try {
            final DuckDBAppender row = appender(kind);
            row.beginRow().append(event.sequence()).append(event.eventTimeMs()).append(event.arenaTimeMs());
            kind.form().append(event, row);
            row.endRow();
        } catch (SQLException e) {
            throw new IOException("event " + event.sequence() + " cannot be kept: " + e.getMessage(), e);
        }
    }

    private void remember(Instrument instrument) {
        instruments.put(instrument.id(), instrument);
    }

    private DuckDBAppender appender(LakeKind kind) throws IOException {
        DuckDBAppender appender = appenders.get(kind);
        if (appender == null) {
            database.execute("CREATE TABLE " + kind.folder() + " (" + kind.columns() + ")");
            appender = database.appender(kind.folder());
            appenders.put(kind, appender);
        }
        return appender;
    }

    /**
     * Writes the day whose events were appended: nothing more will come of it.
     *
     * @param nextHash chained hash of the journal's record behind the day; empty where records are not chained
     * @throws IOException where it cannot be written; the writer is of no use then, but the complete days are as they were
     */
    public LakeDay complete(String nextHash) throws IOException {
        Require.present("an event of the day", date);
        final List<LakeDay.Part> parts = new ArrayList<>();
        for (Map.Entry<LakeKind, DuckDBAppender> table : appenders.entrySet()) {
            try {
                table.getValue().close();
            } catch (SQLException e) {
                throw new IOException(table.getKey() + " of " + date + " cannot be kept: " + e.getMessage(), e);
            }
            parts.addAll(write(table.getKey()));
            database.execute("DROP TABLE " + table.getKey().folder());
        }
        appenders.clear();
        final LakeDay day = new LakeDay(date, firstSequence, lastSequence, nextHash, parts);
        final byte[] manifest = day.toBytes();
        place(lake.manifest(date), file -> Files.write(file, manifest), unfinished -> {});
        date = null;
        return day;
    }

    private List<LakeDay.Part> write(LakeKind kind) throws IOException {
        final String all = "SELECT * FROM " + kind.folder();
        if (!kind.isByInstrument()) {
            return List.of(write(kind, kind.folder(), all));
        }
        final List<Integer> ids = database.query(
                "SELECT DISTINCT instrument_id FROM " + kind.folder() + " ORDER BY instrument_id", rows -> {
                    final List<Integer> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(rows.getInt(1));
                    }
                    return found;
                });
        final List<LakeDay.Part> parts = new ArrayList<>();
        for (int id : ids) {
            final Instrument instrument = Require.present("rules of instrument " + id, instruments.get(id));
            final String path =
                    kind.folder() + "/venue=" + encoded(instrument.venue()) + "/symbol=" + encoded(instrument.symbol());
            parts.add(write(kind, path, all + " WHERE instrument_id = " + id));
        }
        return parts;
    }

    private LakeDay.Part write(LakeKind kind, String under, String select) throws IOException {
        final String path = under + "/day=" + date + "/" + kind.folder() + ".parquet";
        final LakeDay.Part[] written = new LakeDay.Part[1];
        place(lake.folder().resolve(path), file -> database.copy(select, file), unfinished -> {
            final RawLake.Content content = RawLake.content(unfinished, database);
            final long expected =
                    database.query("SELECT count(*) FROM (" + select + ")", rows -> rows.next() ? rows.getLong(1) : 0);
            if (content.rows() != expected) {
                throw new IOException(path + " has " + content + " after writing, but was given " + expected);
            }
            written[0] = new LakeDay.Part(
                    kind,
                    path,
                    content.rows(),
                    content.firstSequence(),
                    content.lastSequence(),
                    Files.size(unfinished),
                    RawLake.sha256(unfinished));
        });
        return written[0];
    }

    /** Writes under another name, forces, checks, and gives the name. */
    private void place(Path target, LakeFiles.Producer producer, LakeFiles.Producer check) throws IOException {
        final Path unfinished = lake.unfinished().resolve(target.getFileName());
        final LakeFiles files = lake.files();
        try {
            files.delete(unfinished);
            files.produce(unfinished, producer);
            files.sync(unfinished);
            check.write(unfinished);
            makeFolder(target.getParent());
            files.move(unfinished, target);
            files.syncDirectory(target.getParent());
        } catch (IOException e) {
            throw new IOException(target + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void makeFolder(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            Files.createDirectories(target);
            for (Path made = target; !made.equals(lake.folder()); made = made.getParent()) {
                lake.files().syncDirectory(made.getParent());
            }
        }
    }

    /** A symbol as a folder's name: what is not a letter, a digit, a dot, a dash or an underscore is percent-encoded. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Forgets what was appended since the last complete day. */
    @Override
    public void close() throws IOException {
        try (lock) {
            appenders.clear();
            database.close();
        }
    }
}
