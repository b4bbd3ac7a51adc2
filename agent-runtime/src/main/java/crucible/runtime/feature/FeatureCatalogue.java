package crucible.runtime.feature;

import static crucible.runtime.feature.FeatureParameter.bars;
import static crucible.runtime.feature.FeatureParameter.multiple;

import crucible.model.Operand;
import crucible.runtime.feature.FeatureDefinition.Quantity;
import crucible.runtime.feature.FeatureDefinition.UsualRange;
import crucible.runtime.feature.FeatureDefinition.WarmUp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every feature that a blueprint can name. Immutable; any thread may ask.
 *
 * <p>Where a formula divides by something that is 0 (a price that never moved, a market without volume) the value is
 * undefined: NaN, never 0 and never infinity.
 */
public final class FeatureCatalogue {
    /** No feature looks at bars further back than this many before the newest. */
    static final int LONGEST_LOOKBACK_BARS = 501;

    private static final Pattern TEXT = Pattern.compile("([a-z][a-z0-9_]{0,39})(?:\\(([0-9., ]{1,60})\\))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,17})?");
    private static final String WILDER = "Wilder (1978), New Concepts in Technical Trading Systems";
    private static final String OWN = "definition";
    private static final double FORGOTTEN = 1e-6;

    private static final Map<String, FeatureDefinition> BY_NAME = new LinkedHashMap<>();
    private static final List<FeatureDefinition> ALL;

    static {
        prices();
        averages();
        spreads();
        channels();
        oscillators();
        changes();
        ALL = List.copyOf(BY_NAME.values());
    }

    private FeatureCatalogue() {}

    /** All features, in the order of the documentation. */
    public static List<FeatureDefinition> all() {
        return ALL;
    }

    /** The feature called {@code name}, if there is one. */
    public static Optional<FeatureDefinition> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * The definition of {@code feature}, with its parameters checked.
     *
     * @throws IllegalArgumentException if there is no such feature (the message names the nearest) or a parameter is
     *     not allowed (the message says what is)
     */
    public static FeatureDefinition of(Operand.FeatureRef feature) {
        final FeatureDefinition definition = BY_NAME.get(feature.name());
        if (definition == null) {
            throw new IllegalArgumentException("unknown feature \"" + feature.name() + "\"; the nearest is "
                    + nearest(feature.name()).signature());
        }
        definition.problemWith(feature.parameters()).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return definition;
    }

