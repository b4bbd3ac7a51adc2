package crucible.server.rest;

import crucible.fill.CostSettings;
import crucible.fill.FillFacts;
import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.DeathCause;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.FeedStatus;
import crucible.model.InstrumentKind;
import crucible.model.OrderEnd;
import crucible.model.PriceBand;
import crucible.model.Provenance;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.model.Verdict;
import crucible.model.VolatilityRung;
import crucible.runtime.dsl.FoundingBlueprints;
import crucible.runtime.viability.Viability;
import crucible.server.view.AgentBooks;
import crucible.server.view.AgentDetail;
import crucible.server.view.AgentEvidence;
import crucible.server.view.AgentIdentity;
import crucible.server.view.AgentRow;
import crucible.server.view.ArenaReadModel;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.BacktestTrialsView;
import crucible.server.view.BarAgreementView;
import crucible.server.view.ControlGroupView;
import crucible.server.view.CostView;
import crucible.server.view.DeathView;
import crucible.server.view.EliteView;
import crucible.server.view.EquityCurve;
import crucible.server.view.EventFeed;
import crucible.server.view.FillExplanation;
import crucible.server.view.InstrumentView;
import crucible.server.view.LineageView;
import crucible.server.view.Mode;
import crucible.server.view.ModeView;
import crucible.server.view.OrderView;
import crucible.server.view.Page;
import crucible.server.view.ParityView;
import crucible.server.view.PositionView;
import crucible.server.view.Progress;
import crucible.server.view.Readiness;
import crucible.server.view.RunInfo;
import crucible.server.view.RunMode;
import crucible.server.view.Totals;
import crucible.server.view.TradeStats;
import crucible.server.view.TradeView;
import crucible.server.view.TrialsView;
import crucible.server.view.VenueView;
import crucible.server.view.VerdictView;
import crucible.server.view.ViabilityView;
import crucible.server.view.VolatilityView;
import crucible.watchtower.ControlCounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** An arena that stands still: {@code agents} agents, every third one dead, every fifth one without statistics. */
public final class FakeArena implements ArenaReadModel {
    public static final long START_MS = 1_700_000_000_000L;

    private final List<AgentRow> rows;
    private final EventFeed events = new EventFeed();
    volatile Readiness readiness = new Readiness(true, List.of());
    private final List<ModeView> modes = List.of(new ModeView(Mode.DISK, "the disk is nearly full", START_MS));

    public FakeArena(int agents) {
        rows = IntStream.range(0, agents).mapToObj(FakeArena::row).toList();
    }

    private static AgentRow row(int id) {
        final boolean dead = id % 3 == 2;
        final boolean proven = id % 5 != 4;
        final TradeStats trades = proven
                ? TradeStats.of(40, 18, UsdE8.ONE_USD, -22 * UsdE8.ONE_USD / 10, 1000 * UsdE8.ONE_USD)
                : TradeStats.NONE;
        final AgentEvidence evidence = proven
                ? new AgentEvidence(
                        900,
                        OptionalDouble.of(0.01 * (id % 7)),
                        OptionalDouble.of(0.5 + 0.05 * (id % 7)),
                        OptionalDouble.of(0.1 * (id % 7)),
                        OptionalDouble.of(id == 0 ? 1e6 : 1.5),
                        OptionalDouble.of(2.5),
                        0,
                        OptionalLong.of(1900),
                        new AgentEvidence.Held(
                                OptionalDouble.of(0.4), OptionalDouble.of(-0.01), OptionalDouble.of(0.02)))
                : AgentEvidence.NONE;
        final AgentBooks books = new AgentBooks(
                200 * UsdE8.ONE_USD,
                150 * UsdE8.ONE_USD,
                -id * UsdE8.ONE_USD,
                UsdE8.ONE_USD / 2,
                UsdE8.ONE_USD / 4,
                0,
                200 * UsdE8.ONE_USD - id * UsdE8.ONE_USD + UsdE8.ONE_USD / 4);
        return new AgentRow(
                new AgentIdentity(
                        id, "agent-" + id, "trend", Timeframe.M5, id / 10, List.of(), Birth.Origin.FOUNDER, START_MS),
                new AgentRow.Standing(
                        dead ? AgentState.TERMINATED : AgentState.ACTIVE,
                        dead ? -1 : id,
                        books.returnFrac(),
                        0.1,
                        dead ? 0 : 1,
                        Optional.empty(),
                        dead
                                ? Optional.of(DeathView.of(DeathCause.DECAY, trades, "", START_MS + 300_000))
                                : Optional.empty()),
                books,
                trades,
                evidence,
                dead ? Optional.empty() : Optional.of(position()));
    }

