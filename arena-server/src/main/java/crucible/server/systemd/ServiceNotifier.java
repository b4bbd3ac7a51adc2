package crucible.server.systemd;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager that the server is ready once a bar has passed all its stages, and that it lives as long as
 * bars do, or as long as it is known why none come. A server that runs but does nothing is silent, and is started again.
 */
public final class ServiceNotifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceNotifier.class);
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;
    /** While it waits for its first bar, and knows why: so much longer than the unit says. */
    private static final long EXTEND_EVERY_NANOS = 30 * LOOK_EVERY_NANOS;

    private static final String EXTEND_START = "EXTEND_TIMEOUT_USEC=120000000";

    private final Pulse pulse;
    private final Channel channel;
    private final long pingEveryNanos;
    private final Thread thread = new Thread(this::run, "arena-notify");
    private long barsAtPing;
    private long pingedNanos;
    private boolean ready;
    private String status = "";
    private boolean failed;
    private volatile boolean closed;

    /** Where messages go. One thread at a time. */
    interface Channel extends Closeable {
        /** Sends one. */
        void send(String message) throws IOException;
    }

    /** @param watchdogNanos after so much silence the manager acts; 0 where it does not watch */
    ServiceNotifier(Pulse pulse, Channel channel, long watchdogNanos, long nowNanos) {
        this.pulse = pulse;
        this.channel = channel;
        this.pingEveryNanos = watchdogNanos / 4;
        this.pingedNanos = nowNanos;
        thread.setDaemon(true);
    }

    /**
     * Begins to tell whoever {@code NOTIFY_SOCKET} in the environment names; nobody where it names none.
     *
     * @param environment {@code WATCHDOG_USEC} says how long the manager bears silence
     */
    public static Optional<ServiceNotifier> start(Map<String, String> environment, Pulse pulse) {
        final String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            final NotifySocket socket = NotifySocket.to(name);
            final ServiceNotifier notifier =
                    new ServiceNotifier(pulse, socket, watchdogNanos(environment), System.nanoTime());
            notifier.thread.start();
            return Optional.of(notifier);
        } catch (IOException e) {
            LOG.error("the service manager cannot be told how the server is, and may end it: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static long watchdogNanos(Map<String, String> environment) {
        final String pid = environment.getOrDefault("WATCHDOG_PID", "");
        final String usec = environment.getOrDefault("WATCHDOG_USEC", "");
        if (usec.isEmpty()
                || !pid.isEmpty()
                        && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
            return 0;
        }
        try {
            return Math.multiplyExact(Long.parseLong(usec), NANOS_PER_MICRO);
        } catch (ArithmeticException | NumberFormatException e) {
            LOG.error("WATCHDOG_USEC is a number of microseconds, but was {}", usec);
            return 0;
        }
    }

    private void run() {
        while (!closed) {
            look(System.nanoTime());
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    synchronized void look(long nowNanos) {
        if (closed) {
            return;
        }
        final long bars = pulse.bars();
        final Optional<String> silence = pulse.silence();
        tellStatus(pulse.status());
        if (!ready && bars > 0) {
            ready = true;
            pinged(bars, nowNanos);
            send("READY=1");
        } else if (!ready && silence.isPresent() && nowNanos - pingedNanos >= EXTEND_EVERY_NANOS) {
            pingedNanos = nowNanos;
            send(EXTEND_START);
        } else if (ready
                && pingEveryNanos > 0
                && nowNanos - pingedNanos >= pingEveryNanos
                && (bars != barsAtPing || silence.isPresent())) {
            pinged(bars, nowNanos);
            send("WATCHDOG=1");
        }
    }

    private void pinged(long bars, long nowNanos) {
        barsAtPing = bars;
        pingedNanos = nowNanos;
    }

    private void tellStatus(String now) {
        if (!now.equals(status)) {
            status = now;
            send("STATUS=" + now.replace('\n', ' '));
        }
    }

    private void send(String message) {
        try {
            channel.send(message);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.error("{}", e.getMessage());
            }
            failed = true;
        }
    }

    /** The server stops now; nothing is told any more. */
    @Override
    public synchronized void close() {
        if (!closed) {
            send("STOPPING=1");
            closed = true;
            LockSupport.unpark(thread);
            try {
                channel.close();
            } catch (IOException e) {
                LOG.error("{}", e.getMessage());
            }
        }
    }
}
