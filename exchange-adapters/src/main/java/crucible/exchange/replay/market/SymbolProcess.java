package crucible.exchange.replay.market;

/** One symbol of a generated market: a price that follows the common factor, its own noise, jumps and planted dips. */
final class SymbolProcess {
    private static final double COMMON_SHARE = 0.7;
    private static final double PERSISTENCE = 0.95;
    private static final double SIZE_EFFECT = 0.06;
    private static final double HIGHEST_LOG_VOLATILITY = 0.8;

    /** Keeps the mean square of the volatility factor near 1. */
    private static final double LOG_VOLATILITY_SHIFT = 0.13;

    private static final double JUMP_CHANCE = 1.0 / 1200;
    private static final double LARGEST_MOVE = 0.25;

    /** Beyond four times or a quarter of the start price a gentle pull keeps prices printable for ever. */
    private static final double FREE_LOG_RANGE = StrictMath.log(4);

    private static final double PULL = 0.002;
    private static final long LEAST_TICKS = 100;

    private final int number;
    private final KnownSymbols.Known known;
    private final PlantedEdge edge;
    private final Noise noise;
    private final PriceGrid ticks;
    private final PriceGrid lots;
    private final double[] moves = new double[Noise.MOVES];
    private final double[] aftershock = new double[Noise.MOVES];
    private final Candle candle = new Candle();
    private double price;
    private double logVolatility;
    private int recoveryBarsLeft;
    private double recoveryPerBar;

    SymbolProcess(int number, KnownSymbols.Known known, PlantedEdge edge, Noise noise) {
        this.number = number;
        this.known = known;
        this.edge = edge;
        this.noise = noise;
        this.ticks = new PriceGrid(known.rules().tickSize());
        this.lots = new PriceGrid(known.rules().stepSize());
        this.price = known.startPrice();
    }

    Candle candle() {
        return candle;
    }

    /** Makes the bar of {@code slot}. */
    void next(long slot, CommonFactor common) {
        final boolean recovering = recoveryBarsLeft > 0;
        final boolean dips = !recovering && noise.uniform("dip", slot, number, 0) < edge.dipChance();
        final double fall = dips ? edge.depth() * (0.75 + 0.5 * noise.uniform("dip", slot, number, 1)) : 0;
        noise.normals(moves, "moves", slot, number);
        final double heavy = noise.heavy("tail", slot, number);
        final double sigma = known.sigmaBps()
                * 1e-4
                * common.busy()
                * StrictMath.exp(common.logVolatility() + logVolatility - LOG_VOLATILITY_SHIFT);
        if (recovering) {
            noise.normals(aftershock, "aftershock", slot, number);
        }
        final double own = standardised() * heavy;
        walk(slot, common, sigma / Math.sqrt(Noise.MOVES), heavy, drift(recovering), fall, recovering);
        candle.volumeBase = volume(slot, common, own, dips, recovering);
        logVolatility = Math.max(
                -HIGHEST_LOG_VOLATILITY,
                Math.min(
                        HIGHEST_LOG_VOLATILITY,
                        PERSISTENCE * logVolatility + SIZE_EFFECT * (Math.abs(own) - Noise.MEAN_ABSOLUTE)));
        if (recovering) {
            recoveryBarsLeft--;
        } else if (dips) {
            recoveryBarsLeft = edge.recoveryBars();
            recoveryPerBar = fall * edge.recoveredShare() / edge.recoveryBars();
        }
    }

    private double standardised() {
        double sum = 0;
        for (double move : moves) {
            sum += move;
        }
        return sum / Math.sqrt(moves.length);
    }

    private double drift(boolean recovering) {
        final double away = StrictMath.log(price / known.startPrice());
        final double excess = away - Math.max(-FREE_LOG_RANGE, Math.min(FREE_LOG_RANGE, away));
        return (recovering ? recoveryPerBar : edge.ordinaryDrift()) - PULL * excess;
    }

    /**
     * A dip is a leap between two bars. Within a bar a stop would be filled on the way down, and everybody with a stop
     * would earn what is left of the fall.
     */
    private void walk(
            long slot, CommonFactor common, double sigma, double heavy, double drift, double fall, boolean shaken) {
        final double jump = noise.uniform("jump", slot, number, 0) < JUMP_CHANCE
                ? CommonFactor.jumpSize(noise, "jump", slot, number)
                : 0;
        final int jumpMove = (int) (Noise.MOVES * noise.uniform("jump", slot, number, 3));
        final double shock = shaken ? edge.aftershockSigma() / Math.sqrt(Noise.MOVES) : 0;
        price *= 1 - fall;
        long high = grid(price);
        long low = high;
        candle.openTimeMs = slot * Candle.INTERVAL_MS;
        candle.open = ticks.value(high);
        for (int i = 0; i < Noise.MOVES; i++) {
            double move = drift / Noise.MOVES
                    + sigma
                            * (Math.sqrt(COMMON_SHARE) * common.move(i)
                                    + Math.sqrt(1 - COMMON_SHARE) * heavy * moves[i])
                    + shock * aftershock[i];
            if (i == jumpMove) {
                move += jump + common.jump();
            }
            price *= 1 + Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, move));
            final long at = grid(price);
            high = Math.max(high, at);
            low = Math.min(low, at);
        }
        candle.high = ticks.value(high);
        candle.low = ticks.value(low);
        candle.close = ticks.value(grid(price));
    }

    private long grid(double latent) {
        return Math.max(LEAST_TICKS, ticks.nearest(latent));
    }

    private double volume(long slot, CommonFactor common, double own, boolean dips, boolean recovering) {
        final double mood = StrictMath.exp(
                0.6 * (common.logVolatility() + logVolatility) + 0.4 * noise.normal("volume", slot, number, 0) - 0.08);
        final double factor = dips ? edge.volumeFactor() : recovering ? 1.6 : 1;
        final double usual = known.turnoverUsd() / price * common.busy() * common.busy();
        return lots.value(Math.max(1, lots.floor(usual * mood * (0.65 + 0.45 * Math.abs(own)) * factor)));
    }
}