    private static PositionView position() {
        return new PositionView("BTCUSDT", Direction.LONG, 0.0012, 60_000.5);
    }

    private boolean has(int agentId) {
        return agentId < rows.size();
    }

    @Override
    public ArenaSnapshot current() {
        final Map<AgentState, Integer> states = new EnumMap<>(AgentState.class);
        rows.forEach(row -> states.merge(row.state(), 1, Integer::sum));
        return new ArenaSnapshot(
                new RunInfo(
                        RunMode.DEMO,
                        "test",
                        START_MS,
                        42,
                        10,
                        200 * UsdE8.ONE_USD,
                        List.of(Timeframe.M5),
                        CostSettings.DEFAULT.digest(),
                        ""),
                new Progress(77, OptionalLong.of(START_MS), "ab".repeat(32), OptionalLong.of(70), 0.25),
                List.of(new VenueView("binance-spot", FeedStatus.State.LIVE, "", OptionalLong.of(START_MS), 2, 5)),
                List.of(instrument()),
                states,
                new Totals(1000, 1, 2, 90, 40, UsdE8.parse("12.345"), 12, 2, 1),
                rows);
    }

    private static InstrumentView instrument() {
        return new InstrumentView(
                new InstrumentView.Rules(
                        0,
                        "binance-spot",
                        "BTCUSDT",
                        "BTC",
                        "USDT",
                        InstrumentKind.SPOT,
                        new BigDecimal("0.01"),
                        new BigDecimal("0.00001"),
                        new BigDecimal("0.00001"),
                        5 * UsdE8.ONE_USD,
                        1,
                        START_MS - 900_000,
                        InstrumentView.Band.of(new PriceBand(5_000_000, 0, 0, 200_000))),
                List.of(new InstrumentView.LastBar(
                        Timeframe.M5,
                        START_MS - 300_000,
                        START_MS,
                        60_000,
                        60_010,
                        59_990,
                        60_005,
                        3.5,
                        Provenance.LIVE)),
                Optional.of(new InstrumentView.LastQuote(START_MS, 60_000, 60_000.01, 0.0017)),
                Optional.of(new VolatilityView(
                        Timeframe.M5,
                        0.0012,
                        0.001,
                        VolatilityRung.EGARCH,
                        2_345,
                        7,
                        1,
                        Map.of("EGARCH", 1_800L, "EWMA", 525L, "FLOOR", 20L),
                        Map.of("NOT_STATIONARY", 1L))),
                List.of(new InstrumentView.VolumeShare(Timeframe.M5, START_MS - 300_000, 4.2, OptionalDouble.of(1.2))));
    }

    @Override
    public Optional<AgentDetail> agent(int agentId) {
        return has(agentId)
                ? Optional.of(new AgentDetail(
                        rows.get(agentId),
                        List.of(position()),
                        80,
                        UsdE8.ONE_USD,
                        List.of(new AgentDetail.Regime("session.asia", 12, 0.0001, OptionalDouble.of(0.02))),
                        -5,
                        "arena",
                        ""))
                : Optional.empty();
    }

