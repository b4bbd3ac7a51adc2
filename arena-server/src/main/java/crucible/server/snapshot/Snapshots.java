package crucible.server.snapshot;

import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.ring.SnapshotSink;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots of a running arena: the stages copy their state into one reused image, a thread of its own writes it to
 * a file. The ring never waits for it: while a file is being written, snapshots that fall due are left out and counted.
 */
public final class Snapshots implements SnapshotSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final long FINISH_WITHIN_S = 30;

    private final SnapshotSettings settings;
    private final SnapshotStore store;
    private final Source source;
    private final LongConsumer onSaved;
    private final ArenaImage image;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.FREE);
    private final AtomicLong saved = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        final Thread named = new Thread(work, "arena-snapshots");
        named.setDaemon(true);
        return named;
    });
    private volatile long newestSequence = -1;
    private volatile String chainHash = "";
    private long checkpoints;

    /** Where the one image is. */
    private enum Stage {
        FREE,
        FILLING,
        SAVING
    }

    /**
     * Whose snapshots they are.
     *
     * @param codeVersion this software
     * @param configuration the tournament's rules, as its genesis has them
     * @param chainHash tells the chained hash of the record that the journal has appended last; asked by the first stage
     */
    public record Source(String codeVersion, String configuration, Supplier<String> chainHash) {}

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
        this.image = new ArenaImage(lanes);
    }

    @Override
    public ArenaImage begin(ArenaEvent checkpoint) {
        checkpoints++;
        final boolean last = !checkpoint.isDueAtAll();
        if (!settings.areTaken() || !last && checkpoints % settings.everyCheckpoints() != 0) {
            return null;
        }
        if (stage.get() == Stage.SAVING) {
            skipped.incrementAndGet();
            return null;
        }
        if (stage.getAndSet(Stage.FILLING) == Stage.FILLING) {
            // A stage threw before the arbiter could hand the copy on.
            failed.incrementAndGet();
        }
        image.reset();
        chainHash = source.chainHash().get();
        return image;
    }

    @Override
    public void complete(ArenaImage filled) {
        if (!filled.isWhole()) {
            failed.incrementAndGet();
            stage.set(Stage.FREE);
            LOG.error("no snapshot after event {}: a stage failed while it copied its state", filled.moment());
            return;
        }
        stage.set(Stage.SAVING);
        thread.execute(this::save);
    }

    private void save() {
        try {
            final long startNanos = System.nanoTime();
            final SnapshotStore.Kept kept =
                    store.save(Snapshot.of(image, source.codeVersion(), source.configuration(), chainHash));
            newestSequence = kept.sequence();
            saved.incrementAndGet();
            LOG.info(
                    "snapshot after event {} written in {} ms: {}",
                    kept.sequence(),
                    (System.nanoTime() - startNanos) / 1_000_000,
                    kept.file());
            onSaved.accept(neededFrom());
        } catch (IOException | RuntimeException e) {
            failed.incrementAndGet();
            LOG.error(
                    "the snapshot after event {} could not be written",
                    image.moment().sequence(),
                    e);
        } finally {
            stage.set(Stage.FREE);
        }
    }

    /** The newest two snapshots must be able to go on from the journal. */
    private long neededFrom() throws IOException {
        final var kept = store.newestFirst();
        return kept.size() < SnapshotSettings.ALWAYS_KEPT
                ? 0
                : kept.get(SnapshotSettings.ALWAYS_KEPT - 1).sequence() + 1;
    }

    /** How it has gone so far; any thread. */
    public Count count() {
        return new Count(saved.get(), skipped.get(), failed.get(), newestSequence);
    }

    /** Waits until what was begun is written; nothing may be begun meanwhile. */
    public void finish() {
        try {
            thread.submit(() -> {}).get(FINISH_WITHIN_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.error("a snapshot was not written within {} s", FINISH_WITHIN_S);
        }
    }

    /** Writes what was begun, then ends. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(FINISH_WITHIN_S, TimeUnit.SECONDS)) {
                LOG.error("a snapshot was not written within {} s", FINISH_WITHIN_S);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
