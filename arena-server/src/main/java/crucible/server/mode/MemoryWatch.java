package crucible.server.mode;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Whether the heap is nearly full: what is in use behind a collection, as a part of what there may be. Over when a later
 * collection leaves a twentieth less than the bound. Where none comes by itself, it asks for one every ten minutes: without,
 * it could not know that the trouble is over. One thread.
 */
final class MemoryWatch {
    private static final long ASK_EVERY_NANOS = 10 * 60 * 1_000_000_000L;
    private static final double LESS = 0.05;

    private final double limit;
    private final DoubleSupplier usedBehindCollection;
    private final Runnable collect;
    private long askedNanos;
    private Optional<String> reason = Optional.empty();

    /**
     * @param usedBehindCollection part of the heap in use behind the last collection, in [0, 1]
     * @param collect asks for a collection
     */
    MemoryWatch(double limit, DoubleSupplier usedBehindCollection, Runnable collect) {
        this.limit = limit;
        this.usedBehindCollection = usedBehindCollection;
        this.collect = collect;
    }

    /** This JVM's old generation, which is where a leak ends up. */
    static MemoryWatch ofThisJvm(double limit) {
        final Optional<MemoryPoolMXBean> old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()));
        return new MemoryWatch(limit, () -> old.map(MemoryWatch::used).orElse(0.0), System::gc);
    }

    private static double used(MemoryPoolMXBean pool) {
        final MemoryUsage usage = pool.getCollectionUsage();
        return usage.getMax() > 0 ? (double) usage.getUsed() / usage.getMax() : 0;
    }

    /** Looks; the same words until it is over. */
    Optional<String> look(long nowNanos) {
        final double used = usedBehindCollection.getAsDouble();
        if (reason.isEmpty()) {
            if (used > limit) {
                askedNanos = nowNanos;
                reason = Optional.of(String.format(
                        Locale.ROOT,
                        "memory is nearly used up, no agent enters: %.0f %% of the heap are in use behind a collection,"
                                + " limits.maxHeapRatio is %.0f %%",
                        100 * used,
                        100 * limit));
            }
        } else if (used < limit - LESS) {
            reason = Optional.empty();
        } else if (nowNanos - askedNanos >= ASK_EVERY_NANOS) {
            askedNanos = nowNanos;
            collect.run();
        }
        return reason;
    }
}
