package crucible.server.arena;

import crucible.model.StateForm;
import crucible.model.StateSink;
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

    /** What it has kept, to be stored; the arrays hold exactly the kept points. */
    @SuppressWarnings("ArrayRecordComponent")
    record Curve(
            long[] timesMs, long[] equityUsdE8, long stride, long seen, long newestTimeMs, long newestEquityUsdE8) {
        static final StateForm<Curve> FORM = new StateForm<>() {
            @Override
            public void show(Curve value, StateSink sink) {
                sink.field("points", value.timesMs.length);
                sink.field("timesMs", value.timesMs, value.timesMs.length);
                sink.field("equityUsdE8", value.equityUsdE8, value.equityUsdE8.length);
                sink.field("stride", value.stride);
                sink.field("seen", value.seen);
                sink.field("newestTimeMs", value.newestTimeMs);
                sink.field("newestEquityUsdE8", value.newestEquityUsdE8);
            }

            @Override
            public Curve read(StateSink sink) {
                final int points = sink.field("points", 0);
                return new Curve(
                        sink.field("timesMs", new long[points], points),
                        sink.field("equityUsdE8", new long[points], points),
                        sink.field("stride", 0L),
                        sink.field("seen", 0L),
                        sink.field("newestTimeMs", 0L),
                        sink.field("newestEquityUsdE8", 0L));
            }
        };
    }

    /** A copy of what is kept, thinned until it has at most {@code most} points. */
    Curve stored(int most) {
        int every = 1;
        while ((count + every - 1) / every > most) {
            every *= 2;
        }
        final int points = (count + every - 1) / every;
        final long[] times = new long[points];
        final long[] equities = new long[points];
        for (int i = 0; i < points; i++) {
            times[i] = timesMs[i * every];
            equities[i] = equityUsdE8[i * every];
        }
        return new Curve(times, equities, stride * every, seen, newestTimeMs, newestEquityUsdE8);
    }

    /** Goes on where {@code curve} ends; what is here is forgotten. */
    void restore(Curve curve) {
        count = Math.min(capacity, curve.timesMs().length);
        timesMs = Arrays.copyOf(curve.timesMs(), Math.max(16, count));
        equityUsdE8 = Arrays.copyOf(curve.equityUsdE8(), Math.max(16, count));
        stride = Math.max(1, curve.stride());
        seen = curve.seen();
        newestTimeMs = curve.newestTimeMs();
        newestEquityUsdE8 = curve.newestEquityUsdE8();
    }

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
