package crucible.server.arena;

import crucible.factory.EliteEntry;
import crucible.fill.volatility.FitSchedule;
import crucible.model.AgentCommand;
import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Provenance;
import crucible.model.StateSink;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.CommandResult;
import crucible.runtime.event.ListingChange;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.ControlGroupView;
import crucible.server.view.EventFeed;
import crucible.server.view.FillExplanation;
import crucible.server.view.Progress;
import crucible.server.view.RunInfo;
import crucible.server.view.RunMode;
import crucible.server.view.Totals;
import crucible.server.view.TrialsView;
import crucible.server.view.ViabilityView;
import crucible.watchtower.ControlCounts;
import crucible.watchtower.evidence.Deflation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Turns what the arena has done into immutable snapshots and events for people. Runs on the arbiter's thread, so it never
 * waits for a reader; snapshots are thinned by wall time when boundaries follow each other quickly.
 */
public final class Publication implements ArenaListener {
    private static final long SNAPSHOT_EVERY_NANOS = 100_000_000L;
    private static final int DEAD_SHOWN = 200;

    private final RunInfo run;
    private final EventFeed feed;
    private final Markets markets;
    private final Histories histories;
    private final RowBuilder rowBuilder;
    private final PublicationMeters meters;
    private final DoubleSupplier ringFill;
    private final LongSupplier monotonicNanos;
    private final EnumMap<AgentState, Integer> perState = new EnumMap<>(AgentState.class);

    private volatile ArenaSnapshot current;
    private volatile List<EliteEntry> elite = List.of();
    private volatile List<ViabilityView.Measured> measured = List.of();
    private volatile TrialsView trials = new TrialsView(
            0,
            0,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            ControlGroupView.NONE,
            TrialsView.EBh.NONE);
    private FillLog fillLog;
    private Supplier<List<EliteEntry>> elites = List::of;
    private Supplier<Deflation> field = () -> new Deflation(TrialCount.Scope.LIVE_RECORDS, 1, 1);
    private Supplier<List<ControlCounts>> controls = List::of;
    private volatile List<ControlCounts> controlGroup = List.of();
    /** The agents, where they were restored from a snapshot and nothing was shown since; else null. */
    private Roster restored;

    private long lastSnapshotNanos;
    private long sequence;
    private long boundaryTimeMs = -1;
    private String stateDigest = "";
    private long stateDigestSequence = -1;
    private long bars;
    private long gapBars;
    private long repairedBars;
    private long fills;
    private long trades;
    private long feesUsdE8;
    private long births;
    private long deaths;
    private long promotions;

    /** @param framesRejected refused frames by venue name */
    public Publication(
            RunInfo run,
            EventFeed feed,
            Histories histories,
            PublicationMeters meters,
            ToLongFunction<String> framesRejected,
            DoubleSupplier ringFill,
            LongSupplier monotonicNanos) {
        this.run = run;
        this.feed = feed;
        this.histories = histories;
        this.meters = meters;
        this.markets = new Markets(framesRejected);
        this.rowBuilder = new RowBuilder(markets, histories);
        this.ringFill = ringFill;
        this.monotonicNanos = monotonicNanos;
        this.current = new ArenaSnapshot(run, progress(), List.of(), List.of(), Map.of(), Totals.NONE, List.of());
    }

    /** The newest snapshot. */
    public ArenaSnapshot current() {
        return current;
    }

    /** The elite pool as of the newest snapshot, best first. */
    List<EliteEntry> elite() {
        return elite;
    }

    /** Moves and spreads as of the newest snapshot. */
    List<ViabilityView.Measured> measured() {
        return measured;
    }

    /** The trial registry as of the newest snapshot. */
    TrialsView trials() {
        return trials;
    }

    /**
     * Where the elite pool and the field of competitors are read at boundaries, on the arbiter's thread; called before the
     * ring runs. What was restored from a snapshot is shown now.
     */
    void watch(
            Supplier<List<EliteEntry>> newElites,
            Supplier<Deflation> newField,
            Supplier<List<ControlCounts>> newControls) {
        elites = newElites;
        field = newField;
        controls = newControls;
        if (restored != null) {
            elite = elites.get();
            controlGroup = controls.get();
            trials = trials(trialled(), field.get());
            publish(rows(restored));
            restored = null;
        }
    }

