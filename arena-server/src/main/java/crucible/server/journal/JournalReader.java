package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads a journal in order, whatever format its parts have, and checks each record: checksum, sequence and chained hash.
 * Needs nothing of the writer and never blocks it. One thread.
 */
public final class JournalReader implements AutoCloseable {
    private static final int LOOKS_BEHIND_A_HOLE = 5;
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000;

    private final Path directory;
    private final boolean following;
    private final RecordCheck check = new RecordCheck();
    private final List<FileStart> starts = new ArrayList<>();
    private Frames frames;
    private boolean readAfresh;
    private boolean successorSeen;
    private boolean ended;
    private ReadBack.Cut cut;

    /** A file that was read, with the place of the chain at which it begins. */
    record FileStart(Path file, long firstSequence, byte[] previousHash) {
        boolean isCycle() {
            return file.getFileName().toString().endsWith(JournalFiles.CYCLE);
        }
    }

    /**
     * Reads from the oldest record on.
     *
     * @throws JournalException where there is no journal in {@code directory}
     */
    public JournalReader(Path directory) {
        this(directory, false, 0);
    }

    /** @param from reads from the newest part on that begins with this record or an earlier one */
    private JournalReader(Path directory, boolean following, long from) {
        this.directory = directory;
        this.following = following;
        if (!exists(directory)) {
            throw new JournalException("there is no journal in " + directory);
        }
        try {
            openFirst(from);
        } catch (IOException e) {
            throw new JournalException("the journal " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads the newest records, and later those that a writer appends: after a false, {@link #next} may be called again. */
    public static JournalReader following(Path directory) {
        return new JournalReader(directory, true, Long.MAX_VALUE);
    }

    /** Reads from the beginning of the newest closed part on, which the chain's stored hash makes possible. */
    public static JournalReader ofNewest(Path directory) {
        return new JournalReader(directory, false, Long.MAX_VALUE);
    }

    /**
     * Reads from a record at or before {@code sequence} on, as near to it as a closed part begins; from the oldest record on
     * where all are newer. What lies before is not looked at.
     */
    public static JournalReader from(Path directory, long sequence) {
        return new JournalReader(directory, false, sequence);
    }

    /** Whether {@code directory} holds a journal. */
    public static boolean exists(Path directory) {
        try {
            return Files.exists(directory.resolve(JournalFiles.QUEUE_TABLE))
                    || !JournalFiles.in(directory).isEmpty();
        } catch (IOException e) {
            throw new JournalException("the journal " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether {@code directory} holds a journal with at least one record. */
    public static boolean hasRecords(Path directory) {
        if (!exists(directory)) {
            return false;
        }
        try (JournalReader reader = new JournalReader(directory)) {
            return reader.next(new ArenaEvent());
        }
    }

    /**
     * Reads the next event into {@code event}; false at the end. What lies behind the end and was never finished is told
     * by {@link #cut}.
     *
     * @throws JournalDamaged where records that were on the disk cannot be read, or are no longer connected
     */
    public boolean next(ArenaEvent event) {
        if (ended) {
            return false;
        }
        try {
            return read(event);
        } catch (IOException e) {
            throw new JournalException("the journal " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean read(ArenaEvent event) throws IOException {
        readAfresh = false;
        if (frames == null && following) {
            openFirst(Long.MAX_VALUE);
        }
        while (frames != null) {
            final Frames.Found found = frames.look();
            final String problem;
            if (found == Frames.Found.RECORD) {
                if (isCopy()) {
                    frames.take();
                    continue;
                }
                problem = check.read(frames.array(), frames.offset(), frames.length(), event);
                if (problem == null) {
                    frames.take();
                    successorSeen = false;
                    return true;
                }
            } else {
                problem = found == Frames.Found.TORN ? "is cut short or damaged" : null;
            }
            if (!readAfresh && frames.readAgain()) {
                readAfresh = true;
            } else if (!(problem == null ? openSuccessor() : openOverlooked())) {
                return stop(problem, event);
            }
        }
        return false;
    }

    /** A cycle may begin with records that a segment already held: the writer died between copying and removing. */
    private boolean isCopy() {
        final FileStart start = current();
        return start.isCycle()
                && check.expected() == start.firstSequence()
                && check.isEarlier(frames.array(), frames.offset(), frames.length());
    }

    private FileStart current() {
        return starts.get(starts.size() - 1);
    }

    private void openFirst(long from) throws IOException {
        final JournalFiles files = JournalFiles.in(directory);
        Map.Entry<Long, Path> segment = files.segments().floorEntry(from);
        if (segment == null) {
            segment = files.segments().firstEntry();
        }
        final Map.Entry<Long, Path> before =
                segment == null ? null : files.segments().lowerEntry(segment.getKey());
        if (before != null && !SegmentFrames.hasHeader(JournalFiles.nowAt(segment.getValue()))) {
            segment = before;
        }
        if (segment != null) {
            openSegment(segment.getKey(), segment.getValue(), true);
        } else if (!files.cycles().isEmpty()) {
            openCycle(files.cycles().get(0));
        }
    }

    /** Goes on to the file behind the present one, once that has been looked at again: until then it may have grown. */
    private boolean openSuccessor() throws IOException {
        final JournalFiles files = JournalFiles.in(directory);
        final long expected = check.expected();
        final boolean inCycle = current().isCycle();
        final Path segment = inCycle || expected == current().firstSequence()
                ? null
                : files.segments().get(expected);
        final Path cycle = files.cycleAfter(inCycle ? current().file() : null);
        if (segment == null && cycle == null) {
            return false;
        }
        if (!successorSeen) {
            successorSeen = true;
            frames.readAgain();
            return true;
        }
        successorSeen = false;
        try {
            if (segment != null) {
                return openSegment(expected, segment, false);
            }
            openCycle(cycle);
        } catch (NoSuchFileException e) {
            readAfresh = false;
        }
        return true;
    }

    /** While a cycle was being opened it may have become a segment. */
    private boolean openOverlooked() throws IOException {
        final FileStart start = current();
        if (!start.isCycle() || check.expected() != start.firstSequence()) {
            return false;
        }
        final Path segment = JournalFiles.in(directory).segments().get(check.expected());
        if (segment == null) {
            return false;
        }
        return openSegment(check.expected(), segment, false);
    }

    private void openCycle(Path cycle) throws IOException {
        final Frames opened = new CycleFrames(cycle);
        closeFrames();
        frames = opened;
        starts.add(new FileStart(cycle, check.expected(), check.chain().head()));
    }

    private boolean openSegment(long firstSequence, Path listed, boolean adopt) throws IOException {
        final Path segment = JournalFiles.nowAt(listed);
        SegmentFrames opened;
        try {
            opened = new SegmentFrames(segment);
        } catch (SegmentHeader.Bad e) {
            if (following) {
                return false;
            }
            opened = openLater(listed);
            if (opened == null) {
                headerIsBad(firstSequence, segment, e.getMessage(), adopt);
                return true;
            }
        }
        closeFrames();
        frames = opened;
        final SegmentHeader header = opened.header();
        if (adopt) {
            check.restart(firstSequence, header.previousHash());
        }
        if (header.firstSequence() != firstSequence || !check.chain().isAt(header.previousHash())) {
            throw new JournalDamaged(
                    firstSequence,
                    segment,
                    "does not continue the file before it: its header names sequence " + header.firstSequence()
                            + " and another hash");
        }
        starts.add(new FileStart(segment, firstSequence, header.previousHash()));
        return true;
    }

    /** A writer may have finished the header since it was looked at; null where it has not. */
    private static SegmentFrames openLater(Path listed) throws IOException {
        for (int look = 0; look < LOOKS_BEHIND_A_HOLE; look++) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            try {
                return new SegmentFrames(JournalFiles.nowAt(listed));
            } catch (SegmentHeader.Bad stillBad) {
                continue;
            }
        }
        return null;
    }

    /** A segment whose header was never finished holds nothing; any other one is damaged. */
    private void headerIsBad(long firstSequence, Path segment, String problem, boolean adopt) throws IOException {
        final boolean newest = JournalFiles.in(directory).segments().lastKey() == firstSequence;
        if (!newest
                || adopt && firstSequence != 0
                || JournalFiles.isPacked(segment)
                || new IntactRecords(firstSequence).search(segment, 0).count() > 0) {
            throw new JournalDamaged(firstSequence, segment, problem);
        }
        closeFrames();
        frames = null;
        starts.add(new FileStart(segment, firstSequence, check.chain().head()));
        cut = new ReadBack.Cut("the header of " + segment.getFileName() + " was not finished", Files.size(segment), 0);
    }

    /** Nothing more can be read in order: an end, a tail that was never finished, or damage. */
    private boolean stop(String problem, ArenaEvent event) throws IOException {
        if (following) {
            return false;
        }
        final FileStart start = current();
        if (JournalFiles.isPacked(start.file()) && problem != null) {
            throw damage(problem);
        }
        final JournalFiles files = JournalFiles.in(directory);
        if (problem == null
                && check.expected() > start.firstSequence()
                && files.segments().containsKey(check.expected())) {
            return read(event);
        }
        if (files.segments().higherKey(start.firstSequence()) != null && !start.isCycle()) {
            // The writer may have finished records here and begun a later file since this one was last looked at.
            if (isBeingWritten(event)) {
                return true;
            }
            throw damage(problem == null ? "is missing, but there are later files" : problem);
        }
        final IntactRecords behind = new IntactRecords(check.expected());
        if (!JournalFiles.isPacked(start.file())) {
            searchRest(start.file(), frames.position(), behind);
        }
        for (Path cycle = files.cycleAfter(start.isCycle() ? start.file() : null);
                cycle != null;
                cycle = files.cycleAfter(cycle)) {
            searchRest(cycle, 0, behind);
        }
        if (behind.count() > 0 && isBeingWritten(event)) {
            return true;
        }
        if (behind.provesDurable(check.expected())) {
            throw damage((problem == null ? "lies behind a hole" : problem) + "; " + behind.count()
                    + " records behind it are whole, and they show that it had been on the disk");
        }
        ended = true;
        final long bytes = behind.writtenBytes() - (problem == null && start.isCycle() ? Integer.BYTES : 0);
        if (problem != null || behind.count() > 0 || bytes > 0) {
            cut = new ReadBack.Cut(
                    "record " + check.expected() + " in " + start.file() + " "
                            + (problem == null ? "was not finished" : problem),
                    bytes,
                    behind.count());
        }
        return false;
    }

    /** A closed file may be compressed while it is read; then it was whole, and nothing lies behind its end. */
    private static void searchRest(Path file, long position, IntactRecords behind) throws IOException {
        try {
            behind.search(file, position);
        } catch (NoSuchFileException e) {
            if (!file.getFileName().toString().endsWith(JournalFiles.CYCLE)
                    && JournalFiles.nowAt(file).equals(file)) {
                throw e;
            }
        }
    }

    /** A writer may have finished a record since: then it stands in its place a moment later. */
    private boolean isBeingWritten(ArenaEvent event) throws IOException {
        for (int look = 0; look < LOOKS_BEHIND_A_HOLE && frames.readAgain(); look++) {
            if (frames.look() == Frames.Found.RECORD
                    && check.read(frames.array(), frames.offset(), frames.length(), event) == null) {
                frames.take();
                return true;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return false;
    }

    private JournalDamaged damage(String what) {
        return new JournalDamaged(check.expected(), current().file(), what);
    }

    /**
     * For one that follows and sees nothing more: makes sure that it stands at an end, and not before damage behind which
     * nothing can be read any more. Reads the newest part once more.
     *
     * @throws JournalDamaged where it does not
     */
    public void expectEnd() {
        final ArenaEvent event = new ArenaEvent();
        try (JournalReader again = from(directory, check.expected())) {
            boolean more = true;
            while (more) {
                more = again.next(event);
            }
        }
    }

    /** Sequence of the record that comes next. */
    public long nextSequence() {
        return check.expected();
    }

    /** Sequence of the first record that could be read: 0, or more where older ones were pruned. */
    public long firstSequence() {
        return starts.isEmpty() ? 0 : starts.get(0).firstSequence();
    }

    /** Hash of the record read last, chained to all before it: 32 hexadecimal digits. */
    public String chainHash() {
        return check.chain().toString();
    }

    /** What lies behind the last good record, once {@link #next} has found the end; empty where it ends whole. */
    public Optional<ReadBack.Cut> cut() {
        return Optional.ofNullable(cut);
    }

    /** The hash's bytes. */
    byte[] chainHead() {
        return check.chain().head();
    }

    /** The files read so far, the present one last. */
    List<FileStart> files() {
        return starts;
    }

    /** Where in the present file the next record would begin, in bytes. */
    long position() {
        return frames == null ? 0 : frames.position();
    }

    private void closeFrames() throws IOException {
        if (frames != null) {
            frames.close();
        }
    }

    @Override
    public void close() {
        try {
            closeFrames();
        } catch (IOException e) {
            throw new JournalException("the journal " + directory + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
