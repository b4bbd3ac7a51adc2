package crucible.fill;

import crucible.model.BarView;
import java.math.BigDecimal;

/** What an order meets before the judge: the price, the market around it, whether it rested there, how much at most. */
record NaiveChance(
        BigDecimal price, BigDecimal bid, BigDecimal ask, BigDecimal twiceMid, boolean rests, long most, When when) {
    /** When an event is known, since when what it fills counts, in which bar. */
    record When(long timeMs, long sinceMs, long windowOpenMs) {
        static When of(BarView bar) {
            return new When(bar.closeTimeMs(), bar.openTimeMs(), bar.openTimeMs());
        }
    }
}