    /** Where the instruments' volatility is read at boundaries, on the arbiter's thread; called before the ring runs. */
    void watchVolatility(FitSchedule fits) {
        markets.volatility(fits);
    }

    /** Where fills are looked for that somebody wants explained; called before the ring runs. */
    void watchFills(FillLog newFills) {
        fillLog = newFills;
        newFills.watch(markets.volumeUse()::isCrowded);
    }

    /** One of the newest fills. */
    Optional<FillExplanation> fill(String id) {
        return fillLog.find(id).map(fill -> FillExplanation.of(fill, fillLog.isCrowded(id)));
    }

    /** Births of those who are trials: the control group's are none. */
    private long trialled() {
        return births - controlGroup.stream().mapToLong(ControlCounts::born).sum();
    }

    /** What became of the control group as of the newest snapshot. */
    List<ControlCounts> controlGroup() {
        return controlGroup;
    }

    private static TrialsView trials(long evaluated, Deflation field) {
        final double hurdleT = field.hurdle(1);
        return new TrialsView(
                evaluated,
                Math.round(field.trials()),
                field.records() > 0 ? OptionalLong.of(field.records()) : OptionalLong.empty(),
                field.records() > 0 ? OptionalLong.of(field.groups()) : OptionalLong.empty(),
                OptionalDouble.of(field.varianceOfT()),
                Double.isNaN(hurdleT) ? OptionalDouble.empty() : OptionalDouble.of(hurdleT),
                ControlGroupView.NONE,
                TrialsView.EBh.NONE);
    }

    @Override
    public void onEvent(ArenaEvent event) {
        sequence = event.sequence();
        switch (event.kind()) {
            case BAR -> onBar(event);
            case QUOTE -> markets.onQuote(event);
            case INSTRUMENT -> markets.onInstrument(event.payload(Instrument.class), event.arenaTimeMs());
            case GAP -> {
                final Gap gap = event.payload(Gap.class);
                gapBars += gap.bars();
                if (markets.isFollowed(gap.instrumentId())) {
                    meters.onGap(markets.instrument(gap.instrumentId()), gap);
                }
            }
            case FEED -> {
                markets.onFeed(event.payload(FeedStatus.class));
                publishMarkets();
            }
            case LISTING -> {
                onListing(event.payload(ListingChange.class), event.arenaTimeMs());
            }
            case COMMAND -> onCommand(event);
            default -> {
                // told by a method of its own, or of no interest to people
            }
        }
    }

    private void onListing(ListingChange change, long timeMs) {
        markets.onListing(change, timeMs);
        final Instrument instrument = markets.instrument(change.instrumentId());
        if (change.removes() && instrument != null) {
            meters.onRemoved(instrument);
        }
        publishMarkets();
    }

    private void onBar(ArenaEvent bar) {
        markets.onBar(bar);
        bars++;
        if (bar.provenance() == Provenance.REPAIRED) {
            repairedBars++;
        }
        if (!markets.isFollowed(bar.instrumentId())) {
            return;
        }
        meters.onBar(markets.instrument(bar.instrumentId()), bar, monotonicNanos.getAsLong() - bar.publishedNanos());
    }

