package crucible.runtime.lane;

import crucible.model.AccountView;
import crucible.model.AgentCommand;
import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.DeathCause;
import crucible.model.Desk;
import crucible.model.Direction;
import crucible.model.EntryOrder;
import crucible.model.ExitReason;
import crucible.model.Exposure;
import crucible.model.FillView;
import crucible.model.Funding;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.Operand;
import crucible.model.OrderEnd;
import crucible.model.OrderKind;
import crucible.model.OrderRequest;
import crucible.model.OutcomeSink;
import crucible.model.SnapshotWriter;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.model.VolatilityFit;
import crucible.runtime.dsl.CompiledBlueprint;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.event.CommandResult;
import crucible.runtime.event.ListingChange;
import crucible.runtime.event.ModeChange;
import crucible.runtime.event.Quarantine;
import crucible.runtime.event.TradingStops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One shard of the agents with their accounts and their fill desk. Every field belongs to the lane's thread. For each
 * market event the desk comes first (what was decided earlier fills now), then the agents (what they decide now fills
 * later). An agent that throws is taken out; the others go on.
 */
public final class AgentLane implements OutcomeSink, StateHolder {
    private final int lane;
    private final int lanes;
    private final Desk desk;
    private final MarkBoard board;
    private final LifecycleThresholds thresholds;
    private final FeatureDirectory directory = new FeatureDirectory();
    private final Subscriptions subscriptions;
    private final Means means;
    private final RiskGate gate;
    private final OutcomeBuffer outcomes = new OutcomeBuffer();
    private final TradingStops stops = new TradingStops();
    private final OrderRequest request = new OrderRequest();
    private final List<Agent> agents = new ArrayList<>();
    private final List<Agent> unsettled = new ArrayList<>();
    private List<Quarantine> failures = new ArrayList<>();
    private List<Quarantine> failuresHandedOver = List.of();
    private DeathCause[] diedSinceBoundary = {};
    private long capitalUsdE8;
    private long sequence;
    private long arenaTimeMs;
    private long agentSteps;

    /**
     * A lane of {@code lanes}; it owns the agents whose id modulo {@code lanes} is {@code lane}.
     *
     * @param desk the lane's own desk; nobody else may use it
     */
    public AgentLane(int lane, int lanes, Desk desk, MarkBoard board, LifecycleThresholds thresholds) {
        this.lane = lane;
        this.lanes = lanes;
        this.desk = desk;
        this.board = board;
        this.thresholds = thresholds;
        this.subscriptions = new Subscriptions(desk);
        this.means = new Means(desk, subscriptions);
        this.gate = new RiskGate(thresholds.risk(), desk);
        desk.reportTo(this);
    }

    /** Makes room for a feature that nobody here asks for; every lane and the feature stage are told of the same ones. */
    public void ask(Timeframe timeframe, Operand.FeatureRef feature) {
        directory.index(timeframe, feature);
    }

    /** Takes one event, in order. */
    public void onEvent(ArenaEvent event) {
        sequence = event.sequence();
        arenaTimeMs = event.arenaTimeMs();
        switch (event.kind()) {
            case QUOTE -> {
                desk.onQuote(event);
                gate.onQuote(event);
            }
            case BAR -> onBar(event);
            case MARK -> desk.onMark(event);
            case FUNDING -> desk.onFunding(event.payload(Funding.class));
            case BOUNDARY -> onBoundary(event);
            case GENESIS -> capitalUsdE8 = event.payload(Genesis.class).capitalUsdE8();
            case INSTRUMENT -> onInstrument(event.payload(Instrument.class));
            case BIRTH -> onBirth(event.payload(Birth.class));
            case VERDICT -> onVerdict(event.payload(Verdict.class), event.arenaTimeMs());
            case COMMAND -> onCommand(event.payload(AgentCommand.class), event);
            case QUARANTINE -> onQuarantine(event.payload(Quarantine.class), event.arenaTimeMs());
            case EXPOSURE -> gate.onExposure(event.payload(Exposure.class));
            case LISTING -> onListing(event.payload(ListingChange.class), event.arenaTimeMs());
            case MODE -> onMode(event.payload(ModeChange.class), event.arenaTimeMs());
            case VOLATILITY -> desk.onVolatility(event.payload(VolatilityFit.class));
            case GAP, FEED, TICK, TRIALS -> {}
        }
    }

    /** Outcomes since the last boundary; read by the arbiter. */
    public OutcomeBuffer outcomes() {
        return outcomes;
    }

