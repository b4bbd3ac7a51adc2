package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The journal as files of our own: a header, then each record after its length, written by one call each. A file is closed
 * at a size and at the end of a UTC day of event time, then compressed. Every failure is known when the append returns.
 */
public final class SegmentedJournal implements Journal {
    private static final long DAY_MS = 86_400_000L;
    private static final long BLOCK_BYTES = 1 << 20;

    private final JournalSettings settings;
    private final FileLayer layer;
    private final DiskRoom room;
    private final WriterLock lock;
    private final ReadBack readBack;
    private final RecordWriter records;
    private final Rolls rolls;
    private final BoundarySync syncs;
    private JournalReader.FileStart segment;
    private FileLayer.Appended file;
    private long segmentBytes;
    private long segmentDay = Long.MIN_VALUE;
    private volatile long newestTimeMs;
    private boolean failed;

    private SegmentedJournal(
            JournalSettings settings, FileLayer layer, DiskRoom room, WriterLock lock, Opening opening) {
        this.settings = settings;
        this.layer = layer;
        this.room = room;
        this.lock = lock;
        this.readBack = opening.report();
        this.records = new RecordWriter(opening.nextSequence(), opening.chain());
        this.rolls = new Rolls(settings, layer);
        this.syncs = new BoundarySync(this::syncFile);
    }

    /** See {@link Journal#open}. */
    static SegmentedJournal open(JournalSettings settings) {
        return open(settings, FileLayer.DISK, DiskRoom.UNWATCHED);
    }

    static SegmentedJournal open(JournalSettings settings, FileLayer layer, DiskRoom room) {
        final Path directory = settings.directory();
        WriterLock lock = null;
        try {
            lock = WriterLock.take(directory);
            final Opening opening = Opening.of(directory, layer);
            final SegmentedJournal journal = new SegmentedJournal(settings, layer, room, lock, opening);
            journal.continueAfter(opening);
            return journal;
        } catch (IOException e) {
            WriterLock.release(lock, e);
            throw new JournalException("the journal " + directory + " cannot be written: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            WriterLock.release(lock, e);
            throw e;
        }
    }

    private void continueAfter(Opening opening) throws IOException {
        opening.cutSegment(settings.directory(), layer);
        QueueFiles.toSegments(settings.directory(), opening, layer);
        if (opening.endsInOpenSegment() && opening.lastFileBytes() > 0) {
            segment = opening.lastFile();
            segmentBytes = opening.lastFileBytes();
            file = layer.append(segment.file(), segmentBytes);
            file.sync();
        }
        rolls.pack(Rolls.unpacked(settings.directory(), segment == null ? null : segment.file()));
    }

    @Override
    public void onEvent(ArenaEvent event) {
        if (failed) {
            throw new JournalException("the journal " + settings.directory() + " has failed before; open it again");
        }
        failed = true;
        try {
            syncs.requireGood();
            startSegment(event);
            records.syncedUpTo(syncs.syncedUpTo());
            final ByteBuffer record = records.encode(event);
            final long blocks = segmentBytes / BLOCK_BYTES;
            segmentBytes += record.remaining();
            if (segmentBytes / BLOCK_BYTES != blocks) {
                room.beforeGrowth(BLOCK_BYTES);
            }
            append(record);
            newestTimeMs = event.arenaTimeMs();
            if (settings.fsync() == Fsync.EVERY) {
                syncFile();
                records.synced();
            } else if (settings.fsync() == Fsync.EVERY_BOUNDARY && event.kind() == EventKind.BOUNDARY) {
                syncs.request(event.sequence());
            }
        } catch (IOException e) {
            throw new JournalException(
                    "event " + event.sequence() + " cannot be appended to the journal " + settings.directory() + ": "
                            + e.getMessage(),
                    e);
        }
        failed = false;
    }

    private void syncFile() throws IOException {
        room.syncBegins();
        try {
            file.sync();
        } finally {
            room.syncEnds();
        }
    }

    private void append(ByteBuffer record) throws IOException {
        try {
            file.write(record);
        } catch (IOException e) {
            if (!room.release()) {
                throw e;
            }
            file.write(record);
        }
    }

    private void startSegment(ArenaEvent event) throws IOException {
        final long day = Math.floorDiv(event.arenaTimeMs(), DAY_MS);
        if (segmentDay == Long.MIN_VALUE) {
            segmentDay = day;
        }
        if (file != null && segmentBytes < settings.rollBytes() && day == segmentDay) {
            return;
        }
        if (file != null) {
            syncs.await();
            syncFile();
            records.synced();
            file.close();
            file = null;
            rolls.pack(List.of(segment));
        }
        segmentDay = day;
        final byte[] previousHash = records.chain().head();
        final Path path = JournalFiles.segment(settings.directory(), records.nextSequence());
        segment = new JournalReader.FileStart(path, records.nextSequence(), previousHash);
        room.beforeGrowth(BLOCK_BYTES);
        try {
            file = begin(path, previousHash);
        } catch (IOException e) {
            if (!room.release()) {
                throw e;
            }
            file = begin(path, previousHash);
        }
        segmentBytes = SegmentHeader.BYTES;
    }

    private FileLayer.Appended begin(Path path, byte[] previousHash) throws IOException {
        final FileLayer.Appended begun = layer.append(path, 0);
        try {
            begun.write(new SegmentHeader(records.nextSequence(), previousHash).encode());
            layer.syncDirectory(settings.directory());
            return begun;
        } catch (IOException e) {
            begun.close();
            throw e;
        }
    }

    @Override
    public void sync() {
        if (file == null) {
            return;
        }
        try {
            syncs.await();
            syncFile();
            records.synced();
        } catch (IOException e) {
            failed = true;
            throw new JournalException(
                    "the journal " + settings.directory() + " cannot be synced: " + e.getMessage(), e);
        }
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
                if (file != null && !failed) {
                    syncFile();
                }
            } finally {
                closeFile();
                lock.close();
            }
        } catch (IOException e) {
            throw new JournalException(
                    "the journal " + settings.directory() + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private void closeFile() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
