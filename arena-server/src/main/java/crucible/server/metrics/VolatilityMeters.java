package crucible.server.metrics;

import crucible.model.VolatilityRung;
import crucible.server.view.InstrumentView;
import crucible.server.view.VolatilityView;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Locale;

/** The instruments' volatility: how large, where it comes from, how often something else had to do. */
final class VolatilityMeters {
    private VolatilityMeters() {}

    static void add(MetricSnapshots.Builder all, List<InstrumentView> instruments) {
        final GaugeSnapshot.Builder sigma = GaugeSnapshot.builder().name("crucible_volatility_sigma");
        final GaugeSnapshot.Builder usual = GaugeSnapshot.builder().name("crucible_volatility_usual_sigma");
        final GaugeSnapshot.Builder rung = GaugeSnapshot.builder().name("crucible_volatility_rung");
        final CounterSnapshot.Builder steps = CounterSnapshot.builder().name("crucible_volatility_steps");
        final CounterSnapshot.Builder fits = CounterSnapshot.builder().name("crucible_volatility_fits");
        final CounterSnapshot.Builder late = CounterSnapshot.builder().name("crucible_volatility_fits_late");
        final CounterSnapshot.Builder fallBacks = CounterSnapshot.builder().name("crucible_volatility_fallbacks");
        for (InstrumentView instrument : instruments) {
            if (instrument.volatility().isEmpty()) {
                continue;
            }
            final VolatilityView now = instrument.volatility().get();
            final Labels labels = Labels.of(
                    "venue",
                    instrument.rules().venue(),
                    "instrument",
                    instrument.rules().symbol());
            sigma.dataPoint(gauge(labels, now.sigma()));
            usual.dataPoint(gauge(labels, now.usualSigma()));
            fits.dataPoint(count(labels, now.fits()));
            late.dataPoint(count(labels, now.lateFits()));
            for (VolatilityRung one : VolatilityRung.values()) {
                final Labels on = labels.add("rung", one.name().toLowerCase(Locale.ROOT));
                rung.dataPoint(gauge(on, one == now.rung() ? 1 : 0));
                steps.dataPoint(count(on, now.stepsByRung().get(one.name())));
            }
            now.fallBacksByReason()
                    .forEach((reason, times) ->
                            fallBacks.dataPoint(count(labels.add("reason", reason.toLowerCase(Locale.ROOT)), times)));
        }
        all.metricSnapshot(sigma.build())
                .metricSnapshot(usual.build())
                .metricSnapshot(rung.build())
                .metricSnapshot(steps.build())
                .metricSnapshot(fits.build())
                .metricSnapshot(late.build())
                .metricSnapshot(fallBacks.build());
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot gauge(Labels labels, double value) {
        return GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build();
    }

    private static CounterSnapshot.CounterDataPointSnapshot count(Labels labels, long value) {
        return CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build();
    }
}
