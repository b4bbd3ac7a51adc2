package crucible.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the nightly comparisons with a backtest have found; every series is there from the beginning. Any thread. */
public final class ParityMeters {
    private final MeterRegistry registry;
    private final Counter checkedAgents;
    private volatile double lastRunSeconds = Double.NaN;

    /**
     * @param causes labels that differences can have
     * @param results labels that a comparison's result can have
     */
    ParityMeters(MeterRegistry registry, List<String> causes, List<String> results) {
        this.registry = registry;
        checkedAgents = registry.counter("crucible.parity.checked.agents");
        causes.forEach(this::differences);
        results.forEach(this::runs);
        Gauge.builder("crucible.parity.last.run.timestamp", () -> lastRunSeconds)
                .description("When the last comparison that could be done was done, Unix time")
                .baseUnit("seconds")
                .register(registry);
    }

    private Counter differences(String cause) {
        return registry.counter("crucible.parity.differences", "cause", cause);
    }

    private Counter runs(String result) {
        return registry.counter("crucible.parity.runs", "result", result.toLowerCase(Locale.ROOT));
    }

    /** A comparison could not be done. */
    public void failed(String result) {
        runs(result).increment();
    }

    /** A comparison was done. */
    public void compared(String result, int agents, Map<String, Long> differencesByCause, long endedMs) {
        runs(result).increment();
        checkedAgents.increment(agents);
        differencesByCause.forEach((cause, count) -> differences(cause).increment((double) count));
        lastRunSeconds = endedMs / 1e3;
    }
}
