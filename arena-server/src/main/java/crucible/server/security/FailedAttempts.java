package crucible.server.security;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Limits wrong tokens per address: {@value #MOST} within a minute, then the address waits for the minute to end. A right
 * token always passes: tokens have 256 random bits, and on loopback everybody shares one address. Thread-safe.
 */
public final class FailedAttempts {
    static final int MOST = 10;
    private static final long WINDOW_MS = 60_000;
    private static final int MOST_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Window> windows = new HashMap<>();

    public FailedAttempts(InstantSource clock) {
        this.clock = clock;
    }

    /** Notes a wrong token; seconds to wait where the address has had too many. */
    public synchronized OptionalLong failed(String address) {
        final long nowMs = clock.millis();
        if (windows.size() >= MOST_ADDRESSES) {
            windows.values().removeIf(window -> window.hasEnded(nowMs));
            if (windows.size() >= MOST_ADDRESSES) {
                return OptionalLong.of(WINDOW_MS / 1000);
            }
        }
        Window window = windows.get(address);
        if (window == null || window.hasEnded(nowMs)) {
            window = new Window(nowMs);
            windows.put(address, window);
        }
        window.failures++;
        return window.failures <= MOST
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(1, (window.startMs + WINDOW_MS - nowMs + 999) / 1000));
    }

    private static final class Window {
        private final long startMs;
        private int failures;

        private Window(long startMs) {
            this.startMs = startMs;
        }

        private boolean hasEnded(long nowMs) {
            return nowMs - startMs >= WINDOW_MS || nowMs < startMs;
        }
    }
}
