package crucible.watchtower;

import crucible.watchtower.lifecycle.DecayLook;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Settings for tests: every rule off until switched on, no minimum of days. */
final class TestSettings {
    private OptionalDouble maxDrawdown = OptionalDouble.empty();
    private OptionalDouble idleDays = OptionalDouble.empty();
    private double minDays;
    private boolean decay;
    private boolean literal;
    private boolean promotion;
    private OptionalDouble rollingPsr = OptionalDouble.empty();
    private OptionalInt seasonBirths = OptionalInt.empty();
    private OptionalDouble untradeableDays = OptionalDouble.empty();
    private OptionalDouble staleDays = OptionalDouble.empty();
    private OptionalInt minTrials = OptionalInt.empty();
    private OptionalDouble trialGroups = OptionalDouble.empty();

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

    TestSettings withNewestTrades(double psr) {
        rollingPsr = OptionalDouble.of(psr);
        return this;
    }

    TestSettings withSeasons(int births) {
        seasonBirths = OptionalInt.of(births);
        return this;
    }

    TestSettings withUntradeableDays(double days) {
        untradeableDays = OptionalDouble.of(days);
        return this;
    }

    TestSettings withStaleDays(double days) {
        staleDays = OptionalDouble.of(days);
        return this;
    }

    TestSettings withMinTrials(int trials) {
        minTrials = OptionalInt.of(trials);
        return this;
    }

    TestSettings withTrialGroups(double correlation) {
        trialGroups = OptionalDouble.of(correlation);
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
                idleDays,
                rollingPsr,
                seasonBirths,
                OptionalDouble.of(0.1),
                untradeableDays,
                staleDays,
                minTrials,
                trialGroups,
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }
}
