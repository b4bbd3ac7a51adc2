package crucible.bench;

import crucible.model.FeedSink;

/** What is measured: takes a market in, hands out what it has done. Every method belongs to the thread that plays. */
interface Subject extends AutoCloseable {
    /** What it is, for the table. */
    String name();

    /** Number of lanes. */
    int lanes();

    /** Where the market goes in. */
    FeedSink market();

    /** Returns when everything put in so far has been decided and judged. */
    void settle();

    /** Agent steps so far; after {@link #settle}. */
    long steps();

    /** Where it records latencies. */
    Latencies latencies();

    /** How the names of its threads begin. */
    String threadPrefix();

    /**
     * Checks what it has done against what it must have done; returns a fingerprint of the result.
     *
     * @throws IllegalStateException where they differ
     */
    String check(long bars);

    @Override
    void close();
}