    /** Agents that failed since the boundary before; read by the arbiter. */
    public List<Quarantine> failures() {
        return failuresHandedOver;
    }

    /** Instruments announced so far, in id order. */
    public List<Instrument> instruments() {
        return subscriptions.instruments();
    }

    /** How many times an agent has looked at a bar. */
    public long agentSteps() {
        return agentSteps;
    }

    private void onBar(ArenaEvent bar) {
        desk.onBar(bar);
        gate.onBar(bar);
        final Agent[] stepping = subscriptions.of(bar.instrumentId(), bar.timeframe());
        for (int i = 0; i < stepping.length; i++) {
            final Agent agent = stepping[i];
            if (agent.isFailed()) {
                continue;
            }
            try {
                step(agent, bar);
            } catch (RuntimeException | StackOverflowError failure) {
                onFailure(agent.id, failure);
            }
        }
        agentSteps += stepping.length;
    }

    private void step(Agent agent, ArenaEvent bar) {
        if (agent.isRuined()) {
            die(agent, DeathCause.LOSS_OF_CAPITAL, bar.arenaTimeMs());
            return;
        }
        agent.sawBar(bar.provenance().countsAsEvidence(), bar.allowsEntry() && !stops.areAny());
        final double[] now = bar.features();
        final double[] before = bar.previousFeatures();
        if (agent.state() == AgentState.WARMING && agent.compiled.complete(now, before)) {
            agent.featuresComplete(bar.arenaTimeMs());
        }
        agent.see(bar, now, before);
        final int instrument = bar.instrumentId();
        final boolean open = agent.account.positionLots(instrument) != 0;
        if (open ? agent.account.hasPendingExit(instrument) : agent.account.hasPendingOrder(instrument)) {
            return;
        }
        if (open) {
            exitIfDue(agent, bar, now, before);
        } else if (mayEnter(agent, bar) && agent.wantsIn(bar, now, before)) {
            enter(agent, bar, now);
        }
    }

    private void exitIfDue(Agent agent, ArenaEvent bar, double[] now, double[] before) {
        final int instrument = bar.instrumentId();
        if (agent.wantsOut(bar, now, before)) {
            desk.exit(agent.id, instrument, ExitReason.RULE, bar.arenaTimeMs());
        } else if (desk.heldBars(agent.id, instrument) >= agent.blueprint.exit().maxHoldBars()) {
            desk.exit(agent.id, instrument, ExitReason.MAX_HOLD, bar.arenaTimeMs());
        }
    }

    private static boolean mayEnter(Agent agent, ArenaEvent bar) {
        return agent.state().mayEnter() && bar.allowsEntry() && agent.isRested(bar.instrumentId(), bar.closeTimeMs());
    }

    private void enter(Agent agent, ArenaEvent bar, double[] now) {
        if (stops.areAny()) {
            desk.refuse(agent.id, bar.instrumentId(), OrderEnd.TRADING_STOPPED, bar.arenaTimeMs());
            return;
        }
        final double stopDistance = agent.compiled.stopDistance(now, bar.close());
        if (!(stopDistance > 0)) {
            return;
        }
        final long budget =
                (long) (agent.account.equityUsdE8() * agent.blueprint.entry().equityFraction());
        if (gate.refuses(agent, bar, budget)) {
            desk.refuse(
                    agent.id,
                    bar.instrumentId(),
                    gate.reason(),
                    gate.neededUsdE8(),
                    gate.haveUsdE8(),
                    bar.arenaTimeMs());
            return;
        }
        final Direction direction = agent.direction(bar);
        request.entry(agent.id, bar.instrumentId(), bar.timeframe(), direction, bar.arenaTimeMs())
                .budget(budget)
                .bracket(
                        stopDistance,
                        agent.compiled.targetDistance(now, bar.close()),
                        agent.blueprint.exit().trailing());
        final EntryOrder order = agent.blueprint.entry().order();
        if (order.kind() != OrderKind.MARKET) {
            final double price = agent.compiled.entryPrice(now, bar.close(), direction);
            if (!(price > 0)) {
                return;
            }
            if (order.kind() == OrderKind.LIMIT) {
                request.limit(price, order.timeInForce(), order.expiryBars());
            } else {
                request.stop(price, order.expiryBars());
            }
        }
        desk.submit(request);
    }

