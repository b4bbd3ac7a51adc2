package crucible.runtime.feature;

import crucible.model.Operand;
import java.util.List;

/** Makes the streaming state of a feature of the catalogue. */
final class StreamingFeatures {
    private StreamingFeatures() {}

    /** Fresh state for {@code feature}, whose parameters are checked here. */
    static StreamingFeature of(Operand.FeatureRef feature) {
        FeatureCatalogue.of(feature);
        final List<Double> parameters = feature.parameters();
        final int n = parameters.isEmpty() ? 0 : parameters.get(0).intValue();
        return switch (feature.name()) {
            case "open" -> PointFeatures.of(1, BarHistory::open);
            case "high" -> PointFeatures.of(1, BarHistory::high);
            case "low" -> PointFeatures.of(1, BarHistory::low);
            case "close" -> PointFeatures.of(1, BarHistory::close);
            case "volume" -> PointFeatures.of(1, BarHistory::volumeBase);
            case "range_pct" -> PointFeatures.of(1, PointFeatures::rangePercent);
            case "hour_utc" -> PointFeatures.of(1, PointFeatures::closingHour);
            case "return_pct" -> PointFeatures.rateOfChange(1);
            case "roc" -> PointFeatures.rateOfChange(n);
            case "sma" -> WindowFeatures.band(n, 0);
            case "stdev" -> WindowFeatures.standardDeviation(n);
            case "zscore" -> WindowFeatures.zScore(n);
            case "bollinger_upper" -> WindowFeatures.band(n, parameters.get(1));
            case "bollinger_lower" -> WindowFeatures.band(n, -parameters.get(1));
            case "return_z" -> new WindowFeatures.ReturnScore(n);
            case "volume_ratio" -> new WindowFeatures.VolumeRatio(n);
            case "efficiency_ratio" -> new WindowFeatures.EfficiencyRatio(n);
            case "donchian_high" -> new ExtremeFeatures.Donchian(n, 1);
            case "donchian_low" -> new ExtremeFeatures.Donchian(n, -1);
            case "stochastic_k" -> new ExtremeFeatures.StochasticK(n);
            case "ema" -> new SmoothedFeatures.Ema(n);
            case "atr" -> new SmoothedFeatures.Atr(n, false);
            case "atr_pct" -> new SmoothedFeatures.Atr(n, true);
            case "rsi" -> new SmoothedFeatures.Rsi(n);
            case "adx" -> new SmoothedFeatures.Adx(n);
            case "macd" -> new SmoothedFeatures.Macd(n, parameters.get(1).intValue());
            case "macd_signal" ->
                new SmoothedFeatures.MacdSignal(
                        n, parameters.get(1).intValue(), parameters.get(2).intValue());
            default -> throw new IllegalStateException("in the catalogue but not implemented: " + feature);
        };
    }
}
