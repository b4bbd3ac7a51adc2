package crucible.runtime.ring;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import crucible.model.Require;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.lane.AgentLane;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the stages of an arena on threads behind one Disruptor ring: journal and features on one thread, each lane on
 * its own, the arbiter on the last. A stage that waits is parked, so an idle arena costs nothing.
 */
public final class ArenaRing implements Slots, AutoCloseable {
    private final Disruptor<ArenaEvent> disruptor;
    private final RingBuffer<ArenaEvent> ring;
    private final CountDownLatch started;
    private final Object judged = new Object();
    private long claimed = -1;
    private long lastBoundary = -1;
    private volatile long judgedBoundary = -1;
    private final Handler last;

    /**
     * @param slots ring size, a power of two
     * @param journal appends each event before any other stage sees it; what it throws is fatal
     * @param failures hears what stages throw: the ring goes on after a stage's failure, after a journal's it must not
     */
    public ArenaRing(int slots, ArenaCore core, EventStage journal, StageFailures failures) {
        Require.that(Integer.bitCount(slots) == 1, "ring size is a power of two", slots);
        this.started = new CountDownLatch(core.lanes().size() + 2);
        this.disruptor =
                new Disruptor<>(ArenaEvent::new, slots, new NamedThreads(), ProducerType.MULTI, new HandOverWait());
        disruptor.setDefaultExceptionHandler(new Survive(failures));
        final AgentLane[] lanes = core.lanes().toArray(new AgentLane[0]);
        final Handler[] laneHandlers = new Handler[lanes.length];
        for (int i = 0; i < lanes.length; i++) {
            laneHandlers[i] = new Handler(lanes[i]::onEvent);
        }
        this.last = new Handler(event -> judge(event, core));
        disruptor
                .handleEventsWith(new Handler(event -> journalThenFeatures(event, journal, core, failures)))
                .then(laneHandlers)
                .then(last);
        this.ring = disruptor.getRingBuffer();
    }

    /** Starts all handlers and returns when every one runs: nothing may be published before. */
    public void start() throws InterruptedException {
        disruptor.start();
        started.await();
    }

    private static void journalThenFeatures(
            ArenaEvent event, EventStage journal, ArenaCore core, StageFailures failures) {
        try {
            journal.onEvent(event);
        } catch (RuntimeException | Error failure) {
            failures.onJournalFailure(failure, event.sequence());
            throw failure;
        }
        core.features().onEvent(event);
    }

    private void judge(ArenaEvent event, ArenaCore core) {
        try {
            core.arbiter().onEvent(event);
        } finally {
            if (event.kind() == EventKind.BOUNDARY) {
                synchronized (judged) {
                    judgedBoundary = event.sequence();
                    judged.notifyAll();
                }
            }
        }
    }

    @Override
    public ArenaEvent claim() {
        claimed = ring.next();
        return ring.get(claimed);
    }

    @Override
    public void publish() {
        final ArenaEvent event = ring.get(claimed);
        if (event.kind() == EventKind.BOUNDARY) {
            lastBoundary = event.sequence();
        }
        ring.publish(claimed);
    }

    @Override
    public void awaitJudged() {
        if (judgedBoundary >= lastBoundary) {
            return;
        }
        synchronized (judged) {
            while (judgedBoundary < lastBoundary) {
                try {
                    judged.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while a boundary was being judged", e);
                }
            }
        }
    }

    /** Ring sequence up to which the last stage has finished. */
    public long finished() {
        return disruptor.getSequenceValueFor(last);
    }

    /** Whether an event waits for some stage. */
    public boolean isBusy() {
        return ring.remainingCapacity() < ring.getBufferSize();
    }

    /** Part of the ring that is waiting to be processed, in [0, 1]. */
    public double fillRatio() {
        return 1 - (double) ring.remainingCapacity() / ring.getBufferSize();
    }

    /** Lets every published event through, then ends the threads; waits at most {@code timeoutMs}. */
    public boolean close(long timeoutMs) {
        try {
            disruptor.shutdown(timeoutMs, TimeUnit.MILLISECONDS);
            return true;
        } catch (com.lmax.disruptor.TimeoutException e) {
            disruptor.halt();
            return false;
        }
    }

    @Override
    public void close() throws TimeoutException {
        if (!close(30_000)) {
            throw new TimeoutException("the ring did not drain within 30 s");
        }
    }

    /** Hears what stages throw. */
    public interface StageFailures {
        /** A stage threw on an event; the ring goes on. */
        void onStageFailure(Throwable failure, long sequence, String event);

        /** The journal could not be written: nothing after this event may become visible. */
        void onJournalFailure(Throwable failure, long sequence);
    }

    private final class Handler implements EventHandler<ArenaEvent> {
        private final EventStage stage;

        Handler(EventStage stage) {
            this.stage = stage;
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onEvent(ArenaEvent event, long ringSequence, boolean endOfBatch) {
            stage.onEvent(event);
        }
    }

    private record Survive(StageFailures failures) implements ExceptionHandler<ArenaEvent> {
        @Override
        public void handleEventException(Throwable failure, long ringSequence, ArenaEvent event) {
            failures.onStageFailure(failure, event.sequence(), String.valueOf(event.kind()));
        }

        @Override
        public void handleOnStartException(Throwable failure) {
            failures.onStageFailure(failure, -1, "start");
        }

        @Override
        public void handleOnShutdownException(Throwable failure) {
            failures.onStageFailure(failure, -1, "shutdown");
        }
    }

    private static final class NamedThreads implements ThreadFactory {
        private final AtomicInteger number = new AtomicInteger();

        @Override
        public Thread newThread(Runnable work) {
            final Thread thread = new Thread(work, "arena-stage-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        }
    }
}
