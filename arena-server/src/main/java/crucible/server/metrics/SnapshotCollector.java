package crucible.server.metrics;

import crucible.model.AgentState;
import crucible.model.FeedStatus;
import crucible.server.view.AgentRow;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.InstrumentView;
import crucible.server.view.VenueView;
import crucible.watchtower.ControlCounts;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Shows the newest snapshot as metrics, made only when somebody scrapes. */
final class SnapshotCollector implements MultiCollector {
    private final int agents;
    private volatile Standing standing;
    private volatile List<ControlCounts> controlGroup = List.of();

    private record Standing(ArenaSnapshot snapshot, int elitePoolSize, long trials) {}

    SnapshotCollector(int agents) {
        this.agents = agents;
    }

    void update(ArenaSnapshot snapshot, int elitePoolSize, long trials) {
        standing = new Standing(snapshot, elitePoolSize, trials);
    }

    void updateControlGroup(List<ControlCounts> counts) {
        controlGroup = counts;
    }

    @Override
    public MetricSnapshots collect() {
        final Standing now = standing;
        if (now == null) {
            return MetricSnapshots.of();
        }
        final MetricSnapshots.Builder all = MetricSnapshots.builder();
        addAgents(all, shown(now.snapshot().rows()));
        addFeeds(all, now.snapshot().venues());
        final List<InstrumentView> followed = now.snapshot().instruments().stream()
                .filter(InstrumentView::isFollowed)
                .toList();
        VolatilityMeters.add(all, followed);
        VolumeMeters.add(all, followed);
        ControlMeters.add(all, controlGroup);
        final GaugeSnapshot.Builder perState = GaugeSnapshot.builder().name("crucible_agents");
        for (AgentState state : AgentState.values()) {
            perState.dataPoint(point(
                    Labels.of("state", state.name().toLowerCase(Locale.ROOT)),
                    now.snapshot().agents().getOrDefault(state, 0)));
        }
        return all.metricSnapshot(perState.build())
                .metricSnapshot(gauge(
                        "crucible_ring_fill_ratio", now.snapshot().progress().ringFillRatio()))
                .metricSnapshot(gauge("crucible_elite_pool_size", now.elitePoolSize()))
                .metricSnapshot(CounterSnapshot.builder()
                        .name("crucible_trials")
                        .dataPoint(count(Labels.EMPTY, (double) now.trials()))
                        .build())
                .build();
    }

    /** The living: half the places for leaders by equity, the rest for the newest. */
    List<AgentRow> shown(List<AgentRow> rows) {
        final List<AgentRow> living = new ArrayList<>();
        for (AgentRow row : rows) {
            if (!row.state().isDead()) {
                living.add(row);
            }
        }
        if (living.size() <= agents) {
            return living;
        }
        final Map<Integer, AgentRow> chosen = new LinkedHashMap<>();
        living.sort(Comparator.comparingLong((AgentRow row) -> row.books().equityUsdE8())
                .reversed()
                .thenComparingInt(AgentRow::id));
        living.subList(0, (agents + 1) / 2).forEach(row -> chosen.put(row.id(), row));
        living.sort(Comparator.comparingInt(AgentRow::id).reversed());
        for (AgentRow row : living) {
            if (chosen.size() == agents) {
                break;
            }
            chosen.putIfAbsent(row.id(), row);
        }
        return List.copyOf(chosen.values());
    }

    private static void addAgents(MetricSnapshots.Builder all, List<AgentRow> rows) {
        final GaugeSnapshot.Builder equity = GaugeSnapshot.builder().name("crucible_agent_equity_usd");
        final GaugeSnapshot.Builder drawdown = GaugeSnapshot.builder().name("crucible_agent_drawdown_ratio");
        final GaugeSnapshot.Builder psr = GaugeSnapshot.builder().name("crucible_agent_psr");
        final GaugeSnapshot.Builder dsr = GaugeSnapshot.builder().name("crucible_agent_dsr");
        final CounterSnapshot.Builder trades = CounterSnapshot.builder().name("crucible_agent_trades");
        final InfoSnapshot.Builder info = InfoSnapshot.builder().name("crucible_agent");
        for (AgentRow row : rows) {
            final String id = Integer.toString(row.id());
            final Labels labels = Labels.of("agent", id);
            equity.dataPoint(point(labels, row.books().equityUsdE8() / 1e8));
            drawdown.dataPoint(point(labels, row.standing().drawdownFrac()));
            addPresent(psr, labels, row.evidence().psr());
            addPresent(dsr, labels, row.evidence().dsr());
            trades.dataPoint(count(labels, (double) row.trades().trades()));
            info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(Labels.of(
                            "agent",
                            id,
                            "state",
                            row.state().name().toLowerCase(Locale.ROOT),
                            "generation",
                            Integer.toString(row.identity().generation()),
                            "family",
                            row.identity().family()))
                    .build());
        }
        all.metricSnapshot(equity.build())
                .metricSnapshot(drawdown.build())
                .metricSnapshot(psr.build())
                .metricSnapshot(dsr.build())
                .metricSnapshot(trades.build())
                .metricSnapshot(info.build());
    }

    private static void addFeeds(MetricSnapshots.Builder all, List<VenueView> venues) {
        final GaugeSnapshot.Builder up = GaugeSnapshot.builder().name("crucible_feed_up");
        final CounterSnapshot.Builder reconnects = CounterSnapshot.builder().name("crucible_feed_reconnects");
        for (VenueView venue : venues) {
            final Labels labels = Labels.of("venue", venue.name());
            up.dataPoint(point(labels, venue.state() == FeedStatus.State.LIVE ? 1 : 0));
            reconnects.dataPoint(count(labels, (double) venue.reconnects()));
        }
        all.metricSnapshot(up.build()).metricSnapshot(reconnects.build());
    }

    private static void addPresent(GaugeSnapshot.Builder gauge, Labels labels, OptionalDouble value) {
        if (value.isPresent()) {
            gauge.dataPoint(point(labels, value.getAsDouble()));
        }
    }

    private static GaugeSnapshot gauge(String name, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .dataPoint(point(Labels.EMPTY, value))
                .build();
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build();
    }

    private static CounterSnapshot.CounterDataPointSnapshot count(Labels labels, double value) {
        return CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build();
    }
}
