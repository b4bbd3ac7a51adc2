package crucible.model;

/**
 * Mark price of a perpetual, checked at construction.
 *
 * @param instrumentId dense id, from 0
 * @param timeMs event time, above 0
 * @param markPriceUsdE12 in 1e-12 USD, above 0
 * @param nextFundingTimeMs when the venue settles funding next; 0 where it does not say
 */
public record Mark(int instrumentId, long timeMs, long markPriceUsdE12, long nextFundingTimeMs) implements MarkView {
    public Mark {
        Require.notNegative("instrumentId", instrumentId);
        Require.positive("timeMs", timeMs);
        Require.positive("markPriceUsdE12", markPriceUsdE12);
        Require.notNegative("nextFundingTimeMs", nextFundingTimeMs);
    }

    @Override
    public Mark toMark() {
        return this;
    }
}
