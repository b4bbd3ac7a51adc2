package crucible.server.metrics;

import crucible.exchange.BarAgreement;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Series of how a venue's bars agree with its trades. */
final class AgreementMeters {
    private final MeterRegistry registry;
    private final String venue;

    AgreementMeters(MeterRegistry registry, String venue) {
        this.registry = registry;
        this.venue = venue;
    }

    /** Registers them; once. The caller keeps {@code one}, which is held weakly here. */
    void register(BarAgreement one) {
        compared(one, "agreed", BarAgreement::agreed);
        compared(one, "disagreed", BarAgreement::disagreed);
        compared(one, "not-compared", BarAgreement::notCompared);
        for (BarAgreement.Field field : BarAgreement.Field.values()) {
            FunctionCounter.builder("crucible.bar.disagreements", one, bars -> bars.disagreed(field))
                    .description("Closed bars of the venue of which a field is not what the trades in them say")
                    .tags(
                            "venue",
                            venue,
                            "instrument",
                            one.symbol(),
                            "timeframe",
                            one.timeframe().label(),
                            "field",
                            field.label())
                    .register(registry);
        }
    }

    private void compared(BarAgreement one, String result, ToDoubleFunction<BarAgreement> number) {
        FunctionCounter.builder("crucible.bars.compared", one, number)
                .description("Closed bars of the venue beside the trades in them")
                .tags(
                        "venue",
                        venue,
                        "instrument",
                        one.symbol(),
                        "timeframe",
                        one.timeframe().label(),
                        "result",
                        result)
                .register(registry);
    }
}
