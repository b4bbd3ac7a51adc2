package crucible.fill;

import crucible.model.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The judge's prices, quantities and values in decimals, by an instrument's rules. */
final class NaiveUnits {
    private NaiveUnits() {}

    static BigDecimal tick(Instrument instrument) {
        return instrument.rules().tickSize();
    }

    static BigDecimal quantity(Instrument units, long lots) {
        return units.rules()
                .stepSize()
                .multiply(BigDecimal.valueOf(units.lotMultiple()))
                .multiply(BigDecimal.valueOf(lots));
    }

    static BigDecimal value(Instrument units, BigDecimal price, long lots) {
        return price.multiply(quantity(units, lots));
    }

    /** A price in whole ticks of an instrument. */
    static BigDecimal onGrid(Instrument units, BigDecimal price, RoundingMode mode) {
        return price.divide(tick(units), 0, mode).multiply(tick(units));
    }
}
