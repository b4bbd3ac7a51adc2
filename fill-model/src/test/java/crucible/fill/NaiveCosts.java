package crucible.fill;

import crucible.model.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What the judge charges: the formulas of docs/fills.md, each rounding where the page says so. */
final class NaiveCosts {
    private static final BigDecimal PPM = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal PPB = BigDecimal.valueOf(1_000_000_000);

    private final CostSettings costs;

    NaiveCosts(CostSettings costs) {
        this.costs = costs;
    }

    /** What one fill costs, and at which rates. */
    record Charged(
            BigDecimal value,
            BigDecimal impact,
            BigDecimal slippage,
            BigDecimal fee,
            long slippagePpm,
            long impactPpb,
            long feePpm) {
        BigDecimal all() {
            return value.add(slippage).add(fee);
        }
    }

    static BigDecimal part(BigDecimal value, long rate, BigDecimal of) {
        return value.multiply(BigDecimal.valueOf(rate)).divide(of, 8, RoundingMode.CEILING);
    }

    static BigDecimal partPpm(BigDecimal value, long ppm) {
        return part(value, ppm, PPM);
    }

    /** How many times the usual the volatility is, in ppm, rounded up. */
    private long wildnessPpm(NaiveVolatility volatility) {
        final double most = costs.market().mostVolatilityFactor();
        return (long) Math.ceil(Math.min(most, Math.max(1, volatility.sigma / volatility.usual)) * 1_000_000);
    }

    private static long up(BigDecimal number) {
        return number.setScale(0, RoundingMode.CEILING).longValueExact();
    }

    long latencyMs(NaiveVolatility volatility) {
        final BigDecimal beyond =
                BigDecimal.valueOf(wildnessPpm(volatility)).divide(PPM).subtract(BigDecimal.ONE);
        return costs.latencyMs()
                + up(beyond.multiply(BigDecimal.valueOf(costs.market().volatilityLatencyMs())));
    }

    private long slippagePpm(NaiveVolatility volatility) {
        final BigDecimal wildness = BigDecimal.valueOf(wildnessPpm(volatility)).divide(PPM);
        return up(wildness.multiply(BigDecimal.valueOf(costs.slippagePpm())));
    }

    private long impactPpb(NaiveVolatility volatility, double quantity) {
        final double part = volatility.volume > 0 ? quantity / volatility.volume : 1;
        final double rate = costs.market().impactPpm() / 1e6 * volatility.sigma * Math.sqrt(part);
        return (long) Math.min(1e9, Math.ceil(rate * 1e9));
    }

    Charged charge(NaiveVolatility volatility, Instrument units, BigDecimal value, long lots, long feePpm) {
        final double quantity = NaiveUnits.quantity(units, lots).doubleValue();
        final long slippagePpm = slippagePpm(volatility);
        final long impactPpb = impactPpb(volatility, quantity);
        final BigDecimal impact = part(value, impactPpb, PPB);
        final BigDecimal slippage = partPpm(value, slippagePpm).add(impact);
        final BigDecimal fee = partPpm(value.add(slippage), feePpm);
        return new Charged(value, impact, slippage, fee, slippagePpm, impactPpb, feePpm);
    }
}
