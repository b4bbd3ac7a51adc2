package crucible.bench;

import org.HdrHistogram.Histogram;

/**
 * Times from publication to the stage behind all lanes: the last agent has decided, and one more thread has been woken to
 * see it, so these are upper bounds. Recorded by one thread, exchanged by another while the first has nothing to do.
 */
final class Latencies {
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private volatile Histogram bar = histogram();
    private volatile Histogram close = histogram();
    private long firstPublishedNanos;
    private long lastDecidedNanos;

    private static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, 3);
    }

    /** Every agent has decided on a bar. */
    void onBar(long publishedNanos, long decidedNanos) {
        bar.recordValue(Math.min(LONGEST_NANOS, Math.max(0, decidedNanos - publishedNanos)));
        if (firstPublishedNanos == 0) {
            firstPublishedNanos = publishedNanos;
        }
        lastDecidedNanos = decidedNanos;
    }

    /** All bars of an instant have been decided on. */
    void onStepEnd() {
        if (firstPublishedNanos != 0) {
            close.recordValue(Math.min(LONGEST_NANOS, lastDecidedNanos - firstPublishedNanos));
            firstPublishedNanos = 0;
        }
    }

    /** What was recorded since the last call; starts anew. Only while nothing is recorded. */
    Taken take() {
        final Taken taken = new Taken(bar, close);
        bar = histogram();
        close = histogram();
        return taken;
    }

    /** Per bar from its own publication, and per instant from its first bar's publication to its last bar's decisions. */
    record Taken(Histogram bar, Histogram close) {}
}
