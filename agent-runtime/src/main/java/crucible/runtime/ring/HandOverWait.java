package crucible.runtime.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A stage with nothing to do spins for a moment, then parks until the stage before it has moved on: nobody burns a core,
 * neither while the arena is idle nor while one stage works for another. (Disruptor's own blocking strategy parks only the
 * first stage; the others spin for as long as the stage before them works.)
 *
 * <p>A stage asks for its next event right after it has made its own progress visible; that is when those behind it are
 * woken. Allocates nothing after each thread's first wait.
 */
public final class HandOverWait implements WaitStrategy {
    private static final int SPINS = 100;

    private final ThreadLocal<Waiter> own = ThreadLocal.withInitial(this::join);
    private volatile Waiter[] waiters = {};

    /** What one thread waits for; the fields are those of the newest wait, read by others only while it is parked. */
    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private Sequence before;
        private long sequence;
        private SequenceBarrier barrier;
        private volatile boolean parked;

        boolean canGoOn() {
            return before.get() >= sequence || barrier.isAlerted();
        }
    }

    private synchronized Waiter join() {
        final Waiter waiter = new Waiter();
        final Waiter[] more = Arrays.copyOf(waiters, waiters.length + 1);
        more[waiters.length] = waiter;
        waiters = more;
        return waiter;
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence before, SequenceBarrier barrier)
            throws AlertException, InterruptedException {
        signalAllWhenBlocking();
        for (int i = 0; i < SPINS; i++) {
            final long available = before.get();
            if (available >= sequence) {
                return available;
            }
            barrier.checkAlert();
            Thread.onSpinWait();
        }
        return park(sequence, before, barrier);
    }

    private long park(long sequence, Sequence before, SequenceBarrier barrier)
            throws AlertException, InterruptedException {
        final Waiter waiter = own.get();
        waiter.before = before;
        waiter.sequence = sequence;
        waiter.barrier = barrier;
        waiter.parked = true;
        // Whoever moves on after this fence sees that this thread is parked; what moved before it is seen below.
        VarHandle.fullFence();
        try {
            long available = before.get();
            while (available < sequence) {
                barrier.checkAlert();
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for sequence " + sequence);
                }
                available = before.get();
            }
            return available;
        } finally {
            waiter.parked = false;
        }
    }

    /** Wakes whoever can go on; called after a sequence has moved on or a barrier was alerted. */
    @Override
    public void signalAllWhenBlocking() {
        VarHandle.fullFence();
        for (Waiter waiter : waiters) {
            if (waiter.parked && waiter.canGoOn()) {
                LockSupport.unpark(waiter.thread);
            }
        }
    }
}
