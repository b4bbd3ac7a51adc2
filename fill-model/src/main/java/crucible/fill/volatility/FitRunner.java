package crucible.fill.volatility;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who makes the fits that are ordered, and where. */
public interface FitRunner {
    /** A fit is wanted; on the arbiter's thread, which is not kept waiting. */
    void ordered(FitOrder order);

    /** What came of it; null while it is not there. On the sequencer's thread. */
    FitOutcome<EgarchFit> result(FitOrder order);

    /** Makes a fit when its result is asked for: always there, and its asker waits for it. */
    FitRunner IN_LINE = new FitRunner() {
        @Override
        public void ordered(FitOrder order) {}

        @Override
        public FitOutcome<EgarchFit> result(FitOrder order) {
            return order.fit();
        }
    };

    /**
     * The same for runs over one and the same history, any number at once: each fit is made once. Orders of one instrument
     * and boundary have the same returns there.
     */
    static FitRunner onceForAll() {
        return new FitRunner() {
            private final Map<Place, FitOutcome<EgarchFit>> made = new ConcurrentHashMap<>();

            @Override
            public void ordered(FitOrder order) {}

            @Override
            public FitOutcome<EgarchFit> result(FitOrder order) {
                return made.computeIfAbsent(
                        new Place(order.instrumentId(), order.computedFromMs()), place -> order.fit());
            }

            record Place(int instrumentId, long computedFromMs) {}
        };
    }
}
