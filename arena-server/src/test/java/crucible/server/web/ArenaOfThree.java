package crucible.server.web;

import crucible.fill.CostSettings;
import crucible.model.AgentCommand;
import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.DeathCause;
import crucible.model.FeedStatus;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.model.Verdict;
import crucible.runtime.dsl.FoundingBlueprints;
import crucible.runtime.viability.Viability;
import crucible.server.view.AgentBooks;
import crucible.server.view.AgentDetail;
import crucible.server.view.AgentEvidence;
import crucible.server.view.AgentIdentity;
import crucible.server.view.AgentRow;
import crucible.server.view.ArenaControl;
import crucible.server.view.ArenaEvent;
import crucible.server.view.ArenaReadModel;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.BarAgreementView;
import crucible.server.view.CommandResult;
import crucible.server.view.ControlGroupView;
import crucible.server.view.CostView;
import crucible.server.view.DeathView;
import crucible.server.view.EliteView;
import crucible.server.view.EquityCurve;
import crucible.server.view.EventFeed;
import crucible.server.view.FillExplanation;
import crucible.server.view.LineageView;
import crucible.server.view.ModeView;
import crucible.server.view.OrderView;
import crucible.server.view.Page;
import crucible.server.view.ParityView;
import crucible.server.view.Progress;
import crucible.server.view.Readiness;
import crucible.server.view.RunInfo;
import crucible.server.view.RunMode;
import crucible.server.view.SpawnRequest;
import crucible.server.view.Totals;
import crucible.server.view.TradeStats;
import crucible.server.view.TradeView;
import crucible.server.view.TrialsView;
import crucible.server.view.VenueView;
import crucible.server.view.VerdictView;
import crucible.server.view.ViabilityView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A tournament of three agents that stands still but for operators' orders. The third one's name is an attack. */
final class ArenaOfThree implements ArenaReadModel, ArenaControl {
    static final String NOTE = "A planted edge; can the Watchtower find it?";
    static final String HOSTILE_NAME = "<img src=x onerror=alert(1)>";
    private static final long START_MS = 1_704_067_200_000L;
    private static final long BAR_MS = 300_000;
    private static final int BARS = 400;

    private final EventFeed events = new EventFeed();
    private final List<Blueprint> blueprints = new ArrayList<>();
    private final List<AgentRow> rows = new ArrayList<>();
    private final List<AgentCommand> commands = new ArrayList<>();
    private long sequence = 1000;
    volatile List<ModeView> modes = List.of();

    ArenaOfThree() {
        final List<Blueprint> founders = FoundingBlueprints.all(CostSettings.DEFAULT.digest());
        for (int id = 0; id < 3; id++) {
            blueprints.add(id == 2 ? founders.get(id).withName(HOSTILE_NAME) : founders.get(id));
            rows.add(row(id, blueprints.get(id)));
        }
    }

    private static AgentRow row(int id, Blueprint blueprint) {
        final long profit = (id - 1) * 12_3456_7891L;
        final long fees = 1_2345_6789L;
        final long equity = UsdE8.parse("200") + profit - fees;
        return new AgentRow(
                AgentIdentity.of(
                        new Birth(id, id, blueprint, 42 + id, 0, List.of(), Birth.Origin.FOUNDER, "arena", "genesis"),
                        START_MS),
                new AgentRow.Standing(
                        AgentState.ACTIVE,
                        id,
                        UsdE8.toUsd(equity) / 200 - 1,
                        0.07,
                        0,
                        Optional.empty(),
                        Optional.empty()),
                new AgentBooks(UsdE8.parse("200"), equity, profit, 0, fees, 0, equity),
                TradeStats.of(50, 20, 1_0000_0000L, -22_0000_0000L, 10_000_0000_0000L),
                new AgentEvidence(
                        400,
                        OptionalDouble.of(0.0213),
                        OptionalDouble.of(0.812),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        id == 0 ? 2 : 0,
                        OptionalLong.of(1900),
                        new AgentEvidence.Held(
                                OptionalDouble.of(0.4), OptionalDouble.of(-0.0123), OptionalDouble.of(0.0456))),
                Optional.empty());
    }

