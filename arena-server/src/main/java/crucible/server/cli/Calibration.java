package crucible.server.cli;

import crucible.watchtower.WholeChain;
import crucible.watchtower.calibration.NullTournament;
import crucible.watchtower.calibration.PowerTrial;
import crucible.watchtower.calibration.ReturnLaw;
import crucible.watchtower.calibration.RisingBar;
import crucible.watchtower.lifecycle.DecayLook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Runs the judge's calibration on all cores. Results depend on the numbers and the seed only: agents are played in chunks, and
 * the chunks are put together in their order.
 *
 * @param agents agents without skill per law
 * @param observations how long each is watched
 * @param skilled agents per row of the power table
 * @param trades how long the agents of the whole chain are watched
 * @param seed of all draws
 */
record Calibration(int agents, int observations, int skilled, int trades, long seed) {
    private static final int CHUNKS = 64;
    /** The bound on the loss of 10 % is twenty standard deviations of a bar that moves equity by 0.5 %. */
    private static final double BARS_BOUND_SIGMAS = 20;
    /** Brackets bound a trade's loss: the largest bets, and the least of the guarantee left over. */
    private static final double TRADES_BOUND_SIGMAS = 5;

    private static final double TARGET_SHARPE = 0.1;
    private static final double FALSE_DEATH = 0.20;
    private static final double DECAY_CONFIDENCE = 0.90;

    /** One law of the null tournament. */
    record Null(ReturnLaw law, double boundSigmas, int observations, NullTournament.Count count) {}

    /** One row of the power table; the medians are beyond the longest record where they are equal to it. */
    record Power(double sharpe, double boundSigmas, int agents, double minTrl, long median, long naiveMedian) {}

    /** One row of the whole chain; medians are 0 where fewer than half came so far. */
    record Chain(double sharpe, double boundSigmas, int barsPerTrade, List<WholeChain.Life> lives) {
        double share(ToIntFunction<WholeChain.Life> at) {
            return (double) lives.stream()
                            .filter(life -> at.applyAsInt(life) > 0)
                            .count()
                    / lives.size();
        }

        /** Median over those who were promoted. */
        Long medianToPromotion() {
            final long[] times = lives.stream()
                    .mapToLong(WholeChain.Life::promotedAt)
                    .filter(at -> at > 0)
                    .sorted()
                    .toArray();
            return times.length == 0 ? null : times[times.length / 2];
        }

        /** How long a record PSR against 0 needs at 99 %, were it looked at once; null without skill. */
        Double minTrl() {
            return sharpe > 0 ? new PowerTrial(sharpe, boundSigmas, 0).minTrackRecordLength() : null;
        }

        /** Median over all agents, those who never came there counted as never. */
        Long median(ToIntFunction<WholeChain.Life> at) {
            final long[] times = lives.stream()
                    .mapToLong(life -> at.applyAsInt(life) > 0 ? at.applyAsInt(life) : Long.MAX_VALUE)
                    .sorted()
                    .toArray();
            final long middle = times[times.length / 2];
            return middle == Long.MAX_VALUE ? null : middle;
        }
    }

    /** Every law with both bounds, the autocorrelated one last. */
    List<Null> nulls() {
        final List<Null> nulls = new ArrayList<>();
        for (double bound : new double[] {BARS_BOUND_SIGMAS, TRADES_BOUND_SIGMAS}) {
            for (ReturnLaw law : ReturnLaw.values()) {
                final NullTournament tournament = new NullTournament(law, bound, observations, seed);
                final NullTournament.Count count = chunks(agents)
                        .mapToObj(chunk -> tournament.play(start(chunk, agents), start(chunk + 1, agents)))
                        .reduce(NullTournament.Count.NONE, NullTournament.Count::plus);
                nulls.add(new Null(law, bound, observations, count));
            }
        }
        return nulls;
    }

    /** A single agent at e ≥ 100, by skill and bound. */
    List<Power> power() {
        final List<Power> rows = new ArrayList<>();
        for (double[] row :
                new double[][] {{0.1, 5}, {0.2, 5}, {0.1, 10}, {0.2, 10}, {0.1, 20}, {0.2, 20}, {0.05, 50}}) {
            final PowerTrial trial = new PowerTrial(row[0], row[1], seed);
            final long[] times = chunks(skilled)
                    .mapToObj(chunk -> trial.times(start(chunk, skilled), start(chunk + 1, skilled)))
                    .flatMapToLong(Arrays::stream)
                    .toArray();
            rows.add(new Power(
                    row[0], row[1], skilled, trial.minTrackRecordLength(), median(times, 0), median(times, 1)));
        }
        return rows;
    }

    /** All rules at once, by skill, bound and observations per trade. */
    List<Chain> chain() {
        final List<Chain> rows = new ArrayList<>();
        for (double[] row : new double[][] {
            {0.2, 5, 1},
            {0.1, 5, 1},
            {0, 5, 1},
            {-0.1, 5, 1},
            {0.2, 10, 1},
            {0.1, 10, 1},
            {0.2, 20, 1},
            {0.1, 20, 1},
            {0.2, 50, 10},
            {0.1, 50, 10},
            {0, 50, 10},
            {-0.1, 50, 10}
        }) {
            final WholeChain chain = new WholeChain(row[0], row[1], (int) row[2], trades, seed);
            rows.add(new Chain(
                    row[0],
                    row[1],
                    (int) row[2],
                    IntStream.range(0, skilled).parallel().mapToObj(chain::play).toList()));
        }
        return rows;
    }

    /** The rising bar computed anew, and what the configured one does. */
    RisingBar.Found risingBar(double[][] psrs) {
        return new RisingBar(TARGET_SHARPE, FALSE_DEATH, DECAY_CONFIDENCE, seed)
                .find(psrs, DecayLook.rising(DECAY_CONFIDENCE));
    }

    /** PSR of agents with the target skill at each look. */
    double[][] psrsAtLooks() {
        final RisingBar bar = new RisingBar(TARGET_SHARPE, FALSE_DEATH, DECAY_CONFIDENCE, seed);
        return chunks(agents)
                .mapToObj(chunk ->
                        bar.psrs(start(chunk, agents), start(chunk + 1, agents), DecayLook.rising(DECAY_CONFIDENCE)))
                .flatMap(Arrays::stream)
                .toArray(double[][]::new);
    }

    private static IntStream chunks(int agents) {
        return IntStream.range(0, Math.min(CHUNKS, agents)).parallel();
    }

    private static int start(int chunk, int agents) {
        return (int) ((long) chunk * agents / Math.min(CHUNKS, agents));
    }

    private static long median(long[] pairs, int offset) {
        final long[] one = IntStream.range(0, pairs.length / 2)
                .mapToLong(i -> pairs[2 * i + offset])
                .sorted()
                .toArray();
        return one[one.length / 2];
    }
}
