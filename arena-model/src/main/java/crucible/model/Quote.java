package crucible.model;

/**
 * Best bid and ask, checked at construction: 0 &lt; bid &lt; ask, sizes finite and not negative. A locked or crossed
 * market is refused at the adapter and counted there.
 */
public record Quote(int instrumentId, long timeMs, long bidTicks, long askTicks, double bidSizeBase, double askSizeBase)
        implements QuoteView {
    public Quote {
        Require.notNegative("instrumentId", instrumentId);
        Require.positive("timeMs", timeMs);
        Require.that(0 < bidTicks && bidTicks < askTicks, "0 < bidTicks < askTicks", bidTicks + ", " + askTicks);
        Require.between("bidSizeBase", bidSizeBase, 0, Double.MAX_VALUE);
        Require.between("askSizeBase", askSizeBase, 0, Double.MAX_VALUE);
    }

    @Override
    public Quote toQuote() {
        return this;
    }
}
