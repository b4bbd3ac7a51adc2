package crucible.watchtower;

import crucible.watchtower.lifecycle.DecayLook;
import java.util.OptionalDouble;

/** Settings for tests: every rule off until switched on, no minimum of days. */
final class TestSettings {
    private OptionalDouble maxDrawdown = OptionalDouble.empty();
    private OptionalDouble idleDays = OptionalDouble.empty();
    private double minDays;
    private boolean decay;
    private boolean literal;
    private boolean promotion;

    TestSettings withDecay() {
        decay = true;
        return this;
    }

    TestSettings withLiteralDecay() {
        decay = true;
        literal = true;
        return this;
    }

    TestSettings withPromotion() {
        promotion = true;
        return this;
    }

    TestSettings withMaxDrawdown(double part) {
        maxDrawdown = OptionalDouble.of(part);
        return this;
    }

    TestSettings withIdleDays(double days) {
        idleDays = OptionalDouble.of(days);
        return this;
    }

    TestSettings withMinDays(double days) {
        minDays = days;
        return this;
    }

    WatchtowerSettings build() {
        return new WatchtowerSettings(
                OptionalDouble.of(0.5),
                maxDrawdown,
                30,
                minDays,
                decay,
                literal,
                DecayLook.rising(0.90),
                0.90,
                promotion,
                0.99,
                idleDays);
    }
}
