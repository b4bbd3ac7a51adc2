package crucible.exchange;

import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The {@link BarAgreement}s of a venue's feed. Any thread. */
public final class BarAgreements {
    private final List<BarAgreement> all = new ArrayList<>();
    private final List<Consumer<BarAgreement>> watchers = new ArrayList<>();

    /** That of an instrument and timeframe; it is made when it is first asked for. */
    public synchronized BarAgreement of(int instrumentId, String symbol, Timeframe timeframe) {
        for (BarAgreement one : all) {
            if (one.instrumentId() == instrumentId && one.timeframe() == timeframe) {
                return one;
            }
        }
        final BarAgreement made = new BarAgreement(instrumentId, symbol, timeframe);
        all.add(made);
        watchers.forEach(watcher -> watcher.accept(made));
        return made;
    }

    /** All there are, in the order in which they were made. */
    public synchronized List<BarAgreement> all() {
        return List.copyOf(all);
    }

    /** Tells of each one there is, and of each one that will be. */
    public synchronized void watch(Consumer<BarAgreement> watcher) {
        watchers.add(watcher);
        all.forEach(watcher);
    }
}
