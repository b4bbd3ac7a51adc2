package crucible.fill;

import crucible.fill.spread.NaiveSpread;
import crucible.fill.spread.SpreadEstimator;
import crucible.fill.volatility.VolatilitySettings;
import crucible.model.BarView;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.model.VolatilityFit;
import java.util.ArrayList;
import java.util.List;

/**
 * What the judge knows of how wild an instrument is: every return since the first, from which all is computed anew whenever
 * a bar comes, and the spreads that Corwin and Schultz make of each pair of bars.
 */
final class NaiveVolatility {
    private final MarketCosts costs;
    private final List<Double> returns = new ArrayList<>();
    private final List<Double> spreads = new ArrayList<>();
    private Timeframe timeframe;
    private long closeMs;
    private double close;
    private double[] before;
    private double lastClose = Double.NaN;
    private VolatilityFit newest;
    double volume;
    double sigma;
    double usual;

    NaiveVolatility(MarketCosts costs) {
        this.costs = costs;
        estimate();
    }

    /** How many returns there have been. */
    int returns() {
        return returns.size();
    }

    Timeframe timeframe() {
        return timeframe;
    }

    void onBar(BarView bar) {
        if (timeframe == null || bar.timeframe().compareTo(timeframe) < 0) {
            timeframe = bar.timeframe();
            returns.clear();
            newest = null;
            closeMs = 0;
            close = 0;
        }
        if (bar.timeframe() != timeframe || bar.provenance() == Provenance.REVISED || bar.closeTimeMs() <= closeMs) {
            return;
        }
        final boolean follows = close > 0 && bar.openTimeMs() == closeMs;
        final boolean traded = bar.provenance() != Provenance.SYNTHETIC;
        if (traded && follows) {
            returns.add(StrictMath.log(bar.close() / close));
        }
        if (traded || !follows) {
            close = bar.close();
        }
        final double[] now = traded ? new double[] {bar.open(), bar.high(), bar.low(), bar.close()} : null;
        if (traded && before != null && bar.openTimeMs() == closeMs) {
            spreads.add(NaiveSpread.used(SpreadEstimator.CORWIN_SCHULTZ, List.of(before, now)));
        }
        before = now;
        lastClose = traded ? bar.close() : lastClose;
        closeMs = bar.closeTimeMs();
        volume = bar.volumeBase();
        estimate();
    }

    /** Whether a fit of these returns holds from now on. */
    void onFit(VolatilityFit fit) {
        final boolean known = fit.timeframe() == timeframe
                && fit.stamp() <= returns.size()
                && returns.size() - fit.stamp() <= costs.volatility().windowReturns()
                && (newest == null || fit.stamp() >= newest.stamp());
        if (known) {
            newest = fit;
            estimate();
        }
    }

    private void estimate() {
        final VolatilitySettings settings = costs.volatility();
        final double floor = settings.floorSigma();
        final double ewma = mean(settings.ewmaDecay());
        final boolean hasEwma = returns.size() >= settings.ewmaReturns() && ewma > 0;
        sigma = hasEwma ? Math.max(floor, Math.sqrt(ewma)) : floor;
        usual = hasEwma ? Math.max(floor, Math.sqrt(mean(1 - 1.0 / settings.windowReturns()))) : floor;
        if (newest == null || newest.model() == null || newest.model().alpha() < 0) {
            return;
        }
        final VolatilityFit.Model model = newest.model();
        double logVariance = model.nextLogVariance();
        for (double r : returns.subList((int) newest.stamp(), returns.size())) {
            final double z = (r - model.mu()) / StrictMath.exp(logVariance / 2);
            logVariance = model.omega()
                    + model.alpha() * (Math.abs(z) - model.kappa())
                    + model.gamma() * z
                    + model.beta() * logVariance;
        }
        if (!(Math.abs(logVariance) < 1_400)) {
            newest = new VolatilityFit(
                    newest.instrumentId(),
                    newest.timeframe(),
                    newest.computedFromMs(),
                    newest.holdsFromMs(),
                    newest.stamp(),
                    "NOT_FINITE",
                    null);
            return;
        }
        final double egarch = StrictMath.exp(logVariance / 2);
        final double ratio = egarch / Math.sqrt(ewma);
        if (!hasEwma || ratio <= 10 && ratio >= 0.1) {
            sigma = Math.max(floor, egarch);
            // Under the law of the fits of the tests, κ is E|z|: the size of a shock moves the level by nothing.
            usual = Math.max(floor, StrictMath.exp(model.omega() / (1 - model.beta()) / 2));
        }
    }

    /** Mean of the squared returns, of which one that is k older weighs decay to the k. */
    private double mean(double decay) {
        double weight = 1;
        double weights = 0;
        double squares = 0;
        for (int i = returns.size() - 1; i >= 0; i--) {
            squares += weight * returns.get(i) * returns.get(i);
            weights += weight;
            weight *= decay;
        }
        return squares / weights;
    }

    /** The spread that bars let believe, in ticks of this size; 0 where they say nothing. */
    long spreadTicks(double tickSize) {
        final List<Double> newestPairs =
                spreads.subList(Math.max(0, spreads.size() - (costs.spreadBars() - 1)), spreads.size());
        if (newestPairs.isEmpty()) {
            return 0;
        }
        final double frac = newestPairs.stream().mapToDouble(s -> s).average().orElseThrow();
        return Math.max(1, (long) Math.ceil(frac * lastClose / tickSize - 1e-6));
    }
}
