package crucible.server.host;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT: the first asks the program to stop in order, the second ends it at once (what is journaled is
 * recovered). A program that has not ended within its time after the first, because something in it stands still, is ended
 * too. The JDK's door to signals, {@code sun.misc.Signal} of the supported module jdk.unsupported, is opened by name,
 * because naming it in source is a warning that cannot be switched off. Where it is missing, the JVM's own way of stopping
 * remains.
 */
public final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger signals = new AtomicInteger();
    private final long withinMs;
    private final IntConsumer halt;

    StopSignal(long withinMs, IntConsumer halt) {
        this.withinMs = withinMs;
        this.halt = halt;
    }

    /**
     * From now on the process stops only by this.
     *
     * @param withinMs how long an orderly stop may take
     */
    public static StopSignal listen(long withinMs) {
        final StopSignal stop =
                new StopSignal(withinMs, code -> Runtime.getRuntime().halt(code));
        try {
            final Class<?> signal = Class.forName("sun.misc.Signal");
            final Class<?> handler = Class.forName("sun.misc.SignalHandler");
            final Object onSignal = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            stop.onSignal();
                        }
                        return null;
                    });
            for (String name : new String[] {"TERM", "INT"}) {
                final Object one = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, one, onSignal);
            }
        } catch (ReflectiveOperationException e) {
            Runtime.getRuntime().addShutdownHook(new Thread(stop::onSignal, "stop-signal"));
        }
        return stop;
    }

    void onSignal() {
        if (signals.getAndIncrement() > 0) {
            halt.accept(ExitCodes.SIGNALLED_TWICE);
        }
        ask();
    }

    /** The program itself wants to stop in order: two signals still end it at once. */
    public synchronized void ask() {
        if (asked.getCount() > 0) {
            asked.countDown();
            final Thread deadline = new Thread(this::endWhatStandsStill, "stop-deadline");
            deadline.setDaemon(true);
            deadline.start();
        }
    }

    private void endWhatStandsStill() {
        try {
            TimeUnit.MILLISECONDS.sleep(withinMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        LOG.error(
                "the process has not stopped within {} ms and is ended; what is journaled is recovered."
                        + " Its threads are doing this:{}",
                withinMs,
                threads());
        halt.accept(ExitCodes.STUCK);
    }

    private static String threads() {
        final StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            text.append(System.lineSeparator()).append(entry.getKey().getName());
            for (StackTraceElement element : entry.getValue()) {
                text.append(System.lineSeparator()).append("    ").append(element);
            }
        }
        return text.toString();
    }

    /** Waits until a signal has come, or the program has asked. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Waits at most so long; true if a signal has come, or the program has asked. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return asked.await(time, unit);
    }
}
