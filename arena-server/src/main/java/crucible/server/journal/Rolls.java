package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The closed files of a journal: compressed on a thread of its own, and removed when they are too old and not needed. */
final class Rolls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rolls.class);
    private static final long DAY_MS = 86_400_000L;
    private static final long END_WITHIN_S = 20;

    private final JournalSettings settings;
    private final FileLayer layer;
    private final ExecutorService thread;

    Rolls(JournalSettings settings, FileLayer layer) {
        this.settings = settings;
        this.layer = layer;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            final Thread rolls = new Thread(work, "journal-rolls");
            rolls.setDaemon(true);
            rolls.setPriority(Thread.MIN_PRIORITY);
            return rolls;
        });
    }

    /** Compresses closed files in the background. */
    void pack(List<JournalReader.FileStart> closed) {
        for (JournalReader.FileStart file : closed) {
            if (!JournalFiles.isPacked(file.file())) {
                thread.execute(() -> packOne(file));
            }
        }
    }

    private void packOne(JournalReader.FileStart closed) {
        final Path target =
                Path.of(JournalFiles.segment(settings.directory(), closed.firstSequence()) + JournalFiles.PACKED);
        try {
            RollCopy.copy(closed, Long.MAX_VALUE, target, layer);
            layer.delete(closed.file());
        } catch (ClosedByInterruptException e) {
            LOG.info("{} is compressed after the next start", closed.file());
        } catch (IOException | RuntimeException e) {
            LOG.error("{} stays uncompressed: {}", closed.file(), e.getMessage());
        }
    }

    /** All closed segments that are not compressed yet, the one that is still appended to left out. */
    static List<JournalReader.FileStart> unpacked(Path directory, Path open) throws IOException {
        final List<JournalReader.FileStart> found = new ArrayList<>();
        for (Map.Entry<Long, Path> segment :
                JournalFiles.in(directory).segments().entrySet()) {
            if (!JournalFiles.isPacked(segment.getValue())
                    && !segment.getValue().equals(open)) {
                try (SegmentFrames frames = new SegmentFrames(segment.getValue())) {
                    found.add(new JournalReader.FileStart(
                            segment.getValue(),
                            segment.getKey(),
                            frames.header().previousHash()));
                } catch (SegmentHeader.Bad e) {
                    LOG.error("{} {}", segment.getValue(), e.getMessage());
                }
            }
        }
        return found;
    }

    /** Removes old compressed files, see {@link Journal#prune}. */
    void prune(long neededFromSequence, long newestTimeMs) {
        if (settings.keepDays() == 0) {
            return;
        }
        final long keepFromMs = newestTimeMs - settings.keepDays() * DAY_MS;
        thread.execute(() -> pruneNow(neededFromSequence, keepFromMs));
    }

    private void pruneNow(long neededFromSequence, long keepFromMs) {
        try {
            final JournalFiles files = JournalFiles.in(settings.directory());
            for (Map.Entry<Long, Path> roll : files.segments().entrySet()) {
                final Map.Entry<Long, Path> next = files.segments().higherEntry(roll.getKey());
                if (next == null || next.getKey() > neededFromSequence || firstTimeMs(next.getValue()) > keepFromMs) {
                    return;
                }
                layer.delete(roll.getValue());
                LOG.info("pruned {}: records {} to {}", roll.getValue(), roll.getKey(), next.getKey() - 1);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("old files of the journal {} stay: {}", settings.directory(), e.getMessage());
        }
    }

    /** Arena time of a segment's first record: nothing in the file before it is newer. */
    private static long firstTimeMs(Path segment) throws IOException {
        final RecordCheck check = new RecordCheck();
        final ArenaEvent event = new ArenaEvent();
        try (SegmentFrames frames = new SegmentFrames(segment)) {
            check.restart(frames.header().firstSequence(), frames.header().previousHash());
            if (frames.look() == Frames.Found.RECORD
                    && check.read(frames.array(), frames.offset(), frames.length(), event) == null) {
                return event.arenaTimeMs();
            }
            return Long.MAX_VALUE;
        } catch (SegmentHeader.Bad e) {
            return Long.MAX_VALUE;
        }
    }

    /** Waits for what is being compressed; what is not begun is left for the next start. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_WITHIN_S, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
