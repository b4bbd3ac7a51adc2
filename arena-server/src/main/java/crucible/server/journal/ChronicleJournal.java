package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * The journal as a Chronicle Queue with a file per UTC day; a closed file becomes a compressed segment. A queue is never
 * continued by another process: what it holds becomes a segment when the journal is opened, and a new queue goes on. So
 * nothing depends on its index, its locks and its idea of where its end is, which a crash or damage may have left wrong:
 * a queue that mistakes its end appends behind a hole.
 */
public final class ChronicleJournal implements Journal {
    private static final int LENGTH_BYTES = Integer.BYTES;

    private final JournalSettings settings;
    private final WriterLock lock;
    private final ReadBack readBack;
    private final RecordWriter records;
    private final Rolls rolls;
    private final BoundarySync syncs;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final TimeProvider clock;
    private final QueueRoom room;
    private JournalReader.FileStart cycle;
    private int cycleNumber = Integer.MIN_VALUE;
    private volatile long newestTimeMs;
    private boolean failed;

    private ChronicleJournal(
            JournalSettings settings,
            WriterLock lock,
            Opening opening,
            ChronicleQueue queue,
            TimeProvider clock,
            QueueRoom room) {
        this.settings = settings;
        this.clock = clock;
        this.room = room;
        this.lock = lock;
        this.readBack = opening.report();
        this.records = new RecordWriter(opening.nextSequence(), opening.chain());
        this.rolls = new Rolls(settings, FileLayer.DISK);
        this.syncs = new BoundarySync(room::sync);
        this.queue = queue;
        this.appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    /** A Chronicle Queue of which everything is kept, see {@link Journal#open}. */
    public static ChronicleJournal open(Path directory, Fsync fsync) {
        return open(JournalSettings.defaults(directory, fsync));
    }

    /** See {@link Journal#open}. */
    static ChronicleJournal open(JournalSettings settings) {
        return open(settings, DiskRoom.UNWATCHED);
    }

    /** See {@link Journal#open}. */
    static ChronicleJournal open(JournalSettings settings, DiskRoom room) {
        return open(settings, SystemTimeProvider.INSTANCE, FileLayer.DISK, room);
    }

    /**
     * @param clock tells the day of a file
     * @param layer takes room for the queue and forces it to the disk; what is in the queue is written by its library
     */
    static ChronicleJournal open(JournalSettings settings, TimeProvider clock, FileLayer layer, DiskRoom diskRoom) {
        final Path directory = settings.directory();
        final QueueRoom room = new QueueRoom(directory, layer, diskRoom);
        WriterLock lock = null;
        try {
            lock = WriterLock.take(directory);
            final Opening opening = Opening.of(directory, FileLayer.DISK);
            return open(settings, clock, lock, opening, room);
        } catch (IOException e) {
            WriterLock.release(lock, e);
            throw new JournalException("the journal " + directory + " cannot be written: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            WriterLock.release(lock, e);
            throw e;
        }
    }

    private static ChronicleJournal open(
            JournalSettings settings, TimeProvider clock, WriterLock lock, Opening opening, QueueRoom room)
            throws IOException {
        final Path directory = settings.directory();
        opening.cutSegment(directory, FileLayer.DISK);
        QueueFiles.toSegments(directory, opening, FileLayer.DISK);
        final ChronicleQueue queue = QueueFiles.queue(directory, clock);
        final ChronicleJournal journal = new ChronicleJournal(settings, lock, opening, queue, clock, room);
        journal.rolls.pack(Rolls.unpacked(directory, null));
        return journal;
    }

    @Override
    public void onEvent(ArenaEvent event) {
        if (failed) {
            throw new JournalException("the journal " + settings.directory() + " has failed before; open it again");
        }
        failed = true;
        requireSynced();
        records.syncedUpTo(syncs.syncedUpTo());
        final ByteBuffer record = records.encode(event);
        takeRoom(event.sequence(), record.limit());
        final long writtenTo;
        try (DocumentContext document = appender.writingDocument()) {
            document.wire().bytes().write(record.array(), LENGTH_BYTES, record.limit() - LENGTH_BYTES);
            writtenTo = document.wire().bytes().writePosition();
        }
        newestTimeMs = event.arenaTimeMs();
        if (appender.cycle() != cycleNumber) {
            rolled(event.sequence(), writtenTo);
        } else {
            room.written(writtenTo);
        }
        if (settings.fsync() == Fsync.EVERY) {
            sync();
        } else if (settings.fsync() == Fsync.EVERY_BOUNDARY && event.kind() == EventKind.BOUNDARY) {
            requestSync(event.sequence());
        }
        failed = false;
    }

    private void requireSynced() {
        try {
            syncs.requireGood();
        } catch (IOException e) {
            throw cannotBeSynced(e);
        }
    }

    private void requestSync(long sequence) {
        try {
            syncs.request(sequence);
        } catch (IOException e) {
            throw cannotBeSynced(e);
        }
    }

    private JournalException cannotBeSynced(IOException e) {
        return new JournalException("the journal " + settings.directory() + " cannot be synced: " + e.getMessage(), e);
    }

    private void takeRoom(long sequence, int bytes) {
        try {
            if (queue.rollCycle().current(clock, 0) == cycleNumber) {
                room.beforeRecord(bytes);
            } else {
                room.beforeNewFile();
            }
        } catch (IOException e) {
            throw new JournalException(
                    "event " + sequence + " cannot be appended to the journal " + settings.directory() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** The record {@code sequence} is the first that was appended to its cycle by this writer. */
    private void rolled(long sequence, long writtenTo) {
        cycleNumber = appender.cycle();
        final List<Path> cycles;
        try {
            cycles = JournalFiles.in(settings.directory()).cycles();
        } catch (IOException e) {
            throw new JournalException(
                    "the journal " + settings.directory() + " cannot be listed: " + e.getMessage(), e);
        }
        final Path newest = cycles.get(cycles.size() - 1);
        final boolean isNew = cycle == null || !cycle.file().equals(newest);
        if (isNew && cycle != null) {
            leave(cycle);
        }
        try {
            room.in(newest, writtenTo);
        } catch (IOException e) {
            throw new JournalException("the journal's file " + newest + " cannot be opened: " + e.getMessage(), e);
        }
        if (isNew) {
            cycle = new JournalReader.FileStart(newest, sequence, records.previousHash());
        }
    }

    /** What was appended to a file since the last sync is not forced to the disk by a sync of the next file. */
    private void leave(JournalReader.FileStart closed) {
        if (settings.fsync() != Fsync.NEVER) {
            try {
                syncs.await();
                room.sync();
            } catch (IOException e) {
                throw cannotBeSynced(e);
            }
        }
        rolls.pack(List.of(closed));
    }

    @Override
    public void sync() {
        try {
            syncs.await();
            room.sync();
        } catch (IOException e) {
            failed = true;
            throw cannotBeSynced(e);
        }
        records.synced();
    }

    @Override
    public void prune(long neededFromSequence) {
        rolls.prune(neededFromSequence, newestTimeMs);
    }

    @Override
    public String chainHash() {
        return records.chain().toString();
    }

    @Override
    public ReadBack readBack() {
        return readBack;
    }

    @Override
    public void close() {
        rolls.close();
        syncs.close();
        try {
            try {
                syncs.requireGood();
                if (!failed) {
                    room.sync();
                }
            } finally {
                appender.close();
                queue.close();
                room.close();
                lock.close();
            }
        } catch (IOException e) {
            throw new JournalException(
                    "the journal " + settings.directory() + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
