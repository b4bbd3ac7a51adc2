package crucible.server.cli;

import crucible.server.host.ExitCodes;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SIGTERM and SIGINT: the first asks the program to stop in order, the second ends it at once (what is journaled is
 * recovered). The JDK's door to signals, {@code sun.misc.Signal} of the supported module jdk.unsupported, is opened by
 * name, because naming it in source is a warning that cannot be switched off. Where it is missing, the JVM's own way of
 * stopping remains.
 */
final class StopSignal {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger signals = new AtomicInteger();

    /** From now on the process stops only by this. */
    static StopSignal listen() {
        final StopSignal stop = new StopSignal();
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

    private void onSignal() {
        if (signals.getAndIncrement() > 0) {
            Runtime.getRuntime().halt(ExitCodes.SIGNALLED_TWICE);
        }
        asked.countDown();
    }

    /** The program itself wants to stop in order: two signals still end it at once. */
    void ask() {
        asked.countDown();
    }

    /** Waits until a signal has come, or the program has asked. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** Waits at most so long; true if a signal has come. */
    boolean await(long time, TimeUnit unit) throws InterruptedException {
        return asked.await(time, unit);
    }
}
