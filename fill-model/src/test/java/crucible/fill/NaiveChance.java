package crucible.fill;

import crucible.model.BarView;
import java.math.BigDecimal;

/** What an order meets before the judge: the price, the market around it, whether it rested there, how much at most. */
record NaiveChance(
        BigDecimal price,
        BigDecimal bid,
        BigDecimal ask,
        BigDecimal twiceMid,
        boolean rests,
        long most,
        long latencyMs,
        int extraFeePpm,
        When when) {
    /** Of a bar or a quote, without a fee on top. */
    NaiveChance(
            BigDecimal price,
            BigDecimal bid,
            BigDecimal ask,
            BigDecimal twiceMid,
            boolean rests,
            long most,
            long latencyMs,
            When when) {
        this(price, bid, ask, twiceMid, rests, most, latencyMs, 0, when);
    }

    /** When an event is known, since when what it fills counts, in which bar. */
    record When(long timeMs, long sinceMs, long windowOpenMs) {
        static When of(BarView bar) {
            return new When(bar.closeTimeMs(), bar.openTimeMs(), bar.openTimeMs());
        }
    }
}
