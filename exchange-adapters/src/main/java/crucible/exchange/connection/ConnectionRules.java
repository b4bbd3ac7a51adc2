package crucible.exchange.connection;

import crucible.model.Require;

/**
 * What a venue allows and asks of its connections.
 *
 * @param staleAfterMs time without any market data after which a socket is given up, above 0
 * @param ping what the client says to keep a socket open; empty where the venue's own pings do
 * @param pingEveryMs time between two of them, above 0
 * @param betweenMessagesMs least time between two subscription messages, not negative
 * @param lifetimeMs after which the venue ends a socket, 0 where it does not; a successor takes over before
 * @param attempts sockets that may be opened within {@code attemptsWithinMs}, at least 1
 * @param attemptsWithinMs above 0
 */
public record ConnectionRules(
        long staleAfterMs,
        String ping,
        long pingEveryMs,
        long betweenMessagesMs,
        long lifetimeMs,
        int attempts,
        long attemptsWithinMs) {
    /** Part of a lifetime after which a successor is opened at the earliest; 23 h of a day at the latest. */
    private static final double FIRST_ROTATION = 0.93;

    private static final double ROTATION_SPREAD = 0.025;

    public ConnectionRules {
        Require.positive("staleAfterMs", staleAfterMs);
        Require.present("ping", ping);
        Require.positive("pingEveryMs", pingEveryMs);
        Require.notNegative("betweenMessagesMs", betweenMessagesMs);
        Require.notNegative("lifetimeMs", lifetimeMs);
        Require.positive("attempts", attempts);
        Require.positive("attemptsWithinMs", attemptsWithinMs);
    }

    /** A venue that pings itself, takes five messages a second (our pongs count) and lets sockets live. */
    public static ConnectionRules of(int attempts, long attemptsWithinMs) {
        return new ConnectionRules(30_000, "", 20_000, 300, 0, attempts, attemptsWithinMs);
    }

    /** The same with a ping of the client. */
    public ConnectionRules withPing(String text, long everyMs) {
        return new ConnectionRules(
                staleAfterMs, text, everyMs, betweenMessagesMs, lifetimeMs, attempts, attemptsWithinMs);
    }

    /** The same with another time between messages. */
    public ConnectionRules withBetweenMessagesMs(long ms) {
        return new ConnectionRules(staleAfterMs, ping, pingEveryMs, ms, lifetimeMs, attempts, attemptsWithinMs);
    }

    /** The same with sockets that end after {@code ms}. */
    public ConnectionRules withLifetimeMs(long ms) {
        return new ConnectionRules(staleAfterMs, ping, pingEveryMs, betweenMessagesMs, ms, attempts, attemptsWithinMs);
    }

    /** The same with another patience. */
    public ConnectionRules withStaleAfterMs(long ms) {
        return new ConnectionRules(ms, ping, pingEveryMs, betweenMessagesMs, lifetimeMs, attempts, attemptsWithinMs);
    }

    /** Age at which a socket gets its successor; {@code jitterFrac} in [0, 1). */
    long rotateAfterMs(double jitterFrac) {
        return (long) (lifetimeMs * (FIRST_ROTATION + ROTATION_SPREAD * jitterFrac));
    }
}