    private void onBoundary(ArenaEvent boundary) {
        for (int i = unsettled.size() - 1; i >= 0; i--) {
            final Agent agent = unsettled.get(i);
            mark(agent, boundary);
            if (agent.isSettled()) {
                unsettled.remove(i);
            }
        }
        if (boundary.image() != null) {
            copyTo(boundary.image());
        }
        outcomes.handOver();
        if (!failuresHandedOver.isEmpty() || !failures.isEmpty()) {
            failuresHandedOver = failures;
            failures = new ArrayList<>();
        }
    }

    /** Copies the lane's state; only at a boundary or while nothing runs. */
    public void copyTo(ArenaImage image) {
        if (lane == 0) {
            visitMarket(image.market());
        }
        final SnapshotWriter own = image.agents(lane);
        own.begin("agents", 1);
        for (int i = 0; i < agents.size(); i++) {
            own.beginRecord(agents.get(i).id);
            visitAgent(agents.get(i), own);
        }
        own.endRecords();
        own.end();
    }

    private void mark(Agent agent, ArenaEvent boundary) {
        final boolean due = boundary.isDue(agent.blueprint.scope().timeframe());
        agent.activateIfProbationIsOver(thresholds, boundary.arenaTimeMs());
        means.look(agent);
        final int index = agent.id / lanes;
        board.row(agent.id).mark(agent, due, diedSinceBoundary[index]);
        diedSinceBoundary[index] = null;
    }

    private void onInstrument(Instrument instrument) {
        desk.onInstrument(instrument);
        subscriptions.onInstrument(instrument, agents);
        agents.forEach(Agent::askMeans);
    }

    private void onListing(ListingChange change, long arenaTimeMs) {
        if (subscriptions.onListing(change.instrumentId(), change.removes(), agents) && change.removes()) {
            desk.leave(change.instrumentId(), arenaTimeMs);
        }
        agents.forEach(Agent::askMeans);
    }

    private void onBirth(Birth birth) {
        final Agent agent = admit(birth);
        if (agent != null) {
            unsettled.add(agent);
            subscriptions.add(agent);
        }
    }

    /** A new agent with new books; null where it belongs to another lane. */
    private Agent admit(Birth birth) {
        final Timeframe timeframe = birth.blueprint().scope().timeframe();
        final CompiledBlueprint compiled =
                CompiledBlueprint.compile(birth.blueprint(), ref -> directory.index(timeframe, ref));
        if (birth.agentId() % lanes != lane) {
            return null;
        }
        final AccountView account = desk.open(birth.agentId(), capitalUsdE8);
        final Agent agent = new Agent(birth, compiled, account, thresholds.equityFloorUsdE8(capitalUsdE8));
        agents.add(agent);
        if (birth.origin().sellsShortVirtually()) {
            desk.allowVirtualShorts(agent.id);
        }
        if (agents.size() > diedSinceBoundary.length) {
            diedSinceBoundary = Arrays.copyOf(diedSinceBoundary, Math.max(16, agents.size() * 2));
        }
        return agent;
    }

    private void onVerdict(Verdict verdict, long arenaTimeMs) {
        final Agent agent = own(verdict.agentId());
        if (agent == null) {
            return;
        }
        if (verdict.kind() == Verdict.Kind.PROMOTE) {
            agent.promote();
        } else if (agent.kill(verdict.cause())) {
            bury(agent, arenaTimeMs);
        }
    }

    private void onCommand(AgentCommand command, ArenaEvent event) {
        final Agent agent = own(command.agentId());
        if (agent == null) {
            return;
        }
        final boolean applied = switch (command.kind()) {
            case KILL -> agent.kill(DeathCause.OPERATOR);
            case PROMOTE -> agent.promote();
            case PAUSE -> agent.pause();
            case RESUME -> agent.resume();
            case ACKNOWLEDGE -> !agent.state().isDead();
        };
        if (applied && command.kind() == AgentCommand.Kind.KILL) {
            bury(agent, event.arenaTimeMs());
        }
        event.commandOutcome(applied ? CommandResult.APPLIED : CommandResult.CONFLICT, agent.state());
    }

    private void onMode(ModeChange change, long arenaTimeMs) {
        final boolean traded = !stops.areAny();
        stops.apply(change);
        if (traded && stops.areAny()) {
            desk.cancelEntries(OrderEnd.TRADING_STOPPED, arenaTimeMs);
        }
    }

    private void onQuarantine(Quarantine quarantine, long arenaTimeMs) {
        final Agent agent = own(quarantine.agentId());
        if (agent != null) {
            agent.quarantine();
            subscriptions.remove(agent);
            desk.stop(agent.id, false, arenaTimeMs);
        }
    }

