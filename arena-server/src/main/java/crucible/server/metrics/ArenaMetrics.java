package crucible.server.metrics;

import crucible.exchange.BarAgreements;
import crucible.exchange.venue.VenueAdapter;
import crucible.model.DeathCause;
import crucible.model.FrameRejections;
import crucible.model.Require;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.server.record.Recorder;
import crucible.server.snapshot.Snapshots;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.Mode;
import crucible.server.view.ModeView;
import crucible.watchtower.ControlCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All metrics of the arena. What happens is counted as it happens, by any thread; what stands is taken from the newest
 * snapshot when somebody scrapes, so it costs the arena one volatile write. Counters count from the start of the process.
 */
public final class ArenaMetrics implements FrameRejections, AutoCloseable {
    /** Refusals beyond so many different reasons are counted as {@code other}: a label must not grow without bound. */
    private static final int MOST_REASONS = 100;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final SnapshotCollector snapshot;
    private final Map<Market, MarketMeters> markets = new ConcurrentHashMap<>();
    private final Map<String, Counter> rejections = new ConcurrentHashMap<>();
    private final Counter buys;
    private final Counter sells;
    private final Counter feesUsd;
    private final Counter crowdedFills;
    private final Counter liquidations;
    private final Counter writtenOffUsd;
    private final DistributionSummary slippageBps;
    private final Timer barToDecision;
    private final Timer journalAppend;

    private record Market(String venue, String instrument, Timeframe timeframe) {}

