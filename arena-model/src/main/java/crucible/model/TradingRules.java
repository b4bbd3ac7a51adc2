package crucible.model;

import java.math.BigDecimal;

/**
 * An instrument's order rules at a venue, versioned by the time from which they hold.
 *
 * @param tickSize price step in quote currency, above 0
 * @param stepSize quantity step in base currency, above 0 (OKX swaps: lot size × contract value)
 * @param minQuantity smallest order quantity in base currency, 0 where there is none
 * @param minNotionalUsd smallest order value in dollars, 0 where there is none
 * @param effectiveTimeMs from when they hold, epoch milliseconds
 * @param band how far from the market order prices may lie; {@link PriceBand#NONE} where the venue publishes none
 */
public record TradingRules(
        BigDecimal tickSize,
        BigDecimal stepSize,
        BigDecimal minQuantity,
        BigDecimal minNotionalUsd,
        long effectiveTimeMs,
        PriceBand band) {
    public TradingRules {
        Require.that(tickSize != null && tickSize.signum() > 0, "tickSize is above 0", tickSize);
        Require.that(stepSize != null && stepSize.signum() > 0, "stepSize is above 0", stepSize);
        Require.that(minQuantity != null && minQuantity.signum() >= 0, "minQuantity is not negative", minQuantity);
        Require.that(
                minNotionalUsd != null && minNotionalUsd.signum() >= 0,
                "minNotionalUsd is not negative",
                minNotionalUsd);
        Require.notNegative("effectiveTimeMs", effectiveTimeMs);
        Require.present("band", band);
        tickSize = plain(tickSize);
        stepSize = plain(stepSize);
        minQuantity = plain(minQuantity);
        minNotionalUsd = plain(minNotionalUsd);
    }

    /** Rules without a price band. */
    public TradingRules(
            BigDecimal tickSize,
            BigDecimal stepSize,
            BigDecimal minQuantity,
            BigDecimal minNotionalUsd,
            long effectiveTimeMs) {
        this(tickSize, stepSize, minQuantity, minNotionalUsd, effectiveTimeMs, PriceBand.NONE);
    }

    /** Whether {@code other} says the same but for the time from which it holds. */
    public boolean sayTheSameAs(TradingRules other) {
        return tickSize.compareTo(other.tickSize) == 0
                && stepSize.compareTo(other.stepSize) == 0
                && minQuantity.compareTo(other.minQuantity) == 0
                && minNotionalUsd.compareTo(other.minNotionalUsd) == 0
                && band.equals(other.band);
    }

    private static BigDecimal plain(BigDecimal value) {
        final BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