    /** The orders that have arrived, oldest first. */
    synchronized List<AgentCommand> commands() {
        return List.copyOf(commands);
    }

    @Override
    public synchronized CompletableFuture<CommandResult> command(AgentCommand command) {
        commands.add(command);
        if (command.agentId() >= rows.size()) {
            return CompletableFuture.completedFuture(new CommandResult.NotFound());
        }
        final AgentRow before = rows.get(command.agentId());
        if (before.state().isDead()) {
            return CompletableFuture.completedFuture(new CommandResult.Conflict("the agent is dead"));
        }
        final AgentState state = switch (command.kind()) {
            case KILL -> AgentState.TERMINATED;
            case PROMOTE -> AgentState.PROMOTED;
            case PAUSE -> AgentState.PAUSED;
            case RESUME -> AgentState.ACTIVE;
            case ACKNOWLEDGE -> before.state();
        };
        final Optional<DeathView> death = state.isDead()
                ? Optional.of(
                        DeathView.of(DeathCause.OPERATOR, before.trades(), command.reason(), START_MS + BARS * BAR_MS))
                : Optional.empty();
        final AgentRow seen = command.kind() == AgentCommand.Kind.ACKNOWLEDGE ? seen(before) : before;
        rows.set(command.agentId(), with(seen, state, death));
        sequence++;
        events.publish(new ArenaEvent.Lifecycle(
                sequence,
                START_MS + BARS * BAR_MS,
                command.agentId(),
                before.identity().name(),
                Optional.of(before.state()),
                state,
                death.map(DeathView::words).orElse(command.reason())));
        return CompletableFuture.completedFuture(new CommandResult.Applied(command.agentId(), state, sequence));
    }

    private static AgentRow seen(AgentRow row) {
        return new AgentRow(
                row.identity(),
                row.standing(),
                row.books(),
                row.trades(),
                row.evidence().acknowledged(),
                row.position());
    }

    private static AgentRow with(AgentRow row, AgentState state, Optional<DeathView> death) {
        final AgentRow.Standing old = row.standing();
        return new AgentRow(
                row.identity(),
                new AgentRow.Standing(
                        state,
                        old.slot(),
                        old.returnFrac(),
                        old.drawdownFrac(),
                        0,
                        state == AgentState.PROMOTED ? Optional.of(Verdict.Authority.OPERATOR) : Optional.empty(),
                        death),
                row.books(),
                row.trades(),
                row.evidence(),
                row.position());
    }

    @Override
    public CompletableFuture<CommandResult> spawn(SpawnRequest request) {
        return CompletableFuture.completedFuture(new CommandResult.Conflict("no more agents here"));
    }

    @Override
    public synchronized ArenaSnapshot current() {
        final Map<AgentState, Integer> perState = new EnumMap<>(AgentState.class);
        rows.forEach(row -> perState.merge(row.state(), 1, Integer::sum));
        final long boundaryMs = START_MS + BARS * BAR_MS;
        return new ArenaSnapshot(
                new RunInfo(
                        RunMode.DEMO,
                        "0.1.0",
                        START_MS,
                        42,
                        3,
                        UsdE8.parse("200"),
                        List.of(Timeframe.M5),
                        CostSettings.DEFAULT.digest(),
                        NOTE),
                new Progress(sequence, OptionalLong.of(boundaryMs), "", OptionalLong.empty(), 0),
                List.of(new VenueView("binance-spot", FeedStatus.State.LIVE, "", OptionalLong.of(boundaryMs), 0, 0)),
                List.of(),
                perState,
                new Totals(BARS, 0, 0, 300, 150, 3_7037_0367L, 3, perState.getOrDefault(AgentState.TERMINATED, 0), 0),
                rows);
    }

    private synchronized Optional<AgentRow> row(int agentId) {
        return agentId < rows.size() ? Optional.of(rows.get(agentId)) : Optional.empty();
    }

    @Override
    public Optional<AgentDetail> agent(int agentId) {
        final List<AgentDetail.Regime> regimes = List.of(
                new AgentDetail.Regime("session.asia", 120, 0.00012, OptionalDouble.of(0.031)),
                new AgentDetail.Regime("volatility.wild", 40, -0.0004, OptionalDouble.of(-0.052)),
                new AgentDetail.Regime("trend.up", 1, 0.001, OptionalDouble.empty()));
        return row(agentId)
                .map(row -> new AgentDetail(row, List.of(), 100, 5_0000_0000L, regimes, 42, "arena", "genesis"));
    }

