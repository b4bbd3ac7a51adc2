package crucible.runtime.feature;

import crucible.model.Require;

/**
 * One parameter of a feature.
 *
 * @param name as the documentation calls it, such as {@code n}
 * @param whole whether only whole numbers are allowed
 * @param low smallest value, above 0
 * @param high largest value
 * @param usual the customary value, a start for searches
 * @param logScale whether a search should step in ratios (periods and multiples) rather than in differences
 */
public record FeatureParameter(String name, boolean whole, double low, double high, double usual, boolean logScale) {
    public FeatureParameter {
        Require.text("name", name);
        Require.that(0 < low && low <= usual && usual <= high, "0 < low <= usual <= high", low + ", " + usual);
    }

    /** A number of bars, {@code low} to {@code high}. */
    static FeatureParameter bars(String name, int low, int high, int usual) {
        return new FeatureParameter(name, true, low, high, usual, true);
    }

    /** A multiple, from 0.1 to 10. */
    static FeatureParameter multiple(String name, double usual) {
        return new FeatureParameter(name, false, 0.1, 10, usual, true);
    }

    /** Whether {@code value} is in range and whole where it must be; NaN never is. */
    public boolean allows(double value) {
        return low <= value && value <= high && (!whole || value == Math.rint(value));
    }

    /** What is allowed, for messages: {@code n is a whole number in [2, 500]}. */
    public String rule() {
        return name + (whole ? " is a whole number in [" : " is a number in [") + number(low) + ", " + number(high)
                + "]";
    }

    /** As people write it: whole numbers without a fraction. */
    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
