package crucible.factory.trial;

import crucible.model.Bar;
import crucible.model.Require;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Closed bars of any number of instruments and timeframes in the arena's order: by close time, then instrument, then
 * timeframe. Each bar once. Immutable; any thread.
 */
public final class TrialHistory {
    private static final Comparator<Bar> ARENA_ORDER = Comparator.comparingLong(Bar::closeTimeMs)
            .thenComparingInt(Bar::instrumentId)
            .thenComparing(Bar::timeframe);

    private final List<Bar> bars;

    private TrialHistory(List<Bar> bars) {
        this.bars = List.copyOf(bars);
    }

    /**
     * Merges tapes, such as one per file. Within a tape the bars of each instrument and timeframe ascend.
     *
     * @throws IllegalArgumentException if a bar comes twice or goes back in time; the message names it
     */
    public static TrialHistory of(Iterable<? extends Iterable<Bar>> tapes) {
        final Map<Stream, Long> lastOpenMs = new HashMap<>();
        final List<Bar> bars = new ArrayList<>();
        for (Iterable<Bar> tape : tapes) {
            for (Bar bar : tape) {
                final Long last = lastOpenMs.put(new Stream(bar.instrumentId(), bar.timeframe()), bar.openTimeMs());
                Require.that(
                        last == null || last < bar.openTimeMs(),
                        bar.timeframe().label() + " bars of instrument " + bar.instrumentId()
                                + " ascend, each once; before this one came " + last,
                        bar.openTimeMs());
                bars.add(bar);
            }
        }
        bars.sort(ARENA_ORDER);
        return new TrialHistory(bars);
    }

    private record Stream(int instrumentId, Timeframe timeframe) {}

    /** All bars, in order. */
    public List<Bar> bars() {
        return bars;
    }

    /** The bars that lie wholly in the half-open span {@code [fromMs, toMs)}; epoch milliseconds UTC. */
    public TrialHistory between(long fromMs, long toMs) {
        Require.that(fromMs <= toMs, "fromMs is not after toMs", fromMs + " and " + toMs);
        return new TrialHistory(bars.stream()
                .filter(bar -> fromMs <= bar.openTimeMs() && bar.closeTimeMs() <= toMs)
                .toList());
    }
}
