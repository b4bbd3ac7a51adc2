package crucible.server.metrics;

import crucible.server.view.ControlGroupView;
import crucible.watchtower.ControlCounts;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Shows what became of the control group, per kind; rates only where they exist. Made when somebody scrapes. */
final class ControlMeters {
    private ControlMeters() {}

    static void add(MetricSnapshots.Builder all, List<ControlCounts> counts) {
        if (counts.stream().allMatch(kind -> kind.born() == 0)) {
            return;
        }
        final ControlGroupView group = ControlGroupView.of(counts);
        final CounterSnapshot.Builder born = CounterSnapshot.builder().name("crucible_control_born");
        final CounterSnapshot.Builder ended = CounterSnapshot.builder().name("crucible_control_ended");
        final CounterSnapshot.Builder promoted = CounterSnapshot.builder().name("crucible_control_would_be_promoted");
        final CounterSnapshot.Builder naive = CounterSnapshot.builder().name("crucible_control_promoted_by_psr_alone");
        for (ControlGroupView.Kind kind : group.kinds()) {
            final Labels labels = Labels.of(
                    "kind", kind.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            born.dataPoint(count(labels, kind.born()));
            ended.dataPoint(count(labels, kind.ended()));
            promoted.dataPoint(count(labels, kind.wouldBePromoted()));
            naive.dataPoint(count(labels, kind.naivelyPromoted()));
        }
        all.metricSnapshot(born.build())
                .metricSnapshot(ended.build())
                .metricSnapshot(promoted.build())
                .metricSnapshot(naive.build());
        addPresent(all, "crucible_control_false_promotion_ratio", group.falsePromotionRate());
        addPresent(all, "crucible_control_false_promotion_upper95_ratio", group.falsePromotionUpper95());
        addPresent(all, "crucible_control_false_death_ratio", group.falseDeathRate());
        addPresent(all, "crucible_control_false_death_upper95_ratio", group.falseDeathUpper95());
    }

    private static void addPresent(MetricSnapshots.Builder all, String name, OptionalDouble value) {
        if (value.isPresent()) {
            all.metricSnapshot(GaugeSnapshot.builder()
                    .name(name)
                    .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .value(value.getAsDouble())
                            .build())
                    .build());
        }
    }

    private static CounterSnapshot.CounterDataPointSnapshot count(Labels labels, long value) {
        return CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build();
    }
}