    /** @param agents how many living agents have series of their own: half of them leaders by equity, the rest the newest */
    public ArenaMetrics(int agents) {
        this.snapshot = new SnapshotCollector((int) Require.notNegative("agents", agents));
        registry.getPrometheusRegistry().register(snapshot);
        bindJvm();
        buys = registry.counter("crucible.fills", "side", "buy");
        sells = registry.counter("crucible.fills", "side", "sell");
        feesUsd = registry.counter("crucible.fees.usd");
        crowdedFills = registry.counter("crucible.fills.crowded");
        liquidations = registry.counter("crucible.liquidations");
        writtenOffUsd = registry.counter("crucible.written.off.usd");
        slippageBps = DistributionSummary.builder("crucible.slippage.bps")
                .serviceLevelObjectives(0.5, 1, 2, 5, 10, 20, 50, 100)
                .register(registry);
        barToDecision = Timer.builder("crucible.bar.to.decision")
                .description("From a bar's publication on the ring to the last agent's decision")
                .serviceLevelObjectives(
                        Duration.ofNanos(50_000),
                        Duration.ofNanos(100_000),
                        Duration.ofNanos(250_000),
                        Duration.ofNanos(500_000),
                        Duration.ofMillis(1),
                        Duration.ofNanos(2_500_000),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1))
                .register(registry);
        journalAppend = Timer.builder("crucible.journal.append")
                .serviceLevelObjectives(
                        Duration.ofNanos(1_000),
                        Duration.ofNanos(2_000),
                        Duration.ofNanos(5_000),
                        Duration.ofNanos(20_000),
                        Duration.ofNanos(100_000),
                        Duration.ofMillis(1),
                        Duration.ofMillis(10),
                        Duration.ofMillis(100))
                .register(registry);
    }

    private void bindJvm() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** From now on shows the troubles that the server is in, and the room on its disk. */
    public void watch(Supplier<List<ModeView>> modes, LongSupplier freeDiskBytes) {
        for (Mode mode : Mode.values()) {
            Gauge.builder("crucible.mode", () -> isIn(mode, modes.get()) ? 1 : 0)
                    .description("1 while the server is in this trouble")
                    .tag("mode", mode.label())
                    .register(registry);
        }
        Gauge.builder("crucible.disk.free", freeDiskBytes::getAsLong)
                .description("Free bytes of the disk that holds the data directory")
                .baseUnit("bytes")
                .register(registry);
    }

    /** From now on shows how many fundings have passed without their settled rate. */
    public void watchFundings(LongSupplier missingRates) {
        Gauge.builder("crucible.funding.rates.missing", missingRates::getAsLong)
                .description(
                        "Fundings of perpetuals that have passed and whose settled rate is not known: nothing is booked")
                .register(registry);
    }

    /** Series of a venue's feed; once. The caller keeps the feed. */
    public void watchFeed(String venue, VenueAdapter feed) {
        new FeedMeters(registry, venue, feed).register();
        watchAgreements(venue, feed.agreements());
    }

    /** Series of how a venue's bars agree with its trades; once. The caller keeps them. */
    public void watchAgreements(String venue, BarAgreements agreements) {
        agreements.watch(new AgreementMeters(registry, venue)::register);
    }

    /** Says whether trading costs nothing here, so that no other series is evidence; once. */
    public void zeroCost(boolean isZeroCost) {
        registry.gauge("crucible.zero.cost", isZeroCost ? 1 : 0);
    }

    /** Series for the nightly comparisons with a backtest; once. */
    public ParityMeters parity(List<String> causes, List<String> results) {
        return new ParityMeters(registry, causes, results);
    }

    private static boolean isIn(Mode mode, List<ModeView> modes) {
        return modes.stream().anyMatch(one -> one.mode() == mode);
    }

    /** The arena has moved on: agents, feeds, ring, elite pool and trials are shown as of here. */
    public void update(ArenaSnapshot current, int elitePoolSize, long trials) {
        snapshot.update(current, elitePoolSize, trials);
    }

    /** What has become of the control group. */
    public void updateControlGroup(List<ControlCounts> counts) {
        snapshot.updateControlGroup(counts);
    }

    /**
     * Shows what is written beside the journal; once.
     *
     * @param newest the snapshot written last, null before the first
     */
    public void watchKept(
            Supplier<Snapshots.Count> snapshots, Supplier<Snapshots.Newest> newest, Supplier<Recorder.Count> record) {
        new KeptMeters(snapshots, newest, record).bindTo(registry, InstantSource.system());
    }

    /**
     * A closed bar has entered the ring.
     *
     * @param delayMs from its close to its entry, by the clock of the run; negative counts as 0
     */
    public void barSeen(String venue, String instrument, Timeframe timeframe, long delayMs) {
        market(venue, instrument, timeframe).bar(delayMs);
    }

    /** Bars that cannot be learned. */
    public void barsMissing(String venue, String instrument, Timeframe timeframe, long bars) {
        market(venue, instrument, timeframe).gaps.increment((double) bars);
    }

    /** Bars that were fetched after an interruption. */
    public void barsRepaired(String venue, String instrument, Timeframe timeframe, long bars) {
        market(venue, instrument, timeframe).repaired.increment((double) bars);
    }

    /** An instrument is traded no more: its series end. */
    public void instrumentRemoved(String venue, String instrument) {
        for (int i = 0; i < Timeframe.count(); i++) {
            final MarketMeters ended = markets.remove(new Market(venue, instrument, Timeframe.at(i)));
            if (ended != null) {
                List.of(ended.bars, ended.gaps, ended.repaired, ended.delay).forEach(registry::remove);
            }
        }
    }

    private MarketMeters market(String venue, String instrument, Timeframe timeframe) {
        return markets.computeIfAbsent(new Market(venue, instrument, timeframe), this::meters);
    }

    private MarketMeters meters(Market market) {
        final Tags tags = Tags.of(
                "venue",
                market.venue(),
                "instrument",
                market.instrument(),
                "timeframe",
                market.timeframe().label());
        return new MarketMeters(
                registry.counter("crucible.bars", tags),
                registry.counter("crucible.bar.gaps", tags),
                registry.counter("crucible.bar.gaps.repaired", tags),
                registry.timer("crucible.bar.delay", tags));
    }

    private record MarketMeters(Counter bars, Counter gaps, Counter repaired, Timer delay) {
        private void bar(long delayMs) {
            bars.increment();
            delay.record(Math.max(0, delayMs), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void onRejected(String venue, String reason, String detail) {
        frameRejected(venue, reason);
    }

    /** A frame or row that was refused. */
    public void frameRejected(String venue, String reason) {
        final String key = venue + "|" + reason;
        final boolean known = rejections.containsKey(key) || rejections.size() < MOST_REASONS;
        rejections
                .computeIfAbsent(
                        known ? key : venue + "|other",
                        added -> registry.counter(
                                "crucible.frames.rejected", "venue", venue, "reason", known ? reason : "other"))
                .increment();
    }

    /** An order has filled: what it cost. */
    public void filled(Side side, double feeUsd, double slippageBpsOfValue) {
        (side == Side.BUY ? buys : sells).increment();
        feesUsd.increment(feeUsd);
        slippageBps.record(slippageBpsOfValue);
    }

    /** An order has filled when all agents together had more than its bar's volume. */
    public void crowded() {
        crowdedFills.increment();
    }

    /** A venue has closed a position whose margin was used up. */
    public void liquidated() {
        liquidations.increment();
    }

    /** What a liquidation left below nothing, which the venue bears. */
    public void writtenOff(double usd) {
        writtenOffUsd.increment(usd);
    }

    /** A verdict has taken effect; {@code cause} is null for a promotion. */
    public void verdict(Verdict.Kind kind, DeathCause cause) {
        registry.counter(
                        "crucible.verdicts",
                        "kind",
                        kind.name().toLowerCase(Locale.ROOT),
                        "cause",
                        cause == null ? "none" : cause.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Time from a bar's publication on the ring to the last agent's decision. Allocates nothing. */
    public void barToDecision(long nanos) {
        barToDecision.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Time that one append to the journal took. Allocates nothing. */
    public void journalAppend(long nanos) {
        journalAppend.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Everything in Prometheus' text format, version 0.0.4. */
    public byte[] scrape() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        try {
            registry.scrape(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to take bytes", e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
