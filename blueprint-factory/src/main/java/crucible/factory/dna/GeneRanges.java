package crucible.factory.dna;

import crucible.factory.dna.Gene.Kind;
import crucible.model.Operand;
import crucible.runtime.feature.FeatureCatalogue;
import crucible.runtime.feature.FeatureDefinition.UsualRange;
import crucible.runtime.feature.FeatureParameter;
import java.util.Optional;

/**
 * In which range each number of a blueprint may vary. A feature's parameters and the thresholds compared with it have
 * the catalogue's ranges; the plans' have those below, narrower than what a blueprint may legally say, because nothing
 * outside is worth an agent's life. A founder's value outside widens the range of its own gene.
 */
final class GeneRanges {
    /** A distance below a typical round trip of costs only ever pays costs. */
    private static final double LOW_PERCENT = 0.2;

    private static final double HIGH_PERCENT = 20;
    private static final double LOW_MULTIPLE = 0.5;
    private static final double HIGH_MULTIPLE = 20;
    private static final int LOW_ATR_PERIOD = 5;
    private static final int HIGH_ATR_PERIOD = 200;
    /** Less of $200 than this is below most venues' minimum notional. */
    private static final double LOW_FRACTION = 0.1;

    private static final int HIGH_COOL_DOWN_BARS = 288;
    /** Seven days of 5m bars. */
    private static final int HIGH_HOLD_BARS = 2016;

    private GeneRanges() {}

    static Gene equityFraction(String path, double value) {
        return gene(Kind.FRACTION, path, LOW_FRACTION, 1, value);
    }

    static Gene coolDownBars(String path, int value) {
        return gene(Kind.BARS, path, 0, HIGH_COOL_DOWN_BARS, value);
    }

    static Gene maxHoldBars(String path, int value) {
        return gene(Kind.BARS, path, 2, HIGH_HOLD_BARS, value);
    }

    static Gene percent(String path, double value) {
        return gene(Kind.PERCENT, path, LOW_PERCENT, HIGH_PERCENT, value);
    }

    static Gene atrPeriod(String path, int value) {
        return gene(Kind.PERIOD, path, LOW_ATR_PERIOD, HIGH_ATR_PERIOD, value);
    }

    static Gene atrMultiple(String path, double value) {
        return gene(Kind.MULTIPLE, path, LOW_MULTIPLE, HIGH_MULTIPLE, value);
    }

    static Gene parameter(String path, Operand.FeatureRef feature, int index) {
        final FeatureParameter parameter =
                FeatureCatalogue.of(feature).parameters().get(index);
        final Kind kind = parameter.whole() ? Kind.PERIOD : Kind.MULTIPLE;
        return gene(
                kind,
                path,
                parameter.low(),
                parameter.high(),
                feature.parameters().get(index));
    }

    /** Fixed where {@code against} is a number or has no scale of its own: a price of one instrument breeds nothing. */
    static Gene threshold(String path, double value, Operand against) {
        return usualRange(against)
                .map(usual -> gene(Kind.THRESHOLD, path, usual.low(), usual.high(), value))
                .orElseGet(() -> gene(Kind.THRESHOLD, path, value, value, value));
    }

    /** The values that an operand usually takes; absent for numbers and for features without a scale of their own. */
    static Optional<UsualRange> usualRange(Operand operand) {
        return operand.visit(new Operand.Visitor<>() {
            @Override
            public Optional<UsualRange> feature(Operand.FeatureRef feature) {
                return FeatureCatalogue.of(feature).usual();
            }

            @Override
            public Optional<UsualRange> constant(Operand.Constant constant) {
                return Optional.empty();
            }
        });
    }

    /** Whether the parameters are allowed, also beside each other. */
    static boolean isValid(Operand.FeatureRef feature) {
        return FeatureCatalogue.find(feature.name())
                .flatMap(definition -> definition.problemWith(feature.parameters()))
                .isEmpty();
    }

    private static Gene gene(Kind kind, String path, double low, double high, double value) {
        return new Gene(kind, path, Math.min(low, value), Math.max(high, value), value);
    }
}
