package crucible.runtime.feature;

import crucible.model.Operand;
import crucible.model.Require;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a feature is: its name, parameters, formula and how many bars it needs.
 *
 * @param name as blueprints write it
 * @param parameters in the order in which blueprints write them
 * @param quantity what it measures
 * @param usual the values that it usually takes, for features whose scale is the same on every instrument; the range
 *     in which a search looks for constants to compare it with
 * @param formula in words and symbols; {@code t} is the newest closed bar
 * @param source where the formula comes from
 * @param warmUp how many bars it needs
 */
public record FeatureDefinition(
        String name,
        List<FeatureParameter> parameters,
        Quantity quantity,
        Optional<UsualRange> usual,
        String formula,
        String source,
        WarmUp warmUp) {
    public FeatureDefinition {
        Require.text("name", name);
        parameters = List.copyOf(parameters);
        Require.present("quantity", quantity);
        Require.that(
                usual.isPresent() == quantity.isScaleFree(),
                "a feature without scale has a usual range, others none",
                name);
        Require.text("formula", formula);
        Require.text("source", source);
        Require.present("warmUp", warmUp);
    }

    /** What a feature measures; only features of one quantity, or one and a number, compare meaningfully. */
    public enum Quantity {
        /** A price level in quote currency. */
        PRICE,
        /** A difference of prices in quote currency. */
        PRICE_DIFFERENCE,
        /** Base currency traded. */
        VOLUME,
        /** Percent of the price. */
        PERCENT,
        /** A ratio of like quantities. */
        RATIO,
        /** A number of standard deviations. */
        SCORE,
        /** An oscillator from 0 to 100. */
        OSCILLATOR,
        /** Hour of the day, UTC. */
        HOUR;

        /** Whether its numbers mean the same on every instrument. */
        public boolean isScaleFree() {
            return this != PRICE && this != PRICE_DIFFERENCE && this != VOLUME;
        }
    }

    /** From {@code low} to {@code high}. */
    public record UsualRange(double low, double high) {
        public UsualRange {
            Require.that(low < high, "low < high", low + ", " + high);
        }
    }

    /** Numbers of bars that a feature with given, valid parameters needs; no state. */
    public interface WarmUp {
        /** Bars after which it has its first value. */
        int firstValueBars(List<Double> parameters);

        /** Bars after which the influence of its first bars has fallen below a millionth; windows forget at once. */
        default int settledBars(List<Double> parameters) {
            return firstValueBars(parameters);
        }
    }

    /** Whether its numbers mean the same on every instrument, so that comparing it with a constant makes sense. */
    public boolean scaleFree() {
        return quantity.isScaleFree();
    }

    /** Bars after which the feature has its first value, at least 1; {@code parameterValues} are valid. */
    public int firstValueBars(List<Double> parameterValues) {
        return warmUp.firstValueBars(parameterValues);
    }

    /**
     * Bars after which two histories that end alike give values that differ by less than about 1e-6 of the difference of
     * their first values. Equals {@link #firstValueBars} for features over windows.
     */
    public int settledBars(List<Double> parameterValues) {
        return warmUp.settledBars(parameterValues);
    }

    /** The feature with its customary parameters. */
    public Operand.FeatureRef withUsualParameters() {
        return new Operand.FeatureRef(
                name, parameters.stream().map(FeatureParameter::usual).toList());
    }

    /** Name with parameter names: {@code bollinger_upper(n,k)}. */
    public String signature() {
        return parameters.isEmpty()
                ? name
                : name + parameters.stream().map(FeatureParameter::name).collect(Collectors.joining(",", "(", ")"));
    }

    /** What is wrong with {@code values} as parameters of this feature, naming value and what is allowed; empty if fine. */
    public Optional<String> problemWith(List<Double> values) {
        final int needed = parameters.size();
        if (values.size() != needed) {
            return Optional.of(signature() + " takes " + needed + (needed == 1 ? " number" : " numbers") + ", found "
                    + values.size());
        }
        for (int i = 0; i < needed; i++) {
            final FeatureParameter parameter = parameters.get(i);
            if (!parameter.allows(values.get(i))) {
                return Optional.of("in " + signature() + " " + parameter.rule() + ", found "
                        + FeatureParameter.number(values.get(i)));
            }
        }
        // The one rule that ties two parameters together.
        if (name.startsWith("macd") && values.get(0) >= values.get(1)) {
            return Optional.of("in " + signature() + " f is below s, found " + FeatureParameter.number(values.get(0))
                    + " and " + FeatureParameter.number(values.get(1)));
        }
        return Optional.empty();
    }
}
