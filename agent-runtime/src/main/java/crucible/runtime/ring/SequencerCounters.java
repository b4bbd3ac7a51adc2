package crucible.runtime.ring;

import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What the sequencer has seen. Written under its lock, readable from any thread. */
public final class SequencerCounters {
    private final AtomicLong bars = new AtomicLong();
    private final AtomicLongArray heardBars = new AtomicLongArray(Timeframe.count());
    private final AtomicLong duplicateBars = new AtomicLong();
    private final AtomicLong missingBars = new AtomicLong();
    private final AtomicLong gapBars = new AtomicLong();
    private final AtomicLong quotes = new AtomicLong();
    private final AtomicLong marks = new AtomicLong();
    private final AtomicLong fundings = new AtomicLong();
    private final AtomicLong missingFundings = new AtomicLong();
    private final AtomicLong duplicateFundings = new AtomicLong();
    private final AtomicLong boundaries = new AtomicLong();

    void bar(Timeframe timeframe, Provenance provenance) {
        bars.incrementAndGet();
        if (provenance != Provenance.OFFLINE && provenance != Provenance.REVISED) {
            heardBars.incrementAndGet(timeframe.ordinal());
        }
    }

    void duplicate() {
        duplicateBars.incrementAndGet();
    }

    void gap(long count) {
        gapBars.addAndGet(count);
    }

    void quote() {
        quotes.incrementAndGet();
    }

    void mark() {
        marks.incrementAndGet();
    }

    void funding() {
        fundings.incrementAndGet();
    }

    void missingFundings(int now) {
        missingFundings.set(now);
    }

    void duplicateFunding() {
        duplicateFundings.incrementAndGet();
    }

    void boundary(int missing) {
        boundaries.incrementAndGet();
        missingBars.addAndGet(missing);
    }

    /** Bars published. */
    public long bars() {
        return bars.get();
    }

    /** Bars of a timeframe that closed while the arena listened: all but offline ones and revisions. */
    public long heardBars(Timeframe timeframe) {
        return heardBars.get(timeframe.ordinal());
    }

    /** Bars that came a second time and were dropped. */
    public long duplicateBars() {
        return duplicateBars.get();
    }

    /** Bars that were due at a boundary and had not come within the grace. */
    public long missingBars() {
        return missingBars.get();
    }

    /** Bars that adapters reported as unknowable. */
    public long gapBars() {
        return gapBars.get();
    }

    /** Quotes published. */
    public long quotes() {
        return quotes.get();
    }

    /** Mark prices published. */
    public long marks() {
        return marks.get();
    }

    /** Settled funding rates published. */
    public long fundings() {
        return fundings.get();
    }

    /** Fundings that had passed at the newest boundary and whose rate had not come. */
    public long missingFundings() {
        return missingFundings.get();
    }

    /** Funding rates that came a second time, or after a later one, and were dropped. */
    public long duplicateFundings() {
        return duplicateFundings.get();
    }

    /** Boundaries published. */
    public long boundaries() {
        return boundaries.get();
    }
}
