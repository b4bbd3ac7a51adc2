package crucible.fill;

/**
 * How much of a bar's volume one agent may have: each unit once. What a quote fills has its share in the volume of the
 * last closed bar, as that of the present one is not known; both count as traded in the bar in which they happened.
 */
final class VolumeShare {
    private static final double PPM = 1e6;

    private final long takingPpm;
    private final long restingPpm;

    /**
     * @param takingPpm largest share of orders that take liquidity, in parts per million; 0: any
     * @param restingPpm largest share of orders that rest in the book; 0: any
     */
    VolumeShare(long takingPpm, long restingPpm) {
        this.takingPpm = takingPpm;
        this.restingPpm = restingPpm;
    }

    /**
     * Lots that are left of a volume for what is offered; a volume below 0 is not known and limits nothing. A bar
     * that comes after something filled in a later one offers nothing: nobody knows any more what was had of it.
     */
    long leftLots(Holding holding, Offer offer, double volumeBase) {
        final long sharePpm = offer.rests ? restingPpm : takingPpm;
        if (sharePpm == 0 || volumeBase < 0) {
            return Long.MAX_VALUE;
        }
        if (offer.windowOpenMs < holding.windowOpenMs) {
            return 0;
        }
        final long all = (long)
                Math.floor(volumeBase * (sharePpm / PPM) / holding.units().lotSizeBase());
        return Math.max(0, all - (holding.windowOpenMs == offer.windowOpenMs ? holding.windowLots : 0));
    }

    /** {@code lots} have filled. */
    static void use(Holding holding, Offer offer, long lots) {
        if (offer.windowOpenMs > holding.windowOpenMs) {
            holding.windowOpenMs = offer.windowOpenMs;
            holding.windowLots = 0;
        }
        holding.windowLots = Math.addExact(holding.windowLots, lots);
    }
}
