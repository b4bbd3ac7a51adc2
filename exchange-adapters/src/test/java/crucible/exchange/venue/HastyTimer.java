package crucible.exchange.venue;

import crucible.exchange.connection.ConnectionTimer;
import crucible.exchange.connection.ThreadTimer;

/** The machine's clocks, but what waits for a tenth of a second elsewhere waits for a hundredth here. */
final class HastyTimer implements ConnectionTimer {
    private final ThreadTimer real = new ThreadTimer("feed-hasty");

    @Override
    public long wallTimeMs() {
        return real.wallTimeMs();
    }

    @Override
    public long monotonicMs() {
        return real.monotonicMs();
    }

    @Override
    public double jitterFrac() {
        return 0;
    }

    @Override
    public void schedule(long delayMs, Runnable task) {
        real.schedule(delayMs / 10, task);
    }

    @Override
    public void pause(long ms) throws InterruptedException {
        real.pause(ms);
    }

    @Override
    public void close() {
        real.close();
    }
}
