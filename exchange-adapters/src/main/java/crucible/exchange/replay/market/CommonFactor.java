package crucible.exchange.replay.market;

/**
 * What moves all symbols of a generated market together in a bar: heavy-tailed moves, a volatility that clusters and
 * rises after falls (EGARCH(1,1): Nelson, "Conditional Heteroskedasticity in Asset Returns", Econometrica 1991), rare
 * jumps, and the daily rhythm.
 */
final class CommonFactor {
    private static final double PERSISTENCE = 0.97;
    private static final double SIZE_EFFECT = 0.12;
    private static final double SIGN_EFFECT = -0.03;
    private static final double LOWEST_LOG_VOLATILITY = -1.2;
    private static final double HIGHEST_LOG_VOLATILITY = 1.6;
    private static final double JUMP_CHANCE = 1.0 / 1500;
    private static final int BARS_PER_DAY = 288;

    /** Bar of the day (14:30 UTC) around which most happens. */
    private static final int BUSIEST_BAR = 174;

    private static final double RHYTHM = 0.35;

    private final Noise noise;
    private final double[] moves = new double[Noise.MOVES];
    private double logVolatility;
    private double busy;
    private double jump;

    CommonFactor(Noise noise) {
        this.noise = noise;
    }

    /** Moves to the next bar. */
    void next(long slot) {
        final double z = standardised();
        logVolatility = Math.max(
                LOWEST_LOG_VOLATILITY,
                Math.min(
                        HIGHEST_LOG_VOLATILITY,
                        PERSISTENCE * logVolatility
                                + SIZE_EFFECT * (Math.abs(z) - Noise.MEAN_ABSOLUTE)
                                + SIGN_EFFECT * z));
        noise.normals(moves, "common-moves", slot, 0);
        final double heavy = noise.heavy("common-tail", slot, 0);
        for (int i = 0; i < moves.length; i++) {
            moves[i] *= heavy;
        }
        final int bar = Math.floorMod(slot, BARS_PER_DAY) - BUSIEST_BAR;
        busy = 1 + RHYTHM * StrictMath.cos(2 * Math.PI * bar / BARS_PER_DAY);
        jump = noise.uniform("common-jump", slot, 0, 0) < JUMP_CHANCE ? jumpSize(noise, "common-jump", slot, 0) : 0;
    }

    /** A jump of 0.6 to 2.5 %, up as often as down. */
    static double jumpSize(Noise noise, String purpose, long slot, int symbol) {
        final double size = 0.006 + 0.019 * noise.uniform(purpose, slot, symbol, 1);
        return noise.uniform(purpose, slot, symbol, 2) < 0.5 ? size : -size;
    }

    private double standardised() {
        double sum = 0;
        for (double move : moves) {
            sum += move;
        }
        return sum / Math.sqrt(moves.length);
    }

    double move(int index) {
        return moves[index];
    }

    double logVolatility() {
        return logVolatility;
    }

    /** Around 1: above in the busy hours. */
    double busy() {
        return busy;
    }

    double jump() {
        return jump;
    }
}