    @Override
    public Optional<EquityCurve> equity(int agentId, long fromMs, long toMs, int points) {
        final List<EquityCurve.Point> curve = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            final long timeMs = START_MS + i * 300_000L;
            if (fromMs <= timeMs && timeMs <= toMs) {
                curve.add(new EquityCurve.Point(timeMs, (200 + i) * UsdE8.ONE_USD));
            }
        }
        return has(agentId) ? Optional.of(new EquityCurve(agentId, curve)) : Optional.empty();
    }

    @Override
    public Optional<Page<TradeView>> trades(int agentId, Page.Request request) {
        final List<TradeView> all = IntStream.rangeClosed(1, 25)
                .mapToObj(number -> new TradeView(
                        number,
                        "BTCUSDT",
                        Direction.LONG,
                        0.001,
                        new TradeView.Leg(START_MS, 60_000, 10, 20, Optional.of(true)),
                        new TradeView.Leg(START_MS + 1, 60_100, 10, 20, Optional.of(false)),
                        ExitReason.TARGET,
                        500,
                        440,
                        OptionalDouble.of(7)))
                .toList();
        return has(agentId) ? Optional.of(Page.newestFirst(all, request)) : Optional.empty();
    }

    @Override
    public Optional<Page<OrderView>> orders(int agentId, Page.Request request) {
        final List<OrderView> all = List.of(
                new OrderView(
                        1,
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
                                Optional.of(true))),
                        Optional.empty()),
                new OrderView(
                        2,
                        "BTCUSDT",
                        Optional.empty(),
                        true,
                        OptionalLong.empty(),
                        OrderView.Outcome.ENDED,
                        Optional.empty(),
                        Optional.of(new OrderView.End(START_MS, OrderEnd.MIN_NOTIONAL, "5", "4.2"))));
        return has(agentId) ? Optional.of(Page.newestFirst(all, request)) : Optional.empty();
    }

    @Override
    public Optional<Page<VerdictView>> verdicts(int agentId, Page.Request request) {
        final Verdict verdict = new Verdict(
                agentId,
                Verdict.Kind.TERMINATE,
                DeathCause.DECAY,
                Verdict.Authority.RULE,
                START_MS,
                "decay.psr",
                0.1,
                1,
                List.of(new Verdict.Input("psr", 0.05), new Verdict.Input("closedTrades", 30)),
                "PSR 0.05 is below 0.10 after 30 trades");
        return has(agentId)
                ? Optional.of(Page.newestFirst(
                        List.of(VerdictView.of(verdict, Optional.of(CostSettings.DEFAULT.digest()))), request))
                : Optional.empty();
    }

    @Override
    public Optional<Blueprint> blueprint(int agentId) {
        return has(agentId) ? Optional.of(founder()) : Optional.empty();
    }

    static Blueprint founder() {
        return FoundingBlueprints.all(CostSettings.DEFAULT.digest()).get(0);
    }

    @Override
    public Optional<LineageView> lineage(int agentId) {
        final LineageView.Relative parent =
                new LineageView.Relative(0, "agent-0", "trend", 0, AgentState.ACTIVE, List.of(), Birth.Origin.FOUNDER);
        return has(agentId) ? Optional.of(new LineageView(agentId, List.of(parent), List.of())) : Optional.empty();
    }

    @Override
    public List<EliteView> elite() {
        return List.of(new EliteView(
                1, 0, "agent-0", "trend", 0, "PROMOTED", OptionalDouble.of(0.99), CostSettings.DEFAULT.digest()));
    }

    @Override
    public TrialsView trials() {
        return new TrialsView(
                        12,
                        10,
                        OptionalLong.of(12),
                        OptionalLong.of(7),
                        OptionalDouble.of(0.001),
                        OptionalDouble.empty(),
                        ControlGroupView.NONE,
                        TrialsView.EBh.NONE)
                .withControlGroup(List.of(
                        new ControlCounts(Birth.Origin.PLACEBO, 40, 30, 10, OptionalLong.empty(), 1, 6),
                        new ControlCounts(Birth.Origin.DELAYED, 0, 0, 0, OptionalLong.of(0), 0, 0)))
                .withBacktests(new BacktestTrialsView(
                        2,
                        1,
                        OptionalDouble.of(1),
                        OptionalDouble.of(0),
                        Optional.of("line 2 at byte 18: it has no checksum"),
                        List.of(new BacktestTrialsView.Trial(
                                "0".repeat(64),
                                "Dip buyer",
                                "1".repeat(64),
                                List.of("ETHUSDT"),
                                "EVALUATION",
                                0,
                                OptionalDouble.empty(),
                                START_MS))))
                .withEBh(rows);
    }

    @Override
    public CostView costs() {
        return CostView.of(CostSettings.DEFAULT);
    }

    @Override
    public Optional<FillExplanation> fill(String id) {
        return id.equals("3-120")
                ? Optional.of(FillExplanation.of(
                        new FillFacts(
                                id,
                                3,
                                120,
                                7,
                                "binance-spot",
                                "BTCUSDT",
                                Side.BUY,
                                true,
                                "",
                                START_MS,
                                START_MS + 400,
                                new BigDecimal("0.01"),
                                10,
                                0.00001,
                                6_000_001,
                                0,
                                1,
                                6_000_000,
                                6_000_001,
                                START_MS + 400,
                                250,
                                0.0012,
                                0.001,
                                VolatilityRung.EGARCH,
                                START_MS,
                                3.5,
                                100,
                                10,
                                1_000_000,
                                120,
                                20_285,
                                1_000,
                                100,
                                6_000_001_000L,
                                121_711,
                                841_712,
                                6_000_843),
                        Optional.of(true)))
                : Optional.empty();
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
        return List.of(new BarAgreementView(
                "binance-spot",
                "BTCUSDT",
                Timeframe.M5,
                287,
                1,
                3,
                new BarAgreementView.Fields(0, 1, 0, 0, 0),
                Optional.of(new BarAgreementView.Difference(1_735_689_600_000L, "high", 95_000.01, 95_000))));
    }

    @Override
    public Optional<ParityView> parity() {
        return Optional.of(new ParityView(
                "different", START_MS - 2, START_MS - 1, START_MS, 10, Map.of("different_fill", 3L), "3 fills differ"));
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    @Override
    public EventFeed events() {
        return events;
    }
}
