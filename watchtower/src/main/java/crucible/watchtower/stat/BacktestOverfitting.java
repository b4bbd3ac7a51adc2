package crucible.watchtower.stat;

import crucible.model.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * The probability of backtest overfitting, by combinatorially symmetric cross-validation: how often is the trial that is
 * best on one half of the data no better than the median on the other half? Bailey, Borwein, López de Prado and Zhu, "The
 * probability of backtest overfitting", Journal of Computational Finance 20 (2017).
 *
 * <p>The rows are cut into S blocks of equal length. For each choice of S/2 blocks, in lexicographic order, the trial
 * with the highest Sharpe ratio in them (the first of several) is looked up in the other blocks: its rank there (1 =
 * worst, ties averaged) over N + 1 is ω, its logit ln(ω/(1 − ω)), and PBO is the share of logits at or below 0. Computed
 * when asked for; immutable.
 */
public final class BacktestOverfitting {
    /** Above this, choices are too many to be listed: 184,756 at 20. */
    public static final int MOST_BLOCKS = 20;

    /** Whether PBO says anything: what a judge must ask before he uses it. */
    public enum Power {
        /** Enough trials, blocks and rows. */
        SUFFICIENT,
        /** Fewer than {@value BacktestOverfitting#LEAST_TRIALS} trials: a rank among so few is mostly luck. */
        TOO_FEW_TRIALS,
        /** Fewer than {@value BacktestOverfitting#LEAST_BLOCKS} blocks: too few ways to split them. */
        TOO_FEW_BLOCKS,
        /** Fewer than {@value BacktestOverfitting#LEAST_ROWS} rows in a block. */
        TOO_FEW_ROWS
    }

    /**
     * Found by simulation: of 10 skill-free trials in 8 blocks, PBO is 0.2 or less in 13 % of the cases, in 4 blocks in
     * 20 %; of 3 or 5 trials its median is 0.7, because the middle rank counts as overfit.
     */
    static final int LEAST_TRIALS = 10;

    static final int LEAST_BLOCKS = 8;
    static final int LEAST_ROWS = 10;

    private final int rows;
    private final int blocks;
    private final int trialsLeftOut;
    /** By trial and block. */
    private final double[][] means;

    private final double[][] squares;
    private final double[] logits;
    private final double[] inSample;
    private final double[] outOfSample;

    private BacktestOverfitting(List<double[]> trials, int blocks) {
        this.blocks = blocks;
        final int length = trials.get(0).length;
        rows = length / blocks;
        final List<double[]> blockMeans = new ArrayList<>();
        final List<double[]> blockSquares = new ArrayList<>();
        for (double[] trial : trials) {
            final double[] mean = new double[blocks];
            final double[] square = new double[blocks];
            summarise(trial, length - rows * blocks, mean, square);
            if (rows > 0 && variesInEveryHalf(mean, square)) {
                blockMeans.add(mean);
                blockSquares.add(square);
            }
        }
        means = blockMeans.toArray(double[][]::new);
        squares = blockSquares.toArray(double[][]::new);
        trialsLeftOut = trials.size() - means.length;
        final int choices = means.length < 2 ? 0 : choices(blocks);
        logits = new double[choices];
        inSample = new double[choices];
        outOfSample = new double[choices];
        rank();
    }

    /**
     * @param trialReturns one series of finite returns per trial, all of one length; where it is no multiple of
     *     {@code blocks}, the first rows that are too many are left out
     * @param blocks an even number from 2 to {@value #MOST_BLOCKS}
     */
    public static BacktestOverfitting of(List<double[]> trialReturns, int blocks) {
        Require.that(
                blocks >= 2 && blocks <= MOST_BLOCKS && blocks % 2 == 0,
                "blocks is an even number from 2 to " + MOST_BLOCKS,
                blocks);
        Require.that(!trialReturns.isEmpty(), "trialReturns holds a trial", 0);
        final int length = trialReturns.get(0).length;
        for (int i = 0; i < trialReturns.size(); i++) {
            final int was = trialReturns.get(i).length;
            Require.that(was == length, "trialReturns[" + i + "] is as long as the first, " + length, was);
        }
        return new BacktestOverfitting(trialReturns, blocks);
    }

    /** Whether what follows says anything. */
    public Power power() {
        if (means.length < LEAST_TRIALS) {
            return Power.TOO_FEW_TRIALS;
        }
        if (blocks < LEAST_BLOCKS) {
            return Power.TOO_FEW_BLOCKS;
        }
        return rows < LEAST_ROWS ? Power.TOO_FEW_ROWS : Power.SUFFICIENT;
    }

    /** Share of choices whose best trial is at or below the median elsewhere, in [0, 1]; NaN below two trials. */
    public double probability() {
        int below = 0;
        for (double logit : logits) {
            below += logit <= 0 ? 1 : 0;
        }
        return ReturnMetrics.ratio(below, logits.length);
    }

