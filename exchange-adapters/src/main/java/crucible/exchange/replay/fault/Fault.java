package crucible.exchange.replay.fault;

/**
 * A line of a script: a fault, and when.
 *
 * @param kind what goes wrong
 * @param value its argument: milliseconds, parts per million, a code; 0 where it has none
 * @param retrySeconds what a refusal says in Retry-After, 0 for nothing
 * @param times when
 */
record Fault(FaultKind kind, long value, long retrySeconds, Times times) {
    /**
     * Spans of time since the clock started, milliseconds.
     *
     * @param real whether of real time; otherwise of the market's
     * @param firstMs beginning of the first
     * @param everyMs from one beginning to the next, 0 where there is one only
     * @param untilMs beginnings lie before
     * @param forMs length, 0 for an instant
     */
    record Times(boolean real, long firstMs, long everyMs, long untilMs, long forMs) {
        /** How many have begun by then. */
        long begunBy(long ms) {
            if (ms < firstMs) {
                return 0;
            }
            if (everyMs == 0) {
                return 1;
            }
            return (Math.min(ms, untilMs - 1) - firstMs) / everyMs + 1;
        }

        /** Whether one has begun and not ended then. */
        boolean holdsAt(long ms) {
            final long begun = begunBy(ms);
            return begun > 0 && ms < firstMs + (begun - 1) * everyMs + forMs;
        }
    }
}
