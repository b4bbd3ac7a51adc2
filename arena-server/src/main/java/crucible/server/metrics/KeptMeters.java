package crucible.server.metrics;

import crucible.server.record.Recorder;
import crucible.server.snapshot.Snapshots;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What is written beside the journal: snapshots and the permanent record. Asked only when somebody scrapes. */
final class KeptMeters {
    private final Supplier<Snapshots.Count> snapshots;
    private final Supplier<Snapshots.Newest> newest;
    private final Supplier<Recorder.Count> record;

    /** @param newest the snapshot written last, null before the first */
    KeptMeters(
            Supplier<Snapshots.Count> snapshots, Supplier<Snapshots.Newest> newest, Supplier<Recorder.Count> record) {
        this.snapshots = snapshots;
        this.newest = newest;
        this.record = record;
    }

    /** @param clock tells how old the newest snapshot is */
    void bindTo(MeterRegistry registry, InstantSource clock) {
        snapshots(registry, "written", kept -> (double) kept.snapshots.get().saved());
        snapshots(registry, "skipped", kept -> (double) kept.snapshots.get().skipped());
        snapshots(registry, "failed", kept -> (double) kept.snapshots.get().failed());
        newest(registry, "crucible.snapshot.age.seconds", one -> (clock.millis() - one.writtenAtMs()) / 1e3);
        newest(registry, "crucible.snapshot.size.bytes", one -> (double) one.bytes());
        newest(registry, "crucible.snapshot.copy.seconds", Snapshots.Newest::copySeconds);
        newest(registry, "crucible.snapshot.write.seconds", Snapshots.Newest::writeSeconds);
        FunctionCounter.builder("crucible.record.failures", this, kept ->
                        (double) kept.record.get().failures())
                .description("Writes of the permanent record that failed")
                .register(registry);
        Gauge.builder("crucible.record.sequence", this, kept ->
                        (double) kept.record.get().writtenUpTo())
                .description("The last event that the permanent record covers")
                .strongReference(true)
                .register(registry);
    }

    private void snapshots(MeterRegistry registry, String result, ToDoubleFunction<KeptMeters> count) {
        FunctionCounter.builder("crucible.snapshots", this, count)
                .description("Snapshots that were due")
                .tag("result", result)
                .register(registry);
    }

    private void newest(MeterRegistry registry, String name, ToDoubleFunction<Snapshots.Newest> value) {
        Gauge.builder(name, this, kept -> {
                    final Snapshots.Newest one = kept.newest.get();
                    return one == null ? Double.NaN : value.applyAsDouble(one);
                })
                .description("Of the snapshot that this process has written last")
                .strongReference(true)
                .register(registry);
    }
}
