package crucible.server.trials;

import crucible.watchtower.evidence.ReturnSummary;
import crucible.watchtower.stat.Moments;
import java.util.List;
import java.util.Random;

/** Trials that are a function of their seed; different seeds are different evaluations. */
final class RandomTrials {
    private static final long DAY_MS = 86_400_000L;

    private RandomTrials() {}

    /** Returns of a trial: none, one, a few equal ones or up to 400 that vary. */
    static Moments returns(long seed) {
        final Random random = new Random(seed);
        final Moments moments = new Moments();
        final int length = seed % 5 == 0 ? random.nextInt(3) : 3 + random.nextInt(400);
        for (int i = 0; i < length; i++) {
            moments.add(seed % 7 == 0 ? 0.001 : 0.01 * random.nextGaussian() + 0.0005);
        }
        return moments;
    }

    static BacktestTrial trial(long seed) {
        final Random random = new Random(seed);
        return new BacktestTrial(
                new BacktestTrial.Strategy("%064x".formatted(seed), "Dip \"ü\" \n buyer " + seed, "dip"),
                new BacktestTrial.Sample(
                        "%064x".formatted(random.nextLong()),
                        random.nextBoolean() ? List.of("ETHUSDT") : List.of("BTCUSDT", "ETHUSDT"),
                        "5m",
                        DAY_MS * random.nextInt(1_000),
                        DAY_MS * (1_000 + random.nextInt(1_000))),
                new BacktestTrial.Conditions("%064x".formatted(random.nextLong()), false, "capital 200", "1.0"),
                seed % 11 == 3 ? BacktestTrial.Purpose.SENSITIVITY : BacktestTrial.Purpose.EVALUATION,
                ReturnSummary.of(returns(seed)),
                random.nextInt(500),
                1_700_000_000_000L + seed);
    }
}
