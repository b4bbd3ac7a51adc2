package crucible.factory;

import crucible.model.Blueprint;
import crucible.model.Blueprint.EntryPlan;
import crucible.model.Blueprint.ExitPlan;
import crucible.model.Blueprint.Scope;
import crucible.model.Condition;
import crucible.model.Condition.Compare;
import crucible.model.Condition.Comparison;
import crucible.model.Condition.Cross;
import crucible.model.Condition.Crossing;
import crucible.model.Direction;
import crucible.model.Distance;
import crucible.model.Operand;
import crucible.model.Operand.Constant;
import crucible.model.Operand.FeatureRef;
import crucible.model.Timeframe;
import java.util.Arrays;
import java.util.List;

/** Blueprints of every shape that breeding meets. */
public final class SampleBlueprints {
    public static final String COSTS = "ab".repeat(32);

    private SampleBlueprints() {}

    /** Mean reversion: oversold, and not in a strong trend. */
    public static Blueprint dipBuyer() {
        return new Blueprint(
                "Dip buyer",
                "mean-reversion",
                new Scope(Timeframe.M5, List.of()),
                new EntryPlan(
                        Direction.LONG,
                        new Condition.All(List.of(less(feature("rsi", 14), 30), less(feature("adx", 14), 25))),
                        0.9,
                        6),
                new ExitPlan(greater(feature("rsi", 14), 55), new Distance.Atr(14, 2.5), new Distance.Percent(1.5), 96),
                COSTS);
    }

    /** Trend: a fast average crosses a slow one. */
    public static Blueprint trendRider() {
        return new Blueprint(
                "Trend rider",
                "trend",
                new Scope(Timeframe.M15, List.of("BTCUSDT", "ETHUSDT")),
                new EntryPlan(
                        Direction.LONG, new Cross(feature("ema", 12), Crossing.ABOVE, feature("ema", 48)), 0.5, 0),
                new ExitPlan(
                        new Cross(feature("ema", 12), Crossing.BELOW, feature("ema", 48)),
                        new Distance.Percent(3),
                        null,
                        500),
                COSTS);
    }

    /** Breakout without an exit rule. */
    public static Blueprint breakout() {
        return new Blueprint(
                "Breakout",
                "breakout",
                new Scope(Timeframe.M5, List.of("SOLUSDT")),
                new EntryPlan(
                        Direction.LONG,
                        new Condition.All(List.of(
                                new Compare(feature("close"), Comparison.GREATER, feature("donchian_high", 48)),
                                new Condition.Not(less(feature("volume_ratio", 20), 1.5)),
                                new Condition.Any(List.of(
                                        greater(feature("efficiency_ratio", 10), 0.3),
                                        greater(feature("roc", 12), 0.5))))),
                        1,
                        12),
                new ExitPlan(null, new Distance.Atr(20, 2), new Distance.Atr(20, 4), 144),
                COSTS);
    }

    /** Short momentum: the moving averages' difference below its signal. */
    public static Blueprint fader() {
        return new Blueprint(
                "Fader",
                "momentum",
                new Scope(Timeframe.M5, List.of("BTCUSDT")),
                new EntryPlan(
                        Direction.SHORT,
                        new Condition.All(List.of(
                                new Cross(feature("macd", 12, 26), Crossing.BELOW, feature("macd_signal", 12, 26, 9)),
                                greater(feature("zscore", 30), 1.25))),
                        0.75,
                        3),
                new ExitPlan(less(feature("zscore", 30), 0), new Distance.Percent(2), new Distance.Percent(2.5), 60),
                COSTS);
    }

    public static List<Blueprint> all() {
        return List.of(dipBuyer(), trendRider(), breakout(), fader());
    }

    public static FeatureRef feature(String name, double... parameters) {
        return new FeatureRef(name, Arrays.stream(parameters).boxed().toList());
    }

    public static Condition less(Operand left, double right) {
        return new Compare(left, Comparison.LESS, new Constant(right));
    }

    public static Condition greater(Operand left, double right) {
        return new Compare(left, Comparison.GREATER, new Constant(right));
    }
}
