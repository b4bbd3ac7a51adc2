package crucible.server.arena;

import crucible.factory.EliteEntry;
import crucible.model.Blueprint;
import crucible.model.FeedStatus;
import crucible.runtime.ring.Sequencer;
import crucible.server.view.AgentDetail;
import crucible.server.view.AgentRow;
import crucible.server.view.ArenaReadModel;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.BarAgreementView;
import crucible.server.view.CostView;
import crucible.server.view.EliteView;
import crucible.server.view.EquityCurve;
import crucible.server.view.EventFeed;
import crucible.server.view.FillExplanation;
import crucible.server.view.LineageView;
import crucible.server.view.Mode;
import crucible.server.view.ModeView;
import crucible.server.view.OrderView;
import crucible.server.view.Page;
import crucible.server.view.ParityView;
import crucible.server.view.Readiness;
import crucible.server.view.RunMode;
import crucible.server.view.TradeView;
import crucible.server.view.TrialsView;
import crucible.server.view.VenueView;
import crucible.server.view.VerdictView;
import crucible.server.view.ViabilityView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** What the arena shows: the newest snapshot and the agents' histories. Thread-safe. */
final class ArenaShow implements ArenaReadModel {
    private static final long OVERDUE_INTERVALS = 2;

    private final Publication publication;
    private final Histories histories;
    private final EventFeed feed;
    private final Tournament tournament;
    private final Sequencer sequencer;
    private final BooleanSupplier stalled;
    private final Arena.Around around;

    /** @param stalled whether a stage of the ring does not move on */
    ArenaShow(
            Publication publication,
            Histories histories,
            EventFeed feed,
            Tournament tournament,
            Sequencer sequencer,
            BooleanSupplier stalled,
            Arena.Around around) {
        this.publication = publication;
        this.histories = histories;
        this.feed = feed;
        this.tournament = tournament;
        this.sequencer = sequencer;
        this.stalled = stalled;
        this.around = around;
    }

    @Override
    public ArenaSnapshot current() {
        return publication.current();
    }

    @Override
    public Optional<AgentDetail> agent(int agentId) {
        return row(agentId).map(row -> histories.of(agentId).detail(row));
    }

    private Optional<AgentRow> row(int agentId) {
        return current().rows().stream().filter(row -> row.id() == agentId).findFirst();
    }

    @Override
    public Optional<EquityCurve> equity(int agentId, long fromMs, long toMs, int points) {
        return histories.find(agentId).map(history -> history.equity(fromMs, toMs, points));
    }

    @Override
    public Optional<Page<TradeView>> trades(int agentId, Page.Request request) {
        return histories.find(agentId).map(history -> history.trades(request));
    }

    @Override
    public Optional<Page<OrderView>> orders(int agentId, Page.Request request) {
        return histories.find(agentId).map(history -> history.orders(request));
    }

    @Override
    public Optional<Page<VerdictView>> verdicts(int agentId, Page.Request request) {
        return histories.find(agentId).map(history -> history.verdicts(request));
    }

    @Override
    public Optional<Blueprint> blueprint(int agentId) {
        return histories.find(agentId).map(history -> history.birth().blueprint());
    }

    @Override
    public Optional<LineageView> lineage(int agentId) {
        return histories.find(agentId).map(this::lineage);
    }

    private LineageView lineage(AgentHistory agent) {
        final TreeMap<Integer, LineageView.Relative> ancestors = new TreeMap<>(java.util.Comparator.reverseOrder());
        final ArrayDeque<Integer> open = new ArrayDeque<>(agent.birth().parents());
        while (!open.isEmpty()) {
            final int id = open.poll();
            if (!ancestors.containsKey(id)) {
                ancestors.put(id, relative(id));
                open.addAll(histories.of(id).birth().parents());
            }
        }
        final List<LineageView.Relative> children = new ArrayList<>();
        agent.children().forEach(child -> children.add(relative(child)));
        return new LineageView(agent.birth().agentId(), new ArrayList<>(ancestors.values()), children);
    }

