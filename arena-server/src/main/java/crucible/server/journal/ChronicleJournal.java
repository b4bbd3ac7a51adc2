package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as a Chronicle Queue with a file per UTC day. A closed file becomes a compressed segment. Where the queue's
 * own structures are damaged, its good records become a segment, its files are set aside and a new queue goes on.
 */
public final class ChronicleJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(ChronicleJournal.class);
    private static final int LENGTH_BYTES = Integer.BYTES;

    private final JournalSettings settings;
    private final WriterLock lock;
    private final ReadBack readBack;
    private final RecordWriter records;
    private final Rolls rolls;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private JournalReader.FileStart cycle;
    private int cycleNumber = Integer.MIN_VALUE;
    private volatile long newestTimeMs;
    private boolean failed;

    private ChronicleJournal(JournalSettings settings, WriterLock lock, Opening opening, ChronicleQueue queue) {
        this.settings = settings;
        this.lock = lock;
        this.readBack = opening.report();
        this.records = new RecordWriter(opening.nextSequence(), opening.chain());
        this.rolls = new Rolls(settings, FileLayer.DISK);
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
        return open(settings, SystemTimeProvider.INSTANCE);
    }

    /** @param clock tells the day of a file */
    static ChronicleJournal open(JournalSettings settings, TimeProvider clock) {
        final Path directory = settings.directory();
        WriterLock lock = null;
        try {
            lock = WriterLock.take(directory);
            final Opening opening = Opening.of(directory, FileLayer.DISK);
            return open(settings, clock, lock, opening);
        } catch (IOException e) {
            WriterLock.release(lock, e);
            throw new JournalException("the journal " + directory + " cannot be written: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            WriterLock.release(lock, e);
            throw e;
        }
    }

    private static ChronicleJournal open(JournalSettings settings, TimeProvider clock, WriterLock lock, Opening found)
            throws IOException {
        final Path directory = settings.directory();
        Opening opening = found;
        boolean fresh = opening.cycles().isEmpty();
        if (fresh) {
            opening.cutSegment(directory, FileLayer.DISK);
            QueueFiles.remove(directory, false, FileLayer.DISK);
        } else if (opening.cut().isPresent()) {
            LOG.warn("{}; the queue of {} is set aside", opening.cut().get().reason(), directory);
            QueueFiles.toSegments(directory, opening, FileLayer.DISK);
            fresh = true;
        } else {
            QueueFiles.unlock(directory);
        }
        ChronicleQueue queue = QueueFiles.queue(directory, clock);
        if (!fresh) {
            final String problem = QueueFiles.problem(queue, opening.nextSequence());
            if (problem != null) {
                LOG.warn("the queue of {} is set aside, its records go on in segments: {}", directory, problem);
                queue.close();
                opening = opening.withProblem(problem);
                QueueFiles.toSegments(directory, opening, FileLayer.DISK);
                queue = QueueFiles.queue(directory, clock);
                fresh = true;
            }
        }
        final ChronicleJournal journal = new ChronicleJournal(settings, lock, opening, queue);
        journal.continueAfter(opening, fresh);
        return journal;
    }

    private void continueAfter(Opening opening, boolean fresh) throws IOException {
        if (!fresh) {
            final List<JournalReader.FileStart> cycles = opening.cycles();
            cycle = cycles.get(cycles.size() - 1);
            for (JournalReader.FileStart file : cycles) {
                try (FileChannel channel = FileChannel.open(file.file(), StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
            rolls.pack(cycles.subList(0, cycles.size() - 1));
        }
        rolls.pack(Rolls.unpacked(settings.directory(), null));
    }

    @Override
    public void onEvent(ArenaEvent event) {
        if (failed) {
            throw new JournalException("the journal " + settings.directory() + " has failed before; open it again");
        }
        failed = true;
        final ByteBuffer record = records.encode(event);
        try (DocumentContext document = appender.writingDocument()) {
            document.wire().bytes().write(record.array(), LENGTH_BYTES, record.limit() - LENGTH_BYTES);
        }
        newestTimeMs = event.arenaTimeMs();
        if (appender.cycle() != cycleNumber) {
            rolled(event.sequence());
        }
        if (settings.fsync() == Fsync.EVERY
                || settings.fsync() == Fsync.EVERY_BOUNDARY && event.kind() == EventKind.BOUNDARY) {
            appender.sync();
            records.synced();
        }
        failed = false;
    }

    /** The record {@code sequence} is the first that was appended to its cycle by this writer. */
    private void rolled(long sequence) {
        cycleNumber = appender.cycle();
        final List<Path> cycles;
        try {
            cycles = JournalFiles.in(settings.directory()).cycles();
        } catch (IOException e) {
            throw new JournalException(
                    "the journal " + settings.directory() + " cannot be listed: " + e.getMessage(), e);
        }
        final Path newest = cycles.get(cycles.size() - 1);
        if (cycle != null && cycle.file().equals(newest)) {
            return;
        }
        if (cycle != null) {
            rolls.pack(List.of(cycle));
        }
        cycle = new JournalReader.FileStart(newest, sequence, records.previousHash());
    }

    @Override
    public void sync() {
        appender.sync();
        records.synced();
    }

    @Override
    public void prune(long neededFromSequence) {
        rolls.prune(neededFromSequence, newestTimeMs);
    }

    @Override
    public ReadBack readBack() {
        return readBack;
    }

    @Override
    public void close() {
        rolls.close();
        try {
            try {
                appender.sync();
                appender.close();
                queue.close();
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new JournalException(
                    "the journal " + settings.directory() + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
