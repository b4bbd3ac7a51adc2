package crucible.fill;

import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The judge's interest on spot shorts: every hour of the clock that begins while they are open, one after the other. */
final class NaiveBorrowing {
    private static final long HOUR_MS = 3_600_000;

    private final NaiveDesk desk;
    private final NaiveMarket market;
    private final Map<Integer, Long> begun = new HashMap<>();

    NaiveBorrowing(NaiveDesk desk, NaiveMarket market) {
        this.desk = desk;
        this.market = market;
    }

    /** 0 where nobody lends. */
    int annualPpm(Instrument instrument) {
        final Map<String, BorrowRate> rates = desk.costs.borrow();
        final BorrowRate rate = rates.getOrDefault(instrument.key(), rates.get(instrument.venue()));
        return instrument.kind() != InstrumentKind.SPOT || rate == null ? 0 : rate.annualPpm();
    }

    void passTo(int instrumentId, long timeMs) {
        final long hour = timeMs / HOUR_MS;
        for (long next = begun.getOrDefault(instrumentId, hour) + 1; next <= hour; next++) {
            for (NaivePosition position : List.copyOf(desk.positions)) {
                if (position.instrumentId == instrumentId && !position.isLong()) {
                    final BigDecimal ask = market.touch(position.units, instrumentId, Side.BUY);
                    charge(position, NaiveUnits.value(position.units, ask, position.lots));
                }
            }
        }
        begun.merge(instrumentId, hour, Math::max);
    }

    void opened(NaivePosition position, BigDecimal value, long sinceMs) {
        for (long hour = sinceMs / HOUR_MS; hour <= begun.get(position.instrumentId); hour++) {
            if (!position.isLong()) {
                charge(position, value);
            }
        }
    }

    private void charge(NaivePosition position, BigDecimal value) {
        final int ppm = annualPpm(desk.instruments.get(position.instrumentId));
        final BigDecimal year = value.multiply(BigDecimal.valueOf(ppm, 6));
        final BigDecimal hour = year.divide(BigDecimal.valueOf(365 * 24), 8, RoundingMode.CEILING);
        desk.books.get(position.agentId).funds(position, hour);
    }
}
