package crucible.exchange.feed;

import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Bars that a venue does not give: empty ones that it leaves out, and long ones that are made of 5m bars. */
final class BarParts {
    private static final Timeframe PART = Timeframe.M5;

    private BarParts() {}

    /** The 5m bars of which the bars of {@code span} are made. */
    static BarSpan of(BarSpan span) {
        return new BarSpan(
                span.symbol(),
                span.instrumentId(),
                PART,
                span.firstOpenMs(),
                span.lastOpenMs() + span.timeframe().intervalMs() - PART.intervalMs(),
                span.origin());
    }

    /** The bars of {@code span} of which all parts are known. */
    static List<Bar> join(BarSpan span, List<Bar> parts) {
        final int partsOfBar = (int) (span.timeframe().intervalMs() / PART.intervalMs());
        final List<Bar> bars = new ArrayList<>();
        int from = 0;
        while (from < parts.size()) {
            final long openMs = span.timeframe().openTimeOf(parts.get(from).openTimeMs());
            int to = from;
            while (to < parts.size()
                    && span.timeframe().openTimeOf(parts.get(to).openTimeMs()) == openMs) {
                to++;
            }
            if (to - from == partsOfBar) {
                bars.add(joined(span, openMs, parts.subList(from, to)));
            }
            from = to;
        }
        return bars;
    }

    private static Bar joined(BarSpan span, long openMs, List<Bar> parts) {
        Bar first = null;
        double high = 0;
        double low = Double.POSITIVE_INFINITY;
        double volumeBase = 0;
        Bar last = parts.get(parts.size() - 1);
        for (Bar part : parts) {
            // A part in which nothing traded has a price of the time before.
            if (part.volumeBase() > 0) {
                first = first == null ? part : first;
                last = part;
                high = Math.max(high, part.high());
                low = Math.min(low, part.low());
                volumeBase += part.volumeBase();
            }
        }
        if (first == null) {
            return flat(span, openMs, last.close());
        }
        return new Bar(
                span.instrumentId(),
                span.timeframe(),
                openMs,
                first.open(),
                high,
                low,
                last.close(),
                volumeBase,
                span.origin());
    }

    /** Adds to {@code bars}, by open time, the empty ones of {@code span}. There may be later ones, which are evidence. */
    static void fillEmpty(BarSpan span, Optional<Bar> before, boolean settled, TreeMap<Long, Bar> bars) {
        final long intervalMs = span.timeframe().intervalMs();
        double close = before.filter(bar -> bar.closeTimeMs() == span.firstOpenMs())
                .map(Bar::close)
                .orElse(Double.NaN);
        for (long openMs = span.firstOpenMs(); openMs <= span.lastOpenMs(); openMs += intervalMs) {
            final Bar known = bars.get(openMs);
            if (known != null) {
                close = known.close();
            } else if (!Double.isNaN(close) && (settled || bars.higherKey(openMs) != null)) {
                bars.put(openMs, flat(span, openMs, close));
            }
        }
    }

    private static Bar flat(BarSpan span, long openMs, double close) {
        final Provenance origin = span.origin() == Provenance.OFFLINE ? Provenance.OFFLINE : Provenance.SYNTHETIC;
        return new Bar(span.instrumentId(), span.timeframe(), openMs, close, close, close, close, 0, origin);
    }
}
