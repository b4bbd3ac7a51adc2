package crucible.server.calibrate;

import crucible.watchtower.calibration.Lives;
import crucible.watchtower.calibration.NullCount;
import crucible.watchtower.calibration.PowerTimes;
import crucible.watchtower.calibration.TradePace;
import crucible.watchtower.stat.Binomial;
import java.util.List;

/**
 * What a calibration found.
 *
 * @param fair agents without skill under the default bound: what promotion by luck is
 * @param largestBets the same where bets are as large as they can be
 * @param limits agents whose returns have a memory: no edge on average, outside of what the guarantee covers
 * @param power agents with skill before the guard of a single agent, at the bound of brackets
 * @param looser the same at looser bounds
 * @param lives whole lives before the whole judge
 * @param bar where the rising bar comes from
 */
public record JudgeReport(
        List<NullRow> fair,
        List<NullRow> largestBets,
        List<NullRow> limits,
        List<PowerRow> power,
        List<PowerRow> looser,
        List<LifeRow> lives,
        BarRow bar) {
    /** One-sided confidence of all upper bounds. */
    public static final double CONFIDENCE = 0.95;

    /** One law's agents. */
    public record NullRow(String name, double boundSigmas, int observations, NullCount count) {
        /** Share ever promoted under the guard of a single agent. */
        public double everPromoted() {
            return share(count.promoted());
        }

        /** Clopper and Pearson's bound on it. */
        public double upper95() {
            return Binomial.upperBound(count.promoted(), count.agents(), CONFIDENCE);
        }

        /** The part of the agents that {@code some} are. */
        public double share(int some) {
            return (double) some / count.agents();
        }
    }

    /**
     * Placebos on recorded candles.
     *
     * @param upper95 bound on the share ever promoted, by drawing instrument-weeks anew
     * @param instrumentWeeks how many there were to draw from
     * @param trades closed trades of all placebos in them
     */
    public record CandleRow(
            String name, int observations, NullCount count, double upper95, int instrumentWeeks, long trades) {}

    /** Agents of one skill. */
    public record PowerRow(double sharpe, double boundSigmas, double minTrl, PowerTimes times) {}

    /** Lives of agents of one skill under the live rules, under the plain decay rule, and under a plain look at PSR. */
    public record LifeRow(
            double sharpe, double boundSigmas, TradePace pace, int trials, Lives live, Lives literal, Lives naive) {}

    /**
     * The rising bar.
     *
     * @param targetSharpe true Sharpe ratio per trade of who is not to be ended
     * @param falseDeath share of them that may be, over all looks
     * @param trades closed trades at the looks
     * @param found the bars at which each look ends the same share of them
     * @param configured the bars that are configured
     * @param ended share of them that those end, of {@code agents}
     */
    public record BarRow(
            double targetSharpe,
            double falseDeath,
            int agents,
            List<Integer> trades,
            List<Double> found,
            List<Double> configured,
            double ended) {}
}
