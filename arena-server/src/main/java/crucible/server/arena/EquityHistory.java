package crucible.server.arena;

import crucible.server.view.EquityCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Equity of one agent at boundaries in bounded memory: when full, every second point is dropped and from then on only
 * every second boundary is kept. The newest point is always known. Not thread-safe.
 */
final class EquityHistory {
    private final int capacity;
    private long[] timesMs = new long[16];
    private long[] equityUsdE8 = new long[16];
    private int count;
    private long stride = 1;
    private long seen;
    private long newestTimeMs;
    private long newestEquityUsdE8;

    /** @param capacity most points that are kept, at least 16 */
    EquityHistory(int capacity) {
        this.capacity = capacity;
    }

    /** Keeps at most so many points of what is there. */
    void shrinkTo(int points) {
        while (count > points) {
            thin();
        }
        timesMs = Arrays.copyOf(timesMs, Math.max(1, count));
        equityUsdE8 = Arrays.copyOf(equityUsdE8, Math.max(1, count));
    }

    void add(long timeMs, long equity) {
        newestTimeMs = timeMs;
        newestEquityUsdE8 = equity;
        if (seen++ % stride == 0) {
            keep(timeMs, equity);
        }
    }

    private void keep(long timeMs, long equity) {
        if (count == capacity) {
            thin();
        }
        if (count == timesMs.length) {
            timesMs = Arrays.copyOf(timesMs, count * 2);
            equityUsdE8 = Arrays.copyOf(equityUsdE8, count * 2);
        }
        timesMs[count] = timeMs;
        equityUsdE8[count++] = equity;
    }

    private void thin() {
        int kept = 0;
        for (int i = 0; i < count; i += 2) {
            timesMs[kept] = timesMs[i];
            equityUsdE8[kept++] = equityUsdE8[i];
        }
        count = kept;
        stride *= 2;
    }

    /** At most {@code points} points in {@code [fromMs, toMs]}, the first and the last of the span among them. */
    List<EquityCurve.Point> thinned(long fromMs, long toMs, int points) {
        final List<EquityCurve.Point> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addIfInside(all, timesMs[i], equityUsdE8[i], fromMs, toMs);
        }
        if (count > 0 && newestTimeMs > timesMs[count - 1]) {
            addIfInside(all, newestTimeMs, newestEquityUsdE8, fromMs, toMs);
        }
        if (all.size() <= points) {
            return all;
        }
        final List<EquityCurve.Point> some = new ArrayList<>(points);
        for (int i = 0; i < points; i++) {
            some.add(all.get((int) ((long) i * (all.size() - 1) / (points - 1))));
        }
        return some;
    }

    private static void addIfInside(List<EquityCurve.Point> to, long timeMs, long equity, long fromMs, long toMs) {
        if (timeMs >= fromMs && timeMs <= toMs) {
            to.add(new EquityCurve.Point(timeMs, equity));
        }
    }
}