    private void die(Agent agent, DeathCause cause, long arenaTimeMs) {
        if (agent.kill(cause)) {
            diedSinceBoundary[agent.id / lanes] = cause;
            bury(agent, arenaTimeMs);
        }
    }

    private void bury(Agent agent, long arenaTimeMs) {
        subscriptions.remove(agent);
        desk.stop(agent.id, true, arenaTimeMs);
    }

    private Agent own(int agentId) {
        final int index = agentId / lanes;
        return agentId % lanes == lane && index < agents.size() ? agents.get(index) : null;
    }

    @Override
    public void onFill(FillView fill) {
        outcomes.next().fill(sequence, fill);
        if (fill.positionLotsAfter() == 0) {
            own(fill.agentId()).exited(fill.instrumentId(), fill.timeMs());
        }
        if (fill.exitReason() == ExitReason.LIQUIDATION) {
            die(own(fill.agentId()), DeathCause.LIQUIDATED, arenaTimeMs);
        }
    }

    @Override
    public void onOrderEnded(
            int agentId,
            long orderId,
            int instrumentId,
            boolean entry,
            OrderEnd reason,
            long neededUsdE8,
            long haveUsdE8,
            long timeMs) {
        final Outcome outcome = outcomes.next();
        outcome.ended(sequence, agentId, orderId, instrumentId, entry, reason);
        outcome.endedWith(neededUsdE8, haveUsdE8, timeMs);
        if (reason == OrderEnd.MIN_NOTIONAL || reason == OrderEnd.MIN_QUANTITY) {
            own(agentId).askMeans();
        }
    }

    /** An agent whose code or books failed does nothing any more; its quarantine follows as an event. */
    @Override
    public void onFailure(int agentId, Throwable failure) {
        final Agent agent = own(agentId);
        if (agent != null && !agent.isFailed()) {
            agent.fail();
            final StackTraceElement[] stack = failure.getStackTrace();
            final String where = stack.length == 0 ? "unknown place" : stack[0].toString();
            failures.add(new Quarantine(agentId, failure + " at " + where));
        }
    }

    /** The lane's agents whose books contradict themselves, but for those that are taken out; only between two events. */
    public List<Quarantine> audit() {
        final List<Quarantine> wrong = new ArrayList<>();
        for (Agent agent : agents) {
            if (!agent.isFailed()) {
                discrepancy(agent)
                        .ifPresent(text -> wrong.add(new Quarantine(agent.id, "its books do not add up: " + text)));
            }
        }
        return wrong;
    }

    private Optional<String> discrepancy(Agent agent) {
        return agent.account.capitalUsdE8() == capitalUsdE8
                ? agent.account.discrepancy()
                : Optional.of("it began with " + agent.account.capitalUsdE8() + ", the others with " + capitalUsdE8);
    }

    /** Shows what is the same on every lane: the market as the desk sees it, the instruments, what stops trading. */
    public void visitMarket(StateSink sink) {
        final int version = sink.begin("lane", sink.isRestoring() || subscriptions.anyRemoved() ? 4 : 3);
        capitalUsdE8 = sink.field("capitalUsdE8", capitalUsdE8);
        subscriptions.visit(sink);
        desk.visit(sink);
        if (version >= 2) {
            stops.visit(sink);
        }
        gate.visit(sink);
        if (version >= 4) {
            subscriptions.visitRemoved(sink);
        }
        sink.end();
    }

    /** Shows one of the lane's agents with its books, as {@link #restoreAgent} reads them. */
    public void visitAgent(int agentId, StateSink sink) {
        visitAgent(own(agentId), sink);
    }

    private void visitAgent(Agent agent, StateSink sink) {
        agent.visit(sink);
        desk.visitAgent(agent.id, sink);
    }

    /**
     * Restores one of the lane's agents, after the market and all agents with a smaller id. Every lane is told of every
     * agent. Only at a boundary, which is where snapshots are taken.
     *
     * @param stored the agent's fields, read only by the lane that owns it
     */
    public void restoreAgent(Birth birth, StateSink stored) {
        final Agent agent = admit(birth);
        if (agent == null) {
            return;
        }
        visitAgent(agent, stored);
        if (agent.isStepping()) {
            subscriptions.add(agent);
        }
        if (!agent.isSettled()) {
            unsettled.add(agent);
        }
        board.row(agent.id).mark(agent, false, null);
    }

    /** The agents' and the market's state are shown apart, so that a snapshot does not depend on the number of lanes. */
    @Override
    public void visit(StateSink sink) {
        visitMarket(sink);
        agents.forEach(agent -> visitAgent(agent, sink));
    }
}