    /**
     * Reads a feature as blueprints write it: {@code close}, {@code ema(12)}, {@code bollinger_upper(20, 2.5)}.
     *
     * @throws IllegalArgumentException if the text has another form, or as {@link #of}
     */
    public static Operand.FeatureRef parse(String text) {
        final Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a feature looks like close, ema(12) or bollinger_upper(20,2.5), found \"" + shortened(text)
                            + "\"");
        }
        final List<Double> parameters = new ArrayList<>();
        if (matcher.group(2) != null) {
            for (String part : matcher.group(2).split(",", -1)) {
                if (!NUMBER.matcher(part.strip()).matches()) {
                    throw new IllegalArgumentException("a parameter is a number such as 20 or 2.5, found \""
                            + part.strip() + "\" in \"" + shortened(text) + "\"");
                }
                parameters.add(Double.parseDouble(part.strip()));
            }
        }
        final Operand.FeatureRef feature = new Operand.FeatureRef(matcher.group(1), parameters);
        of(feature);
        return feature;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static FeatureDefinition nearest(String name) {
        FeatureDefinition best = ALL.get(0);
        int fewest = Integer.MAX_VALUE;
        for (FeatureDefinition candidate : ALL) {
            final int edits = edits(name, candidate.name());
            if (edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein's distance. */
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            final int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                final int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[to.length()];
    }

    private static void prices() {
        add("open", List.of(), Quantity.PRICE, "first price of bar t", OWN, window(p -> 1));
        add("high", List.of(), Quantity.PRICE, "highest price of bar t", OWN, window(p -> 1));
        add("low", List.of(), Quantity.PRICE, "lowest price of bar t", OWN, window(p -> 1));
        add("close", List.of(), Quantity.PRICE, "last price of bar t", OWN, window(p -> 1));
        add("volume", List.of(), Quantity.VOLUME, "base currency traded in bar t", OWN, window(p -> 1));
    }

    private static void averages() {
        final FeatureParameter n = bars("n", 2, 500, 20);
        add("sma", List.of(n), Quantity.PRICE, "mean of the last n closes", OWN, window(p -> bar(p, 0)));
        add(
                "ema",
                List.of(n),
                Quantity.PRICE,
                "e + 2/(n+1) (close - e), starting from the mean of the first n closes",
                "TA-Lib, R TTR",
                recursive(p -> bar(p, 0), p -> exponential(bar(p, 0))));
        final FeatureParameter fast = bars("f", 2, 200, 12);
        final FeatureParameter slow = bars("s", 3, 500, 26);
        add(
                "macd",
                List.of(fast, slow),
                Quantity.PRICE_DIFFERENCE,
                "ema(f) - ema(s), f < s, each ema started on its own",
                "Appel (1979); R TTR",
                recursive(p -> bar(p, 1), p -> exponential(bar(p, 1))));
        add(
                "macd_signal",
                List.of(fast, slow, bars("g", 2, 100, 9)),
                Quantity.PRICE_DIFFERENCE,
                "ema of macd(f,s) over g bars, starting from the mean of its first g values",
                "Appel (1979); R TTR",
                recursive(p -> bar(p, 1) + bar(p, 2) - 1, p -> exponential(bar(p, 1)) + exponential(bar(p, 2))));
    }

    private static void spreads() {
        final FeatureParameter n = bars("n", 2, 500, 20);
        final FeatureParameter period = bars("n", 2, 500, 14);
        final WarmUp wilder = recursive(p -> bar(p, 0) + 1, p -> wilder(bar(p, 0)));
        add(
                "atr",
                List.of(period),
                Quantity.PRICE_DIFFERENCE,
                "a + (TR - a)/n, starting from the mean of the first n TR; TR = max(high, previous close) - min(low, "
                        + "previous close)",
                WILDER,
                wilder);
        scaleFree("atr_pct", List.of(period), Quantity.PERCENT, 0.05, 2, "100 atr(n) / close", WILDER, wilder);
        add(
                "stdev",
                List.of(n),
                Quantity.PRICE_DIFFERENCE,
                "sqrt of the mean of (close - sma(n))^2 over the last n closes (population)",
                OWN,
                window(p -> bar(p, 0)));
        scaleFree(
                "zscore",
                List.of(n),
                Quantity.SCORE,
                -3,
                3,
                "(close - sma(n)) / stdev(n); undefined where stdev(n) is 0",
                OWN,
                window(p -> bar(p, 0)));
        scaleFree(
                "range_pct",
                List.of(),
                Quantity.PERCENT,
                0.05,
                3,
                "100 (high - low) / close of bar t",
                OWN,
                window(p -> 1));
    }

    private static void channels() {
        final FeatureParameter n = bars("n", 2, 500, 20);
        final FeatureParameter k = multiple("k", 2);
        final String bollinger = "Bollinger (2001), Bollinger on Bollinger Bands";
        add("bollinger_upper", List.of(n, k), Quantity.PRICE, "sma(n) + k stdev(n)", bollinger, window(p -> bar(p, 0)));
        add("bollinger_lower", List.of(n, k), Quantity.PRICE, "sma(n) - k stdev(n)", bollinger, window(p -> bar(p, 0)));
        final FeatureParameter before = bars("n", 1, 500, 20);
        final String donchian = "Donchian's channel";
        add(
                "donchian_high",
                List.of(before),
                Quantity.PRICE,
                "highest high of the n bars before bar t",
                donchian,
                window(p -> bar(p, 0) + 1));
        add(
                "donchian_low",
                List.of(before),
                Quantity.PRICE,
                "lowest low of the n bars before bar t",
                donchian,
                window(p -> bar(p, 0) + 1));
    }

    private static void oscillators() {
        final FeatureParameter period = bars("n", 2, 200, 14);
        scaleFree(
                "rsi",
                List.of(period),
                Quantity.OSCILLATOR,
                10,
                90,
                "100 U / (U + D), U and D Wilder's averages over n bars of rises and falls of the close; undefined where "
                        + "both are 0",
                WILDER,
                recursive(p -> bar(p, 0) + 1, p -> wilder(bar(p, 0))));
        scaleFree(
                "adx",
                List.of(period),
                Quantity.OSCILLATOR,
                10,
                60,
                "Wilder's average over n bars of DX = 100 |DI+ - DI-| / (DI+ + DI-); DX is 0 where nothing moved",
                WILDER + "; TA-Lib",
                recursive(p -> 2 * bar(p, 0), p -> 3 * wilder(bar(p, 0)) / 2));
        scaleFree(
                "stochastic_k",
                List.of(bars("n", 2, 500, 14)),
                Quantity.OSCILLATOR,
                5,
                95,
                "100 (close - L) / (H - L), H and L the extremes of the last n bars; undefined where H = L",
                "Lane (1984), the fast %K",
                window(p -> bar(p, 0)));
        scaleFree(
                "efficiency_ratio",
                List.of(bars("n", 2, 500, 10)),
                Quantity.RATIO,
                0.05,
                0.9,
                "|close(t) - close(t-n)| / sum of the last n |close - previous close|; undefined where nothing moved",
                "Kaufman (1995), Smarter Trading",
                window(p -> bar(p, 0) + 1));
    }

    private static void changes() {
        scaleFree(
                "return_pct",
                List.of(),
                Quantity.PERCENT,
                -2,
                2,
                "100 (close(t) / close(t-1) - 1)",
                OWN,
                window(p -> 2));
        scaleFree(
                "roc",
                List.of(bars("n", 1, 500, 12)),
                Quantity.PERCENT,
                -5,
                5,
                "100 (close(t) / close(t-n) - 1)",
                OWN,
                window(p -> bar(p, 0) + 1));
        scaleFree(
                "return_z",
                List.of(bars("n", 2, 500, 50)),
                Quantity.SCORE,
                -5,
                5,
                "r(t) / population sd of the n r before bar t, r = ln(close / previous close); undefined where the sd is 0",
                OWN,
                window(p -> bar(p, 0) + 2));
        scaleFree(
                "volume_ratio",
                List.of(bars("n", 1, 500, 20)),
                Quantity.RATIO,
                0.2,
                8,
                "volume of bar t / mean volume of the n bars before; undefined where that mean is 0",
                OWN,
                window(p -> bar(p, 0) + 1));
        scaleFree(
                "hour_utc",
                List.of(),
                Quantity.HOUR,
                0,
                23,
                "hour of the day, 0 to 23 UTC, in which bar t closes",
                OWN,
                window(p -> 1));
    }

    private static void add(
            String name,
            List<FeatureParameter> parameters,
            Quantity quantity,
            String formula,
            String source,
            WarmUp warmUp) {
        BY_NAME.put(name, new FeatureDefinition(name, parameters, quantity, Optional.empty(), formula, source, warmUp));
    }

    private static void scaleFree(
            String name,
            List<FeatureParameter> parameters,
            Quantity quantity,
            double usualLow,
            double usualHigh,
            String formula,
            String source,
            WarmUp warmUp) {
        final UsualRange usual = new UsualRange(usualLow, usualHigh);
        BY_NAME.put(
                name, new FeatureDefinition(name, parameters, quantity, Optional.of(usual), formula, source, warmUp));
    }

    private static int bar(List<Double> parameters, int index) {
        return parameters.get(index).intValue();
    }

    /** Bars in which an exponential average over {@code n} forgets; its weight is 2/(n+1). */
    private static int exponential(int n) {
        return forgettingBars(2.0 / (n + 1));
    }

    /** Bars in which Wilder's average over {@code n} forgets; its weight is 1/n. */
    private static int wilder(int n) {
        return forgettingBars(1.0 / n);
    }

    private static int forgettingBars(double weight) {
        return (int) StrictMath.ceil(StrictMath.log(FORGOTTEN) / StrictMath.log(1 - weight));
    }

    private static WarmUp window(ToIntFunction<List<Double>> firstValueBars) {
        return firstValueBars::applyAsInt;
    }

    private static WarmUp recursive(
            ToIntFunction<List<Double>> firstValueBars, ToIntFunction<List<Double>> forgettingBars) {
        return new WarmUp() {
            @Override
            public int firstValueBars(List<Double> parameters) {
                return firstValueBars.applyAsInt(parameters);
            }

            @Override
            public int settledBars(List<Double> parameters) {
                return firstValueBars.applyAsInt(parameters) + forgettingBars.applyAsInt(parameters);
            }
        };
    }
}
