package crucible.factory.trial;

import crucible.model.Bar;
import crucible.model.Funding;
import crucible.model.Provenance;
import crucible.model.Require;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Closed bars of any number of instruments and timeframes in the arena's order: by close time, then instrument, then
 * timeframe. Each bar once. With them the settled fundings of perpetuals, where they are known. Immutable; any thread.
 */
public final class TrialHistory {
    private static final Comparator<Bar> ARENA_ORDER = Comparator.comparingLong(Bar::closeTimeMs)
            .thenComparingInt(Bar::instrumentId)
            .thenComparing(Bar::timeframe);

    private static final Comparator<Funding> BY_TIME =
            Comparator.comparingLong(Funding::fundingTimeMs).thenComparingInt(Funding::instrumentId);

    private final List<Bar> bars;
    private final List<Funding> fundings;

    private TrialHistory(List<Bar> bars, List<Funding> fundings) {
        this.bars = List.copyOf(bars);
        this.fundings = List.copyOf(fundings);
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
        return new TrialHistory(bars, List.of());
    }

    private record Stream(int instrumentId, Timeframe timeframe) {}

    /** The same with these fundings in the place of its own. */
    public TrialHistory funded(List<Funding> settled) {
        return new TrialHistory(bars, settled.stream().sorted(BY_TIME).toList());
    }

    /** The settled fundings, by time and instrument. */
    public List<Funding> fundings() {
        return fundings;
    }

    /** All bars, in order. */
    public List<Bar> bars() {
        return bars;
    }

    /**
     * The same with a 15m bar of each instrument for each quarter of an hour that lies after its first 5m bar's open,
     * made of those of the quarter's 5m bars that are there, as a venue does. OFFLINE if one of them is, SYNTHETIC if all
     * are, else LIVE.
     *
     * @throws IllegalArgumentException where there are 15m bars already
     */
    public TrialHistory withQuarters() {
        final Map<Integer, List<Bar>> quarters = new TreeMap<>();
        final List<List<Bar>> tapes = new ArrayList<>(List.of(bars));
        final Map<Integer, Long> firstOpenMs = new HashMap<>();
        for (Bar bar : bars) {
            Require.that(bar.timeframe() == Timeframe.M5, "all bars are 5m", bar);
            firstOpenMs.putIfAbsent(bar.instrumentId(), bar.openTimeMs());
            final List<Bar> made = quarters.computeIfAbsent(bar.instrumentId(), id -> new ArrayList<>());
            final long openMs = Timeframe.M15.openTimeOf(bar.openTimeMs());
            final int last = made.size() - 1;
            if (last >= 0 && made.get(last).openTimeMs() == openMs) {
                made.set(last, joined(made.get(last), bar));
            } else if (openMs >= firstOpenMs.get(bar.instrumentId())) {
                made.add(quarter(bar, openMs));
            }
        }
        tapes.addAll(quarters.values());
        return of(tapes).funded(fundings);
    }

    private static Bar quarter(Bar first, long openMs) {
        return new Bar(
                first.instrumentId(),
                Timeframe.M15,
                openMs,
                first.open(),
                first.high(),
                first.low(),
                first.close(),
                first.volumeBase(),
                first.provenance());
    }

    private static Bar joined(Bar quarter, Bar next) {
        final Provenance origin = quarter.provenance() == next.provenance()
                ? quarter.provenance()
                : quarter.provenance() == Provenance.OFFLINE || next.provenance() == Provenance.OFFLINE
                        ? Provenance.OFFLINE
                        : Provenance.LIVE;
        return new Bar(
                quarter.instrumentId(),
                Timeframe.M15,
                quarter.openTimeMs(),
                quarter.open(),
                Math.max(quarter.high(), next.high()),
                Math.min(quarter.low(), next.low()),
                next.close(),
                quarter.volumeBase() + next.volumeBase(),
                origin);
    }

    /**
     * The bars that lie wholly in the half-open span {@code [fromMs, toMs)}, and the fundings after its beginning up to its
     * end; epoch milliseconds UTC.
     */
    public TrialHistory between(long fromMs, long toMs) {
        Require.that(fromMs <= toMs, "fromMs is not after toMs", fromMs + " and " + toMs);
        return new TrialHistory(
                bars.stream()
                        .filter(bar -> fromMs <= bar.openTimeMs() && bar.closeTimeMs() <= toMs)
                        .toList(),
                fundings.stream()
                        .filter(funding -> fromMs < funding.fundingTimeMs() && funding.fundingTimeMs() <= toMs)
                        .toList());
    }
}
