package crucible.fill.impact;

import crucible.model.Require;
import crucible.model.UsdE8;

/**
 * The price of size: an order for the part Q / V of a bar's volume moves the price against itself by
 *
 * <pre>
 *   coefficient · σ · (Q / V)^exponent
 * </pre>
 *
 * of its value, where σ is the standard deviation of the instrument's return over a bar of the same length as the one
 * whose volume is V. Exponent 0.5 is the square-root law; Almgren, Thum, Hauptmann and Li, "Direct estimation of equity
 * market impact" (2005), have 0.142 and 0.6 for what passes and 1 for what stays. At most a share of the bar's volume
 * fills. Immutable and without state: any thread may ask.
 *
 * @param coefficient in [0, 10]; around 1 for the square root
 * @param exponent in [0.3, 1]
 * @param participationPpm largest share of a bar's volume that one order may be, in [1, 1000000]
 */
public record MarketImpact(double coefficient, double exponent, int participationPpm) {
    private static final double PPM = 1e6;
    private static final long PPB = 1_000_000_000L;

    public MarketImpact {
        Require.between("coefficient", coefficient, 0, 10);
        Require.between("exponent", exponent, 0.3, 1);
        Require.between("participationPpm", participationPpm, 1, 1_000_000);
    }

    /** The square-root law. */
    public static MarketImpact squareRoot(double coefficient, int participationPpm) {
        return new MarketImpact(coefficient, 0.5, participationPpm);
    }

    /**
     * How much of an order for {@code lots} the bar can take, rounded down; the rest is not filled. 0 where nothing
     * traded.
     *
     * @param barVolumeLots what traded in the bar, in lots; finite, not negative
     */
    public long fillableLots(long lots, double barVolumeLots) {
        Require.notNegative("lots", lots);
        Require.between("barVolumeLots", barVolumeLots, 0, Double.MAX_VALUE);
        return Math.min(lots, (long) Math.floor(barVolumeLots * (participationPpm / PPM)));
    }

    /**
     * Impact as a part of the order's value: 0.0001 is 1 bps. Quantity and volume in the same unit.
     *
     * @param quantity finite, not negative; an order for nothing has no impact
     * @param barVolume finite, above 0
     * @param sigmaFrac finite, not negative
     */
    public double impactFrac(double quantity, double barVolume, double sigmaFrac) {
        final double part =
                Require.between("quantity", quantity, 0, Double.MAX_VALUE) / Require.positive("barVolume", barVolume);
        Require.between("sigmaFrac", sigmaFrac, 0, Double.MAX_VALUE);
        return coefficient * sigmaFrac * (exponent == 0.5 ? Math.sqrt(part) : StrictMath.pow(part, exponent));
    }

    /**
     * Impact of a fill as money beside its touch: the fraction rounded up to whole parts per billion, the amount rounded
     * up to whole units, both against the agent. 0 for a fill of nothing, whatever traded.
     *
     * @param notionalUsdE8 value of {@code lots} at the touch, not negative
     */
    public long impactUsdE8(long notionalUsdE8, long lots, double barVolumeLots, double sigmaFrac) {
        Require.notNegative("notionalUsdE8", notionalUsdE8);
        if (Require.notNegative("lots", lots) == 0) {
            return 0;
        }
        final double ratePpb = Math.ceil(impactFrac((double) lots, barVolumeLots, sigmaFrac) * PPB);
        if (!(ratePpb <= PPB)) {
            throw new ArithmeticException("impact of " + lots + " lots of " + barVolumeLots + " at sigma " + sigmaFrac
                    + " is more than the fill is worth");
        }
        return costUp(notionalUsdE8, (long) ratePpb);
    }

    /**
     * The impact of an order that must fill whatever there is: in whole parts per billion of its value, rounded up, at most
     * all of it. Where nothing traded it is that of an order for a bar's whole volume.
     */
    public long ratePpb(double quantity, double barVolume, double sigmaFrac) {
        final double frac = barVolume > 0 ? impactFrac(quantity, barVolume, sigmaFrac) : impactFrac(1, 1, sigmaFrac);
        return (long) Math.min(Math.ceil(frac * PPB), PPB);
    }

    /** {@code ratePpb} parts per billion of an amount, rounded up; whole billions first, so that no product overflows. */
    public static long costUp(long amountUsdE8, long ratePpb) {
        return amountUsdE8 / PPB * ratePpb + UsdE8.ceilDiv(amountUsdE8 % PPB * ratePpb, PPB);
    }
}