    @Override
    public Optional<EquityCurve> equity(int agentId, long fromMs, long toMs, int points) {
        return row(agentId).map(row -> {
            final List<EquityCurve.Point> curve = new ArrayList<>();
            final long gain = row.books().equityUsdE8() - row.books().capitalUsdE8();
            for (int i = 0; i <= BARS; i += 10) {
                curve.add(
                        new EquityCurve.Point(START_MS + i * BAR_MS, row.books().capitalUsdE8() + gain * i / BARS));
            }
            return new EquityCurve(agentId, curve);
        });
    }

    @Override
    public Optional<Page<TradeView>> trades(int agentId, Page.Request request) {
        return row(agentId).map(row -> Page.newestFirst(List.of(), request));
    }

    @Override
    public Optional<Page<OrderView>> orders(int agentId, Page.Request request) {
        return row(agentId).map(row -> Page.newestFirst(List.of(order(1, false), order(2, true)), request));
    }

    private static OrderView order(long number, boolean isCrowded) {
        return new OrderView(
                number,
                "BTCUSDT",
                Optional.of(Side.BUY),
                true,
                OptionalLong.of(START_MS),
                OrderView.Outcome.FILLED,
                Optional.of(new OrderView.Fill(
                        START_MS,
                        60_000,
                        0.001,
                        59_999,
                        60_000,
                        START_MS,
                        60,
                        1,
                        2,
                        Optional.empty(),
                        Optional.of(isCrowded))),
                Optional.empty());
    }

    @Override
    public Optional<Page<VerdictView>> verdicts(int agentId, Page.Request request) {
        final Verdict verdict = new Verdict(
                agentId,
                Verdict.Kind.PROMOTE,
                null,
                Verdict.Authority.RULE,
                START_MS,
                "promotion.psr-dsr",
                0.95,
                0,
                List.of(new Verdict.Input("psr", 0.99)),
                "PSR 0.99");
        final VerdictView card = VerdictView.of(verdict, Optional.of(CostSettings.DEFAULT.digest()));
        return row(agentId).map(row -> Page.newestFirst(agentId == 2 ? List.of(card) : List.of(), request));
    }

    @Override
    public Optional<Blueprint> blueprint(int agentId) {
        return row(agentId).map(row -> blueprints.get(agentId));
    }

    @Override
    public Optional<LineageView> lineage(int agentId) {
        return row(agentId).map(row -> new LineageView(agentId, List.of(), List.of()));
    }

    @Override
    public List<EliteView> elite() {
        return List.of();
    }

    @Override
    public TrialsView trials() {
        return new TrialsView(
                3,
                3,
                OptionalLong.of(31),
                OptionalLong.of(3),
                OptionalDouble.of(0.0004),
                OptionalDouble.of(0.0171),
                ControlGroupView.NONE,
                TrialsView.EBh.NONE);
    }

    @Override
    public CostView costs() {
        return CostView.of(CostSettings.DEFAULT);
    }

    @Override
    public Optional<FillExplanation> fill(String id) {
        return Optional.empty();
    }

    @Override
    public ViabilityView viability() {
        return ViabilityView.of(
                List.of(
                        new ViabilityView.Measured(
                                "binance-spot", "BTCUSDT", Timeframe.M5, new Viability(288, 0.003, 0.0001, 0, 0)),
                        new ViabilityView.Measured(
                                "binance-spot", "BTCUSDT", Timeframe.M15, new Viability(3, Double.NaN, 0.0001, 0, 0))),
                CostSettings.DEFAULT,
                ViabilityView.LEAST_RATIO,
                false);
    }

    @Override
    public List<ModeView> modes() {
        return modes;
    }

    @Override
    public List<BarAgreementView> barAgreement() {
        return List.of();
    }

    @Override
    public Optional<ParityView> parity() {
        return Optional.empty();
    }

    @Override
    public Readiness readiness() {
        return new Readiness(true, List.of());
    }

    @Override
    public EventFeed events() {
        return events;
    }
}
