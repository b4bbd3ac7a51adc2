package crucible.server.record;

import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to an arena and keeps what is permanent. Listening is a copy into a reused page; a thread of its own writes the
 * pages once {@link #goLive} was called, before that the caller does. The pages end at the checkpoints, and at least every
 * {@value RecordBlock#MOST_BOUNDARIES} boundaries, so the blocks are a pure function of the journal.
 *
 * <p>A page that cannot be written is kept and tried again with the next. If they become too many the recorder gives up
 * until the next start, which makes good from the journal; meanwhile {@link #syncUpTo} fails, so that no snapshot is taken
 * and the journal keeps what is needed.
 */
public final class Recorder implements ArenaListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final int MOST_WAITING = 256;
    private static final long SYNC_WITHIN_NANOS = 30_000_000_000L;
    private static final long END_WITHIN_MS = 30_000;

    private final BlockSink sink;
    private final Object lock = new Object();
    private final ArrayDeque<Page> waiting = new ArrayDeque<>(MOST_WAITING + 1);
    private final ArrayDeque<Page> spare = new ArrayDeque<>(MOST_WAITING + 1);
    private Page page = new Page().begin(-1);
    private Verdict applied;
    private Thread writer;
    private boolean isClosing;
    private boolean isStuck;
    private volatile boolean gaveUp;
    private volatile long writtenUpTo = -1;
    private volatile long failures;
    private volatile String newestFailure = "";

    /** @param sink takes the blocks */
    Recorder(BlockSink sink) {
        this.sink = sink;
    }

    /** Keeps everything in {@code store}. */
    public Recorder(RecordStore store) {
        this((BlockSink) store);
    }

    /** Keeps nothing, but hands each block to {@code listener} as soon as it ends. */
    public static Recorder telling(Consumer<RecordBlock> listener) {
        return new Recorder(new Telling(listener));
    }

    private record Telling(Consumer<RecordBlock> listener) implements BlockSink {
        @Override
        public void append(Page page) {
            final ByteBuffer block = ByteBuffer.allocate(page.largestBytes());
            page.encode(block);
            listener.accept(RecordBlock.decode(block.flip()));
        }

        @Override
        public void sync() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** Whether events of this kind are kept for ever. */
    public static boolean isPermanent(EventKind kind) {
        return switch (kind) {
            case GENESIS, COMMAND, BIRTH, VERDICT, QUARANTINE, TRIALS, LISTING -> true;
            case INSTRUMENT, BAR, QUOTE, GAP, FEED, TICK, BOUNDARY, MODE, VOLATILITY, MARK, FUNDING, EXPOSURE -> false;
        };
    }

    /** What is told next comes behind this event; before the first. */
    public void begin(long after) {
        page.begin(after);
        writtenUpTo = after;
    }

    /** From now on a thread of its own writes. */
    public void goLive() {
        writer = new Thread(this::write, "arena-record");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void onEvidence(int agentId, long observation, double value) {
        if (!gaveUp) {
            page.evidence(agentId, observation, value);
        }
    }

    @Override
    public void onVerdict(Verdict verdict) {
        applied = verdict;
    }

    @Override
    public void onBoundary(ArenaEvent boundary, Roster roster) {
        if (gaveUp) {
            return;
        }
        page.boundary(boundary.sequence(), boundary.boundaryTimeMs());
        if (boundary.isCheckpoint() || page.isFull()) {
            handOver();
        }
    }

    @Override
    public void onEvent(ArenaEvent event) {
        if (gaveUp || event.kind() == EventKind.BOUNDARY) {
            return;
        }
        if (isPermanent(event.kind())) {
            page.keep(event, effect(event));
        } else {
            page.passed(event.sequence());
        }
    }

    private Effect effect(ArenaEvent event) {
        if (event.kind() == EventKind.COMMAND) {
            return Effect.of(event.commandResult());
        }
        if (event.kind() == EventKind.VERDICT) {
            final boolean isApplied = applied == event.payload(Object.class);
            applied = null;
            return isApplied ? Effect.APPLIED : Effect.OVERRULED;
        }
        return Effect.NONE;
    }

    /** Ends a block after the last event, wherever that is; only before {@link #goLive}, and as the last call. */
    public void flush() {
        if (!page.isEmpty()) {
            handOver();
        }
    }

    private void handOver() {
        final Page filled = page;
        if (writer == null) {
            writeNow(filled);
            page.begin(filled.upTo());
            return;
        }
        synchronized (lock) {
            if (waiting.size() == MOST_WAITING) {
                gaveUp = true;
                LOG.error(
                        "the permanent record ends with event {} until the next start, which goes on from there:"
                                + " it could not be written for too long",
                        writtenUpTo);
            } else {
                waiting.addLast(filled);
                final Page next = spare.pollFirst();
                page = (next == null ? new Page() : next).begin(filled.upTo());
                isStuck = false;
            }
            lock.notifyAll();
        }
    }

    private void writeNow(Page filled) {
        try {
            sink.append(filled);
            writtenUpTo = filled.upTo();
        } catch (IOException e) {
            throw new RecordException("the permanent record cannot be written: " + e.getMessage(), e);
        }
    }

    private void write() {
        for (Page next = toWrite(); next != null; next = toWrite()) {
            try {
                sink.append(next);
                synchronized (lock) {
                    waiting.removeFirst();
                    spare.addLast(next);
                    writtenUpTo = next.upTo();
                    lock.notifyAll();
                }
            } catch (IOException | RuntimeException e) {
                failed(e);
            }
        }
    }

    private void failed(Exception e) {
        final long count = failures + 1;
        failures = count;
        newestFailure = String.valueOf(e.getMessage());
        if (Long.bitCount(count) == 1) {
            LOG.error(
                    "the permanent record cannot be written behind event {}, {} failures so far",
                    writtenUpTo,
                    count,
                    e);
        }
        synchronized (lock) {
            isStuck = true;
            lock.notifyAll();
        }
    }

    /** The oldest page that waits, after a failure only once another one has come; null at the end. */
    private Page toWrite() {
        synchronized (lock) {
            while (!isClosing && (isStuck || waiting.isEmpty())) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return null;
                }
            }
            return isStuck ? null : waiting.peekFirst();
        }
    }

    /**
     * Returns once everything up to the boundary {@code sequence} is on the disk. Any thread but the arena's.
     *
     * @throws IOException where it cannot be written
     */
    public void syncUpTo(long sequence) throws IOException {
        final long deadline = System.nanoTime() + SYNC_WITHIN_NANOS;
        synchronized (lock) {
            while (writtenUpTo < sequence) {
                final long leftMs = (deadline - System.nanoTime()) / 1_000_000;
                if (gaveUp || isStuck || leftMs <= 0) {
                    throw new IOException("the permanent record ends with event " + writtenUpTo + ", before event "
                            + sequence + (newestFailure.isEmpty() ? "" : ": " + newestFailure));
                }
                try {
                    lock.wait(leftMs);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while the permanent record was written", e);
                }
            }
        }
        sink.sync();
    }

    /**
     * How it has gone so far.
     *
     * @param writtenUpTo the last event that was written
     * @param failures how often writing has failed
     */
    public record Count(long writtenUpTo, long failures) {}

    /** How it has gone so far; any thread. */
    public Count count() {
        return new Count(writtenUpTo, failures);
    }

    /** Writes what was handed over, then ends the thread; what came since the last boundary is in the journal alone. */
    @Override
    public void close() {
        synchronized (lock) {
            isClosing = true;
            isStuck = false;
            lock.notifyAll();
        }
        if (writer != null) {
            try {
                writer.join(END_WITHIN_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (writer.isAlive()) {
                LOG.error(
                        "the permanent record was not written within {} ms; the next start makes it good",
                        END_WITHIN_MS);
                return;
            }
        }
        try {
            sink.close();
        } catch (IOException e) {
            LOG.error("the permanent record could not be closed; the next start makes it good", e);
        }
    }
}