    private void onCommand(ArenaEvent event) {
        if (event.commandResult() != CommandResult.APPLIED) {
            return;
        }
        final AgentCommand command = event.payload(AgentCommand.class);
        final AgentState state = event.commandState();
        final List<crucible.server.view.AgentRow> rows = new ArrayList<>(current.rows());
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).id() == command.agentId()) {
                final crucible.server.view.AgentRow patched =
                        RowBuilder.withState(rows.get(i), state, command, event.arenaTimeMs());
                tellChange(rows.get(i), patched, event.arenaTimeMs());
                rows.set(i, patched);
            }
        }
        publish(rows);
    }

    private void publishMarkets() {
        publish(current.rows());
    }

    @Override
    public void onOutcome(Outcome outcome) {
        final Instrument instrument = markets.instrument(outcome.instrumentId());
        final AgentHistory history = histories.of(outcome.agentId());
        if (outcome.end() != null) {
            history.outcome(outcome, instrument, false);
            return;
        }
        final VolumeUse volumeUse = markets.volumeUse();
        volumeUse.onFill(
                outcome,
                instrument.quantityBase(outcome.quantityLots()),
                history.birth().blueprint().scope().timeframe());
        final boolean isCrowded = volumeUse.isCrowded();
        history.outcome(outcome, instrument, isCrowded);
        fills++;
        feesUsdE8 += outcome.feeUsdE8();
        if (!outcome.entry() && outcome.positionLotsAfter() == 0) {
            trades++;
        }
        meters.onFill(outcome, isCrowded);
        if (feed.hasSubscribers()) {
            feed.publish(new crucible.server.view.ArenaEvent.Fill(
                    outcome.sequence(),
                    outcome.timeMs(),
                    outcome.agentId(),
                    instrument.symbol(),
                    outcome.side(),
                    outcome.entry(),
                    Optional.ofNullable(outcome.exitReason()),
                    instrument.price(outcome.touchTicks()),
                    instrument.quantityBase(outcome.quantityLots()),
                    outcome.feeUsdE8(),
                    outcome.slippageUsdE8(),
                    isCrowded));
        }
    }

    @Override
    public void onVerdict(Verdict verdict) {
        if (verdict.kind() == Verdict.Kind.TERMINATE) {
            deaths++;
        } else {
            promotions++;
        }
        final AgentHistory history = histories.of(verdict.agentId());
        history.verdict(verdict);
        meters.onVerdict(verdict);
        if (feed.hasSubscribers()) {
            feed.publish(new crucible.server.view.ArenaEvent.Decision(
                    sequence, verdict.boundaryTimeMs(), history.view(verdict)));
        }
    }

    @Override
    public void onBirth(Birth birth, long arenaTimeMs) {
        births++;
        histories.born(birth, arenaTimeMs);
        if (feed.hasSubscribers()) {
            feed.publish(new crucible.server.view.ArenaEvent.Lifecycle(
                    sequence,
                    arenaTimeMs,
                    birth.agentId(),
                    birth.blueprint().name(),
                    Optional.empty(),
                    AgentState.WARMING,
                    birth.reason()));
        }
    }

    @Override
    public void onQuarantine(Quarantine quarantine) {
        meters.onQuarantine(quarantine);
    }

    @Override
    public void onDigest(long atSequence, long boundaryMs, String digest) {
        stateDigest = digest;
        stateDigestSequence = atSequence;
        publish(current.rows());
    }

    @Override
    public void onBoundary(ArenaEvent boundary, Roster roster) {
        boundaryTimeMs = boundary.boundaryTimeMs();
        markets.volumeUse().endBoundary();
        for (int id = 0; id < roster.agents(); id++) {
            final AgentRow row = roster.row(id);
            if (row.isPresent() && !(row.state().isDead() && histories.isSettled(id))) {
                histories.mark(id, boundary.sequence(), boundaryTimeMs, row);
            }
        }
        final long now = monotonicNanos.getAsLong();
        // Where the next boundary is minutes away, the last of a quick succession must not be skipped.
        final boolean mayBeLast = run.mode() == RunMode.LIVE || !boundary.isDueAtAll();
        if (mayBeLast || now - lastSnapshotNanos >= SNAPSHOT_EVERY_NANOS) {
            lastSnapshotNanos = now;
            sequence = boundary.sequence();
            elite = elites.get();
            controlGroup = controls.get();
            trials = trials(trialled(), field.get());
            measured = markets.measured();
            publish(rows(roster));
            publishEvents();
        }
    }

    /** People see the agents as they stand; trades, orders and equity curves begin here, unless they were stored, too. */
    @Override
    public void onRestored(Roster roster, List<Instrument> instruments) {
        instruments.forEach(markets::onRestored);
        for (int id = 0; id < roster.agents(); id++) {
            histories.born(roster.birth(id), roster.bornMs(id));
            if (roster.verdict(id) != null) {
                histories.of(id).verdict(roster.verdict(id));
            }
        }
        restored = roster;
    }

    @Override
    public void visitShown(StateSink sink) {
        final int version = sink.begin("publication", 4);
        boundaryTimeMs = sink.field("boundaryTimeMs", boundaryTimeMs);
        bars = sink.field("bars", bars);
        gapBars = sink.field("gapBars", gapBars);
        repairedBars = sink.field("repairedBars", repairedBars);
        fills = sink.field("fills", fills);
        trades = sink.field("trades", trades);
        feesUsdE8 = sink.field("feesUsdE8", feesUsdE8);
        births = sink.field("births", births);
        deaths = sink.field("deaths", deaths);
        promotions = sink.field("promotions", promotions);
        histories.visit(sink);
        markets.visit(sink);
        if (version >= 3) {
            markets.volumeUse().visit(sink);
        }
        if (version >= 4) {
            markets.visitFollowing(sink);
        }
        sink.end();
    }

    private List<crucible.server.view.AgentRow> rows(Roster roster) {
        perState.clear();
        int dead = 0;
        final List<crucible.server.view.AgentRow> rows = new ArrayList<>();
        for (int id = roster.agents() - 1; id >= 0; id--) {
            final AgentRow row = roster.row(id);
            perState.merge(row.state(), 1, Integer::sum);
            if (row.state().isDead() && ++dead > DEAD_SHOWN) {
                continue;
            }
            rows.add(rowBuilder.row(id, roster));
        }
        Collections.reverse(rows);
        final List<crucible.server.view.AgentRow> before = current.rows();
        int j = 0;
        for (crucible.server.view.AgentRow row : rows) {
            while (j < before.size() && before.get(j).id() < row.id()) {
                j++;
            }
            if (j < before.size() && before.get(j).id() == row.id()) {
                tellChange(before.get(j), row, boundaryTimeMs);
            }
        }
        return rows;
    }

    private void tellChange(crucible.server.view.AgentRow before, crucible.server.view.AgentRow after, long timeMs) {
        if (before.state() != after.state() && feed.hasSubscribers()) {
            feed.publish(new crucible.server.view.ArenaEvent.Lifecycle(
                    sequence,
                    timeMs,
                    after.id(),
                    after.identity().name(),
                    Optional.of(before.state()),
                    after.state(),
                    RowBuilder.words(after)));
        }
    }

    private void publishEvents() {
        if (!feed.hasSubscribers()) {
            return;
        }
        final ArenaSnapshot snapshot = current;
        feed.publish(new crucible.server.view.ArenaEvent.Boundary(
                sequence, boundaryTimeMs, rowBuilder.closes(), snapshot.totals()));
        final List<crucible.server.view.ArenaEvent.AgentEquity> equity = new ArrayList<>();
        for (crucible.server.view.AgentRow row : snapshot.rows()) {
            if (!row.state().isDead()) {
                equity.add(new crucible.server.view.ArenaEvent.AgentEquity(
                        row.id(), row.books().equityUsdE8()));
            }
        }
        feed.publish(new crucible.server.view.ArenaEvent.Equity(sequence, boundaryTimeMs, equity));
    }

    private void publish(List<crucible.server.view.AgentRow> rows) {
        final Totals totals =
                new Totals(bars, gapBars, repairedBars, fills, trades, feesUsdE8, births, deaths, promotions);
        current = new ArenaSnapshot(run, progress(), markets.venues(), markets.instruments(), perState, totals, rows);
        meters.onSnapshot(current, elite.size(), trialled());
        meters.onControlGroup(controlGroup);
    }

    private Progress progress() {
        return new Progress(
                sequence,
                boundaryTimeMs < 0 ? OptionalLong.empty() : OptionalLong.of(boundaryTimeMs),
                stateDigest,
                stateDigestSequence < 0 ? OptionalLong.empty() : OptionalLong.of(stateDigestSequence),
                ringFill == null ? 0 : Math.min(1, Math.max(0, ringFill.getAsDouble())));
    }
}
