package crucible.server.metrics;

import crucible.server.view.InstrumentView;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/** What all agents together filled in the newest complete bars over what traded in them. */
final class VolumeMeters {
    private VolumeMeters() {}

    static void add(MetricSnapshots.Builder all, List<InstrumentView> instruments) {
        final GaugeSnapshot.Builder overuse = GaugeSnapshot.builder().name("crucible_volume_overuse_ratio");
        for (InstrumentView instrument : instruments) {
            for (InstrumentView.VolumeShare bar : instrument.volumeUse()) {
                if (bar.ratio().isPresent()) {
                    overuse.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(Labels.of(
                                    "venue",
                                    instrument.rules().venue(),
                                    "symbol",
                                    instrument.rules().symbol(),
                                    "timeframe",
                                    bar.timeframe().label()))
                            .value(bar.ratio().getAsDouble())
                            .build());
                }
            }
        }
        all.metricSnapshot(overuse.build());
    }
}
