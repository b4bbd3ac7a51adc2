package crucible.watchtower.stat;

/**
 * Metrics of closed trades, from the profit of each after costs in any one unit: computed when asked for, in batch. A
 * trade of exactly 0 is neither a win nor a loss but counts as a trade. NaN where a metric does not exist. Immutable.
 */
public final class TradeMetrics {
    private final Moments moments;
    private final int wins;
    private final int losses;
    private final double won;
    private final double lost;

    /** @param profits finite profits after costs, one per closed trade; may be empty */
    public TradeMetrics(double[] profits) {
        moments = Moments.of(profits);
        int winCount = 0;
        int lossCount = 0;
        double winSum = 0;
        double lossSum = 0;
        for (double profit : profits) {
            if (profit > 0) {
                winCount++;
                winSum += profit;
            } else if (profit < 0) {
                lossCount++;
                lossSum -= profit;
            }
        }
        wins = winCount;
        losses = lossCount;
        won = winSum;
        lost = lossSum;
    }

    /** Closed trades. */
    public long count() {
        return moments.count();
    }

    /** Expectancy: the average profit. */
    public double expectancy() {
        return moments.mean();
    }

    /** Part of the trades that won, in [0, 1]. */
    public double winRate() {
        return ReturnMetrics.ratio(wins, (double) moments.count());
    }

    /** Sum of profits over sum of losses; NaN where nothing was lost. */
    public double profitFactor() {
        return ReturnMetrics.ratio(won, lost);
    }

    /** Average win over average loss; NaN without a win or without a loss. */
    public double payoffRatio() {
        return wins == 0 || losses == 0 ? Double.NaN : ReturnMetrics.ratio(won / wins, lost / losses);
    }

    /** Expectancy in units of the average loss: {@code (1 + payoffRatio)·winRate − 1}. */
    public double expectancyRatio() {
        return (1 + payoffRatio()) * winRate() - 1;
    }

    /** System quality number: √n times mean over standard deviation (n − 1). V. K. Tharp, "Trade your way" (1998). */
    public double sqn() {
        return moments.t();
    }

    /** Kelly's fraction: {@code winRate − (1 − winRate) / payoffRatio}. J. L. Kelly (1956). */
    public double kelly() {
        return winRate() - (1 - winRate()) / payoffRatio();
    }
}
