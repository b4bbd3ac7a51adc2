package crucible.exchange.replay.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratedMarketTest {
    private static final long SEED = 42;
    private static final int SYMBOLS = GeneratedMarket.DEFAULT_SYMBOLS;
    private static final int SLOTS = 22_500;
    private static final double ROUND_TRIP_COST = 0.0025;
    private static final int HOLD_BARS = 6;

    /** Closes and volumes of all symbols. */
    private record Played(double[][] open, double[][] high, double[][] low, double[][] close, double[][] volume) {}

    private static Played play(PlantedEdge edge, long seed) {
        final Played played = new Played(
                new double[SYMBOLS][SLOTS],
                new double[SYMBOLS][SLOTS],
                new double[SYMBOLS][SLOTS],
                new double[SYMBOLS][SLOTS],
                new double[SYMBOLS][SLOTS]);
        try (MarketTape tape = new GeneratedMarket(SYMBOLS, seed, edge).open()) {
            for (int t = 0; t < SLOTS; t++) {
                tape.advance();
                for (int i = 0; i < SYMBOLS; i++) {
                    final Candle candle = tape.candle(i);
                    played.open[i][t] = candle.open();
                    played.high[i][t] = candle.high();
                    played.low[i][t] = candle.low();
                    played.close[i][t] = candle.close();
                    played.volume[i][t] = candle.volumeBase();
                }
            }
        }
        return played;
    }

    /** Gross returns of buying after a fall of 0.7 % on 2.5 times the mean volume of 20 bars, and selling six bars later. */
    private static List<Double> dipTrades(Played played) {
        final List<Double> returns = new ArrayList<>();
        for (int i = 0; i < SYMBOLS; i++) {
            final double[] close = played.close[i];
            for (int t = 21; t + HOLD_BARS < SLOTS; t++) {
                double mean = 0;
                for (int k = 1; k <= 20; k++) {
                    mean += played.volume[i][t - k] / 20;
                }
                if (close[t] / close[t - 1] - 1 < -0.007 && played.volume[i][t] > 2.5 * mean) {
                    returns.add(close[t + HOLD_BARS] / close[t] - 1);
                    t += HOLD_BARS;
                }
            }
        }
        return returns;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double deviation(List<Double> values) {
        final double mean = mean(values);
        return Math.sqrt(values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    private static double[] returns(double[] close) {
        final double[] returns = new double[close.length - 1];
        for (int t = 1; t < close.length; t++) {
            returns[t - 1] = Math.log(close[t] / close[t - 1]);
        }
        return returns;
    }

    @Test
    void buyingTheDipEarnsAboutAThirdOfADeviationAfterCosts() {
        final List<Double> trades = dipTrades(play(PlantedEdge.planted(), SEED));
        final double net = mean(trades) - ROUND_TRIP_COST;
        final double sharpe = net / deviation(trades);
        System.out.printf(
                "seed %d: %d trades, net %.1f bps, sd %.1f bps, Sharpe per trade %.3f%n",
                SEED, trades.size(), 1e4 * net, 1e4 * deviation(trades), sharpe);
        assertThat(SYMBOLS * SLOTS / (double) trades.size()).isBetween(50.0, 100.0);
        assertThat(sharpe).isBetween(0.22, 0.38);
    }

    @Test
    void withoutTheEdgeTheSameDipsEarnNothing() {
        final List<Double> trades = dipTrades(play(PlantedEdge.none(), SEED));
        final double standardError = deviation(trades) / Math.sqrt(trades.size());
        assertThat(trades).hasSizeGreaterThan(2000);
        assertThat(mean(trades)).isBetween(-3 * standardError, 3 * standardError);
    }

    @Test
    void followingTheTrendDoesNotPayItsCosts() {
        for (PlantedEdge edge : List.of(PlantedEdge.planted(), PlantedEdge.none())) {
            final Played played = play(edge, SEED);
            final List<Double> breakouts = new ArrayList<>();
            final List<Double> momentum = new ArrayList<>();
            for (int i = 0; i < SYMBOLS; i++) {
                final double[] close = played.close[i];
                for (int t = 48; t + 24 < SLOTS; t += 24) {
                    double highest = 0;
                    for (int k = 1; k <= 48; k++) {
                        highest = Math.max(highest, played.high[i][t - k]);
                    }
                    if (close[t] > highest) {
                        breakouts.add(close[t + 24] / close[t] - 1);
                    }
                    if (close[t] > close[t - 48]) {
                        momentum.add(close[t + 24] / close[t] - 1);
                    }
                }
            }
            assertThat(mean(breakouts)).isLessThan(ROUND_TRIP_COST);
            assertThat(mean(momentum)).isLessThan(ROUND_TRIP_COST);
        }
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        final Played first = play(PlantedEdge.planted(), 7);
        final Played again = play(PlantedEdge.planted(), 7);
        final Played other = play(PlantedEdge.planted(), 8);
        assertThat(again.close).isDeepEqualTo(first.close);
        assertThat(again.volume).isDeepEqualTo(first.volume);
        assertThat(other.close[0]).isNotEqualTo(first.close[0]);
    }

    @Test
    void oneMoreSymbolChangesNobodysPrices() {
        try (MarketTape few = new GeneratedMarket(2, SEED, PlantedEdge.planted()).open();
                MarketTape many = new GeneratedMarket(12, SEED, PlantedEdge.planted()).open()) {
            for (int t = 0; t < 500; t++) {
                few.advance();
                many.advance();
                assertThat(few.candle(1).close()).isEqualTo(many.candle(1).close());
            }
        }
    }

    @Test
    void hasHeavyTailsClusteredVolatilityAndCommonMoves() {
        final Played played = play(PlantedEdge.none(), SEED);
        final double[] btc = returns(played.close[0]);
        final double[] eth = returns(played.close[1]);
        assertThat(correlation(btc, eth, 0)).isBetween(0.2, 0.95);
        assertThat(kurtosis(btc)).isGreaterThan(4);
        assertThat(correlation(absolute(btc), absolute(btc), 1)).isGreaterThan(0.05);
        assertThat(Math.abs(correlation(btc, btc, 1))).isLessThan(0.04);
    }

    @Test
    void candlesArePossibleAndConnected() {
        final Played played = play(PlantedEdge.planted(), SEED);
        for (int i = 0; i < SYMBOLS; i++) {
            final PriceGrid ticks =
                    new PriceGrid(KnownSymbols.ALL.get(i).rules().tickSize());
            for (int t = 0; t < SLOTS; t++) {
                assertThat(played.low[i][t] > 0
                                && played.low[i][t] <= Math.min(played.open[i][t], played.close[i][t])
                                && played.high[i][t] >= Math.max(played.open[i][t], played.close[i][t])
                                && played.volume[i][t] > 0
                                && ticks.holds(played.high[i][t])
                                && ticks.holds(played.low[i][t])
                                && ticks.holds(played.close[i][t])
                                && (t == 0 || isConnected(played.close[i][t - 1], played.open[i][t])))
                        .as("symbol %d bar %d", i, t)
                        .isTrue();
            }
        }
    }

    /** A bar opens at the last close, or after a dip of 0.9 to 1.5 %; a tick of rounding may come on top. */
    private static boolean isConnected(double close, double open) {
        return open == close || open / close > 0.984 && open / close < 0.992;
    }

    private static double[] absolute(double[] values) {
        final double[] absolute = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            absolute[t] = Math.abs(values[t]);
        }
        return absolute;
    }

    private static double average(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double correlation(double[] left, double[] right, int lag) {
        final double leftMean = average(left);
        final double rightMean = average(right);
        double both = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int t = lag; t < left.length; t++) {
            both += (left[t] - leftMean) * (right[t - lag] - rightMean);
            leftSquares += (left[t] - leftMean) * (left[t] - leftMean);
            rightSquares += (right[t - lag] - rightMean) * (right[t - lag] - rightMean);
        }
        return both / Math.sqrt(leftSquares * rightSquares);
    }

    private static double kurtosis(double[] values) {
        final double mean = average(values);
        double second = 0;
        double fourth = 0;
        for (double value : values) {
            final double square = (value - mean) * (value - mean);
            second += square / values.length;
            fourth += square * square / values.length;
        }
        return fourth / (second * second);
    }
}
