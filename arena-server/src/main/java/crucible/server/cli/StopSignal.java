package crucible.server.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * SIGTERM and SIGINT: the first asks the program to stop in order, the second ends it at once (what is journaled is
 * recovered). The program goes on until it has looked.
 */
final class StopSignal {
    private static final int FIRST_SIGNAL_EXIT = 128;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger signals = new AtomicInteger();

    /** From now on the process stops only by this. */
    static StopSignal listen() {
        final StopSignal stop = new StopSignal();
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), stop::onSignal);
        }
        return stop;
    }

    private void onSignal(Signal signal) {
        if (signals.getAndIncrement() > 0) {
            Runtime.getRuntime().halt(FIRST_SIGNAL_EXIT + signal.getNumber());
        }
        asked.countDown();
    }

    /** Waits until a signal has come. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** Waits at most so long; true if a signal has come. */
    boolean await(long time, TimeUnit unit) throws InterruptedException {
        return asked.await(time, unit);
    }
}
