package crucible.exchange.connection;

/**
 * Wall time, chance and timers of one connection: everything about it that the venue's frames do not decide. Nothing of
 * it reaches an event of the arena. {@link ThreadTimer} is the real one; tests drive their own.
 */
public interface ConnectionTimer extends AutoCloseable {
    /** Wall time, epoch milliseconds: for metrics and the clock offset only. */
    long wallTimeMs();

    /** Monotonic milliseconds from an arbitrary origin: for deadlines. */
    long monotonicMs();

    /** A random number in [0, 1). */
    double jitterFrac();

    /** Runs a task after a delay, on the connection's one control thread; ignored after {@link #close()}. */
    void schedule(long delayMs, Runnable task);

    /** Lets the calling thread wait. */
    void pause(long ms) throws InterruptedException;

    /** Ends the control thread, waiting a bounded time for the running task. */
    @Override
    void close();
}
