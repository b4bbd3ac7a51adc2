package crucible.server.snapshot;

import crucible.model.CopyDigest;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.ring.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes digests and snapshots of a running arena: the stages copy their state into an image, one thread takes its digest,
 * another one writes it to a file. There are two images, so that a slow disk holds up no digest. The ring waits for a digest
 * only where the one of the checkpoint before is not ready, and never for a file: while one is being written, snapshots that
 * fall due are left out and counted.
 */
public final class Snapshots implements Checkpoints, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final long FINISH_WITHIN_S = 30;
    private static final int IMAGES = 2;

    private final SnapshotSettings settings;
    private final SnapshotStore store;
    private final Source source;
    private final LongConsumer onSaved;
    private final BlockingQueue<Copy> free = new ArrayBlockingQueue<>(IMAGES);
    private final ConcurrentLinkedQueue<ArenaImage.Moment> digested = new ConcurrentLinkedQueue<>();
    private final AtomicLong saved = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final CopyDigest digest = new CopyDigest();
    private final ExecutorService digests = thread("arena-digests");
    private final ExecutorService files = thread("arena-snapshots");
    private volatile boolean saving;
    private volatile long newestSequence = -1;
    private volatile Newest newest;
    private long checkpoints;
    /** The copy that the stages are filling; null where the arbiter has handed the last one on. */
    private volatile Copy filling;

    /** One of the images and what it will be used for; handed from thread to thread. */
    private static final class Copy {
        private final ArenaImage image;
        private boolean isToBeSaved;
        private String chainHash = "";
        private long copyNanos;

        Copy(int lanes) {
            image = new ArenaImage(lanes);
        }
    }

    /**
     * Whose snapshots they are.
     *
     * @param codeVersion this software
     * @param configuration the tournament's rules, as its genesis has them
     * @param chainHash tells the chained hash of the record that the journal has appended last; asked by the first stage
     * @param ground what else must be on the disk before a snapshot is
     */
    public record Source(String codeVersion, String configuration, Supplier<String> chainHash, Ground ground) {}

    /** What a start from a snapshot relies on beside the journal. */
    @FunctionalInterface
    public interface Ground {
        /** Nothing. */
        Ground NONE = sequence -> {};

        /**
         * Returns once everything up to the boundary {@code sequence} is on the disk; called by the writing thread.
         *
         * @throws IOException where it cannot be: then the snapshot is not written
         */
        void syncUpTo(long sequence) throws IOException;
    }

    /**
     * A snapshot that was written.
     *
     * @param bytes size of its file
     * @param writtenAtMs when it was complete, epoch milliseconds of the machine's clock
     * @param copySeconds from the first stage's copy to the arbiter's: so long the boundary was held up at most
     * @param writeSeconds that its file took, off the ring
     */
    public record Newest(long bytes, long writtenAtMs, double copySeconds, double writeSeconds) {}

    /**
     * How it has gone so far.
     *
     * @param saved snapshots written
     * @param skipped left out because the one before was still being written
     * @param failed could not be copied or written; the log says why
     * @param newestSequence of the newest one; −1 before the first
     */
    public record Count(long saved, long skipped, long failed, long newestSequence) {}

    /**
     * @param lanes number of lanes of the arena
     * @param onSaved told, on the writing thread, from which sequence on the journal is still needed
     */
    public Snapshots(SnapshotSettings settings, SnapshotStore store, Source source, int lanes, LongConsumer onSaved) {
        this.settings = settings;
        this.store = store;
        this.source = source;
        this.onSaved = onSaved;
        for (int i = 0; i < IMAGES; i++) {
            free.add(new Copy(lanes));
        }
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(work -> {
            final Thread named = new Thread(work, name);
            named.setDaemon(true);
            return named;
        });
    }

    @Override
    public ArenaImage begin(ArenaEvent checkpoint) {
        Copy copy = filling;
        if (copy == null) {
            copy = takeFree();
        } else {
            // A stage threw before the arbiter could hand the copy on.
            failed.incrementAndGet();
        }
        checkpoints++;
        final boolean last = !checkpoint.isDueAtAll();
        final boolean isDue = settings.areTaken() && (last || checkpoints % settings.everyCheckpoints() == 0);
        if (isDue && saving) {
            skipped.incrementAndGet();
        }
        copy.isToBeSaved = isDue && !saving;
        copy.chainHash = copy.isToBeSaved ? source.chainHash().get() : "";
        copy.image.reset();
        copy.copyNanos = System.nanoTime();
        filling = copy;
        return copy.image;
    }

    private Copy takeFree() {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the digest of the checkpoint before was taken", e);
        }
    }

    @Override
    public void complete(ArenaImage filled) {
        final Copy copy = filling;
        copy.copyNanos = System.nanoTime() - copy.copyNanos;
        filling = null;
        if (!filled.isWhole()) {
            failed.incrementAndGet();
            LOG.error("no digest and no snapshot at {}: a stage failed while it copied its state", filled.place());
            free.add(copy);
            return;
        }
        if (copy.isToBeSaved) {
            saving = true;
        }
        digests.execute(() -> digest(copy));
    }

    private void digest(Copy copy) {
        try {
            final ArenaImage.Moment moment = copy.image.digested(digest);
            digested.add(moment);
            if (copy.isToBeSaved) {
                files.execute(() -> save(copy, moment));
                return;
            }
        } catch (RuntimeException e) {
            failed.incrementAndGet();
            if (copy.isToBeSaved) {
                saving = false;
            }
            LOG.error("no digest at {}", copy.image.place(), e);
        }
        free.add(copy);
    }

    private void save(Copy copy, ArenaImage.Moment moment) {
        try {
            final long startNanos = System.nanoTime();
            source.ground().syncUpTo(moment.sequence());
            final SnapshotStore.Kept kept = store.save(new Snapshot(
                    new Snapshot.Header(source.codeVersion(), source.configuration(), copy.chainHash, moment),
                    copy.image.toBytes()));
            newestSequence = kept.sequence();
            saved.incrementAndGet();
            LOG.debug(
                    "snapshot after event {} written in {} ms: {}",
                    kept.sequence(),
                    (System.nanoTime() - startNanos) / 1_000_000,
                    kept.file());
            newest = new Newest(
                    Files.size(kept.file()),
                    System.currentTimeMillis(),
                    copy.copyNanos / 1e9,
                    (System.nanoTime() - startNanos) / 1e9);
            onSaved.accept(store.neededFrom());
        } catch (IOException | RuntimeException e) {
            failed.incrementAndGet();
            LOG.error("the snapshot after event {} could not be written", moment.sequence(), e);
        } finally {
            saving = false;
            free.add(copy);
        }
    }

    @Override
    public ArenaImage.Moment poll() {
        return digested.poll();
    }

    /** How it has gone so far; any thread. */
    public Count count() {
        return new Count(saved.get(), skipped.get(), failed.get(), newestSequence);
    }

    /** The snapshot that this process has written last; null before the first. Any thread. */
    public Newest newest() {
        return newest;
    }

    /** Waits until what was begun is digested and written; nothing may be begun meanwhile. */
    public void finish() {
        await(digests);
        await(files);
    }

    private static void await(ExecutorService thread) {
        try {
            thread.submit(() -> {}).get(FINISH_WITHIN_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.error("a snapshot was not written within {} s", FINISH_WITHIN_S);
        }
    }

    /** Digests and writes what was begun, then ends. Digests that nobody has asked for can still be had. */
    @Override
    public void close() {
        finish();
        digests.shutdown();
        files.shutdown();
    }
}