    /** Share of choices whose best trial loses elsewhere; NaN below two trials. */
    public double probabilityOfLoss() {
        int losing = 0;
        for (double sharpe : outOfSample) {
            losing += sharpe < 0 ? 1 : 0;
        }
        return ReturnMetrics.ratio(losing, outOfSample.length);
    }

    /** One logit per choice; none below two trials. */
    public double[] logits() {
        return logits.clone();
    }

    /** Sharpe ratios of the best trials where they were chosen, per choice. */
    public double[] inSampleSharpes() {
        return inSample.clone();
    }

    /** Sharpe ratios of the same trials in the other blocks, per choice. */
    public double[] outOfSampleSharpes() {
        return outOfSample.clone();
    }

    /** How later Sharpe ratios go with those that were chosen for. Below 0, the better it looks, the worse it gets. */
    public LeastSquares degradation() {
        return LeastSquares.of(inSample, outOfSample);
    }

    /** Trials that were ranked. */
    public int trials() {
        return means.length;
    }

    /** Trials without a Sharpe ratio in some half, which therefore cannot be ranked. */
    public int trialsLeftOut() {
        return trialsLeftOut;
    }

    /** Rows in each block. */
    public int rowsPerBlock() {
        return rows;
    }

    private void summarise(double[] trial, int first, double[] mean, double[] square) {
        for (int block = 0; block < blocks; block++) {
            final int from = first + block * rows;
            double sum = 0;
            for (int i = from; i < from + rows; i++) {
                sum += trial[i];
            }
            mean[block] = sum / rows;
            for (int i = from; i < from + rows; i++) {
                final double deviation = trial[i] - mean[block];
                square[block] += deviation * deviation;
            }
        }
    }

    /** A half can be without variation only where half of the blocks are. */
    private boolean variesInEveryHalf(double[] mean, double[] square) {
        int still = 0;
        for (int block = 0; block < blocks; block++) {
            still += Moments.vary(mean[block], Math.sqrt(square[block] / rows)) ? 0 : 1;
        }
        if (still < blocks / 2) {
            return true;
        }
        final boolean[] chosen = firstChoice();
        do {
            if (Double.isNaN(sharpe(mean, square, chosen, true))) {
                return false;
            }
        } while (next(chosen));
        return true;
    }

    private void rank() {
        if (logits.length == 0) {
            return;
        }
        final boolean[] chosen = firstChoice();
        int choice = 0;
        do {
            int winner = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int trial = 0; trial < means.length; trial++) {
                final double sharpe = sharpe(means[trial], squares[trial], chosen, true);
                if (sharpe > highest) {
                    highest = sharpe;
                    winner = trial;
                }
            }
            final double later = sharpe(means[winner], squares[winner], chosen, false);
            final double rank = rankOf(later, chosen);
            inSample[choice] = highest;
            outOfSample[choice] = later;
            logits[choice++] = StrictMath.log(rank / (means.length + 1 - rank));
        } while (next(chosen));
    }

    private double rankOf(double sharpe, boolean[] chosen) {
        int below = 0;
        int equal = 0;
        for (int trial = 0; trial < means.length; trial++) {
            final double other = sharpe(means[trial], squares[trial], chosen, false);
            below += other < sharpe ? 1 : 0;
            equal += other == sharpe ? 1 : 0;
        }
        return below + (equal + 1) / 2.0;
    }

    /** Of the blocks whose mark is {@code which}; they are equally long, and half of all. */
    private double sharpe(double[] mean, double[] square, boolean[] chosen, boolean which) {
        final int half = blocks / 2;
        double sum = 0;
        for (int block = 0; block < blocks; block++) {
            sum += chosen[block] == which ? mean[block] : 0;
        }
        final double average = sum / half;
        double within = 0;
        double between = 0;
        for (int block = 0; block < blocks; block++) {
            if (chosen[block] == which) {
                within += square[block];
                between += (mean[block] - average) * (mean[block] - average);
            }
        }
        final int n = half * rows;
        final double sd = n < 2 ? 0 : Math.sqrt((within + rows * between) / (n - 1));
        return Moments.vary(average, sd) ? average / sd : Double.NaN;
    }

    private boolean[] firstChoice() {
        final boolean[] chosen = new boolean[blocks];
        for (int block = 0; block < blocks / 2; block++) {
            chosen[block] = true;
        }
        return chosen;
    }

    /** The next choice in lexicographic order; false behind the last. */
    private static boolean next(boolean[] chosen) {
        int trailing = 0;
        int block = chosen.length - 1;
        while (block >= 0 && chosen[block]) {
            trailing++;
            block--;
        }
        while (block >= 0 && !chosen[block]) {
            block--;
        }
        if (block < 0) {
            return false;
        }
        chosen[block] = false;
        for (int i = block + 1; i < chosen.length; i++) {
            chosen[i] = i <= block + 1 + trailing;
        }
        return true;
    }

    private static int choices(int blocks) {
        long number = 1;
        for (int i = 1; i <= blocks / 2; i++) {
            number = number * (blocks / 2 + i) / i;
        }
        return Math.toIntExact(number);
    }
}