    private LineageView.Relative relative(int id) {
        final AgentHistory history = histories.of(id);
        return new LineageView.Relative(
                id,
                history.birth().blueprint().name(),
                history.birth().blueprint().family(),
                history.birth().generation(),
                history.state(),
                history.birth().parents(),
                history.birth().origin());
    }

    @Override
    public List<EliteView> elite() {
        final List<EliteView> views = new ArrayList<>();
        for (EliteEntry entry : publication.elite()) {
            views.add(new EliteView(
                    views.size() + 1,
                    entry.agentId(),
                    entry.blueprint().name(),
                    entry.blueprint().family(),
                    entry.generation(),
                    entry.promoted() ? "PROMOTED" : "TERMINATED",
                    entry.score(),
                    entry.blueprint().costDigest()));
        }
        return views;
    }

    @Override
    public TrialsView trials() {
        return publication
                .trials()
                .withControlGroup(publication.controlGroup())
                .withBacktests(around.backtests().get())
                .withEBh(publication.current().rows());
    }

    @Override
    public CostView costs() {
        return CostView.of(tournament.rules().costs());
    }

    @Override
    public Optional<FillExplanation> fill(String id) {
        return publication.fill(id);
    }

    @Override
    public ViabilityView viability() {
        final OptionalDouble least = tournament.rules().risk().minPotentialToCost();
        return ViabilityView.of(
                publication.measured(),
                tournament.rules().costs(),
                least.orElse(ViabilityView.LEAST_RATIO),
                least.isPresent());
    }

    @Override
    public Readiness readiness() {
        final List<String> reasons = new ArrayList<>();
        final ArenaSnapshot snapshot = current();
        if (sequencer.isClosed()) {
            reasons.add("the arena has stopped taking input");
        }
        if (snapshot.venues().isEmpty()) {
            reasons.add("no venue is connected yet");
        }
        for (VenueView venue : snapshot.venues()) {
            if (venue.state() == FeedStatus.State.CONNECTING) {
                reasons.add(words(venue));
            }
        }
        if (snapshot.progress().boundaryTimeMs().isEmpty()) {
            reasons.add("no bar has been judged yet");
        }
        if (stalled.getAsBoolean()) {
            reasons.add("a stage of the ring does not move on");
        }
        modes().forEach(mode -> reasons.add(mode.reason()));
        return new Readiness(reasons.isEmpty(), reasons);
    }

    @Override
    public List<ModeView> modes() {
        final List<ModeView> modes = new ArrayList<>(around.modes().get());
        final ArenaSnapshot snapshot = current();
        for (VenueView venue : snapshot.venues()) {
            if (venue.state() == FeedStatus.State.STALE || venue.state() == FeedStatus.State.DOWN) {
                modes.add(new ModeView(
                        Mode.FEED_STALE,
                        words(venue),
                        venue.lastEventTimeMs().orElse(snapshot.run().startedTimeMs())));
            }
        }
        if (modes.stream().noneMatch(mode -> mode.mode() == Mode.FEED_STALE)
                && snapshot.run().mode() == RunMode.LIVE
                && snapshot.progress().boundaryTimeMs().isPresent()) {
            addIfOverdue(modes, snapshot.progress().boundaryTimeMs().getAsLong());
        }
        return modes;
    }

    @Override
    public Optional<ParityView> parity() {
        return around.parity().get();
    }

    @Override
    public List<BarAgreementView> barAgreement() {
        return around.barAgreement().get();
    }

    private static String words(VenueView venue) {
        return "the feed of " + venue.name() + " is " + venue.state()
                + (venue.detail().isEmpty() ? "" : ": " + venue.detail());
    }

    private void addIfOverdue(List<ModeView> modes, long boundaryTimeMs) {
        final long dueMs = boundaryTimeMs
                + OVERDUE_INTERVALS * tournament.rules().timeframes().get(0).intervalMs();
        final long nowMs = around.nowMs().getAsLong();
        if (nowMs > dueMs) {
            modes.add(new ModeView(
                    Mode.FEED_STALE,
                    "no bar has been judged for " + (nowMs - boundaryTimeMs) / 1000 + " s, more than "
                            + OVERDUE_INTERVALS + " bars",
                    dueMs));
        }
    }

    @Override
    public EventFeed events() {
        return feed;
    }
}
