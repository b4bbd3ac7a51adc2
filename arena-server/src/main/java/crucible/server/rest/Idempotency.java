package crucible.server.rest;

import crucible.server.view.CommandResult;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * First answers by Idempotency-Key, kept for 24 hours, and all orders by request id, so that one that takes long can be
 * asked after. What the journal holds from before a restart is loaded at the start. Thread-safe.
 */
public final class Idempotency {
    private static final long KEPT_MS = 24 * 3_600_000L;
    private static final int MOST = 100_000;

    private final InstantSource clock;
    private final Map<String, Entry> byKey = new LinkedHashMap<>();
    private final Map<String, Entry> byRequest = new LinkedHashMap<>();

    /** An order once given. */
    record Entry(String requestId, String bodyDigest, long acceptedMs, CompletableFuture<CommandResult> result) {}

    public Idempotency(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Remembers an order from before a restart.
     *
     * @param key its Idempotency-Key; empty where it had none
     * @param bodyDigest as the order carried it
     * @param acceptedMs wall time at which it was journaled, epoch milliseconds
     */
    public synchronized void load(
            String requestId, String key, String bodyDigest, long acceptedMs, CommandResult result) {
        keep(key, new Entry(requestId, bodyDigest, acceptedMs, CompletableFuture.completedFuture(result)));
    }

    /**
     * The order's result: of the first order under this key, or of the one that {@code give} gives now. An order that
     * fails exceptionally is forgotten, so that it can be tried again.
     */
    synchronized Entry once(
            String requestId, String key, String bodyDigest, Supplier<CompletableFuture<CommandResult>> give) {
        final long nowMs = clock.millis();
        forgetOld(byKey, nowMs);
        forgetOld(byRequest, nowMs);
        final Entry first = key.isEmpty() ? null : byKey.get(key);
        if (first != null && !first.result().isCompletedExceptionally()) {
            if (!first.bodyDigest().equals(bodyDigest)) {
                throw Problem.unprocessable(
                        "idempotency-key-reused", "the Idempotency-Key " + key + " belongs to another request");
            }
            return first;
        }
        final Entry entry = new Entry(requestId, bodyDigest, nowMs, give.get());
        keep(key, entry);
        return entry;
    }

    /** An order by its request id. */
    synchronized Optional<Entry> find(String requestId) {
        return Optional.ofNullable(byRequest.get(requestId));
    }

    private void keep(String key, Entry entry) {
        if (!key.isEmpty()) {
            byKey.put(key, entry);
        }
        byRequest.put(entry.requestId(), entry);
    }

    private static void forgetOld(Map<String, Entry> entries, long nowMs) {
        final var oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            final Entry entry = oldest.next();
            if (nowMs - entry.acceptedMs() < KEPT_MS && entries.size() <= MOST) {
                return;
            }
            oldest.remove();
        }
    }
}
