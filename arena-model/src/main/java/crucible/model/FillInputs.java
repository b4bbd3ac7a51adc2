package crucible.model;

/**
 * What a fill's costs were made of, so that they can be computed again. Reused: valid as long as the fill it belongs to;
 * {@link #set(FillInputs)} keeps it. Belongs to one thread.
 */
public final class FillInputs {
    private double sigmaFrac;
    private double usualSigmaFrac;
    private VolatilityRung rung = VolatilityRung.FLOOR;
    private long barCloseTimeMs;
    private double barVolumeBase;
    private long spreadTicks;
    private long triggerTicks;
    private long slippagePpm;
    private long impactPpb;
    private long impactUsdE8;
    private long feePpm;
    private long latencyMs;

    /** Standard deviation of the instrument's next return, and what is usual for it; where both come from. */
    public FillInputs volatility(double sigma, double usualSigma, VolatilityRung from) {
        sigmaFrac = sigma;
        usualSigmaFrac = usualSigma;
        rung = from;
        return this;
    }

    /** The newest closed bar: its end, 0 before the first, and what traded in it. */
    public FillInputs bar(long closeTimeMs, double volumeBase) {
        barCloseTimeMs = closeTimeMs;
        barVolumeBase = volumeBase;
        return this;
    }

    /**
     * The spread that is crossed, and the trade that set the order off or the level it rested at; 0 where a quote
     * filled it.
     */
    public FillInputs touch(long spread, long trigger) {
        spreadTicks = spread;
        triggerTicks = trigger;
        return this;
    }

    /** Slippage, and fee, in parts per million of the value. */
    public FillInputs rates(long newSlippagePpm, long newFeePpm) {
        slippagePpm = newSlippagePpm;
        feePpm = newFeePpm;
        return this;
    }

    /** Impact in parts per billion of the value, and as money. */
    public FillInputs impact(long ratePpb, long amountUsdE8) {
        impactPpb = ratePpb;
        impactUsdE8 = amountUsdE8;
        return this;
    }

    /** Time that the order was under way; 0 where a bar filled it. */
    public FillInputs latency(long millis) {
        latencyMs = millis;
        return this;
    }

    /** Takes over all of another's. */
    public void set(FillInputs other) {
        volatility(other.sigmaFrac, other.usualSigmaFrac, other.rung);
        bar(other.barCloseTimeMs, other.barVolumeBase);
        touch(other.spreadTicks, other.triggerTicks);
        rates(other.slippagePpm, other.feePpm);
        impact(other.impactPpb, other.impactUsdE8);
        latency(other.latencyMs);
    }

    /** Standard deviation of the instrument's next return over a bar of its shortest timeframe; above 0. */
    public double sigmaFrac() {
        return sigmaFrac;
    }

    /** What is usual for it; above 0. */
    public double usualSigmaFrac() {
        return usualSigmaFrac;
    }

    /** Where both come from. */
    public VolatilityRung rung() {
        return rung;
    }

    /** End of the newest closed bar of the instrument's shortest timeframe, epoch milliseconds; 0 before the first. */
    public long barCloseTimeMs() {
        return barCloseTimeMs;
    }

    /** What traded in that bar, in base currency. */
    public double barVolumeBase() {
        return barVolumeBase;
    }

    /**
     * Ask less bid of the quote; where a bar filled the order, what lies between trade or level and the touch: 0 at a
     * level.
     */
    public long spreadTicks() {
        return spreadTicks;
    }

    /** The trade that set a stop off, or the level at which an order rested, in ticks; 0 where a quote filled it. */
    public long triggerTicks() {
        return triggerTicks;
    }

    /** Slippage in parts per million of the value: the configured one, grown with the volatility. */
    public long slippagePpm() {
        return slippagePpm;
    }

    /** Impact of the order's size in parts per billion of the value. */
    public long impactPpb() {
        return impactPpb;
    }

    /** The part of the fill's slippage that is impact, not negative. */
    public long impactUsdE8() {
        return impactUsdE8;
    }

    /** Fee in parts per million of value and slippage. */
    public long feePpm() {
        return feePpm;
    }

    /** Time from the decision to the first quote that could fill it; 0 where a bar filled it. */
    public long latencyMs() {
        return latencyMs;
    }
}
