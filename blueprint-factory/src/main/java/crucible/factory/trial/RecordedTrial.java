package crucible.factory.trial;

import crucible.model.AgentCommand;
import crucible.model.Bar;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.Funding;
import crucible.model.Gap;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.Mark;
import crucible.model.Operand;
import crucible.model.Quote;
import crucible.model.Require;
import crucible.model.SnapshotReader;
import crucible.model.SnapshotWriter;
import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.model.VolatilityFit;
import crucible.runtime.dsl.FeatureRefs;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ListingChange;
import crucible.runtime.event.ModeChange;
import crucible.runtime.event.Quarantine;
import crucible.runtime.ring.ArenaCore;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Sequencer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Agents of a recorded arena once more, each alone: on a lane and at a desk of its own, through the classes of every trial,
 * over the bars, quotes and rules that the arena was fed, in its order. What the arena's judge and its operators decided
 * about an agent is given and takes effect where it did; arena time, boundaries, features, decisions, fills and books are
 * worked out anew. One thread; used once.
 *
 * <p>What the arena was fed is handed on one event late: whether a judgement comes with the boundary that it completes is
 * known only then.
 */
public final class RecordedTrial {
    private final RecordedFits fits = new RecordedFits();
    private final TrialArena arena;
    private final Set<Integer> chosen;
    private final List<Integer> agents = new ArrayList<>();
    private final List<Blueprint> askedByOthers = new ArrayList<>();
    private final List<Runnable> judgements = new ArrayList<>();
    private Sequencer sequencer;
    private Runnable held = () -> {};

    /**
     * @param settings capital, costs and the judge; of its rules only loss of capital ends an agent here
     * @param timeframes timeframes that the arena traded
     * @param boundaryGraceMs how long, in event time, a boundary waited for missing bars
     * @param chosen ids in the arena of the agents that are to be run, at least one
     * @param listener hears of agents under ids from 0, in the order of their births; {@link #agentId} tells whose
     */
    public RecordedTrial(
            TrialSettings settings,
            List<Timeframe> timeframes,
            long boundaryGraceMs,
            Collection<Integer> chosen,
            ArenaListener listener) {
        Require.that(!chosen.isEmpty(), "at least one agent is chosen", chosen);
        this.chosen = new TreeSet<>(chosen);
        final TrialSettings lossOnly = new TrialSettings(
                settings.capitalUsdE8(),
                settings.costs(),
                settings.halfSpreadPpm(),
                TrialSettings.lossOnly(settings.watchtower()),
                settings.risk());
        arena = new TrialArena(this.chosen.size(), lossOnly, timeframes, boundaryGraceMs, fits, listener);
        sequencer = arena.sequencer();
    }

    /** The id in the recorded arena of an agent that the listener hears of. */
    public int agentId(int ownId) {
        return agents.get(ownId);
    }

    /** The stages, for reading. */
    public ArenaCore core() {
        return arena.core();
    }

    /** Shows an event from before the span: bars make the features what they were at its beginning, births ask for them. */
    public void before(ArenaEvent event) {
        switch (event.kind()) {
            case INSTRUMENT, BAR -> arena.core().features().onEvent(event);
            case BIRTH -> ask(event.payload(Birth.class).blueprint());
            default -> {
                // no other kind changes a feature
            }
        }
    }

    /** In the place of {@link #before}: the features are taken over from the arena as they are, all that it computes. */
    public void featuresOf(ArenaCore recorded) {
        for (int i = 0; i < Timeframe.count(); i++) {
            final Timeframe timeframe = Timeframe.at(i);
            recorded.features().asked(timeframe).forEach(feature -> arena.core().ask(timeframe, feature));
        }
        final SnapshotWriter copy = new SnapshotWriter();
        recorded.features().visit(copy);
        arena.core().features().visit(new SnapshotReader(copy.toBytes()));
    }

    /**
     * Begins in the middle: market, time and those of the chosen that have been born are taken over from the arena, as
     * of the boundary that it has processed last. A trial from the genesis on does without.
     */
    public void begin(ArenaCore recorded) {
        arena.core().takeOver(recorded);
        for (int id : chosen) {
            if (id < recorded.arbiter().agents()) {
                arena.core().adopt(recorded, id, numbered(recorded.arbiter().birth(id)));
            }
        }
        sequencer = arena.nextSequencer();
    }

    /**
     * Takes the next event of the arena's order: what it was fed, and what its judge and operators decided. Its boundaries
     * only tell when; {@link Sequencer} makes its own.
     */
    public void next(ArenaEvent event) {
        final Runnable effect = effect(event);
        if (isJudgement(event)) {
            judgements.add(effect);
            return;
        }
        if (event.kind() == EventKind.BOUNDARY) {
            judge();
            handOn();
        } else {
            handOn();
            if (!judgements.isEmpty()) {
                judge();
                sequencer.publishRequests();
            }
        }
        askForOthers();
        switch (event.kind()) {
            case BAR, QUOTE, MARK, GAP, TICK -> held = effect;
            default -> effect.run();
        }
    }

    /** Whether it is published with a boundary, as a rule; after a restart it may have come alone. */
    private static boolean isJudgement(ArenaEvent event) {
        return event.kind() == EventKind.VERDICT
                || event.kind() == EventKind.VOLATILITY
                || event.kind() == EventKind.QUARANTINE
                || event.kind() == EventKind.TRIALS
                || event.kind() == EventKind.EXPOSURE
                || event.kind() == EventKind.BIRTH && isAskedFor(event.payload(Birth.class));
    }

    /** Whether the arena itself asked for it. */
    private static boolean isAskedFor(Birth birth) {
        return birth.origin().isAskedByArena();
    }

    private void judge() {
        judgements.forEach(Runnable::run);
        judgements.clear();
    }

    /** What an event brings about; it keeps nothing of the slot. */
    private Runnable effect(ArenaEvent event) {
        final long timeMs = event.eventTimeMs();
        return switch (event.kind()) {
            case GENESIS -> {
                final Genesis genesis = event.payload(Genesis.class);
                yield () -> sequencer.genesis(genesis, timeMs);
            }
            case INSTRUMENT -> {
                final Instrument instrument = event.payload(Instrument.class);
                yield () -> sequencer.onInstrument(instrument);
            }
            case BAR -> {
                final Bar bar = event.toBar();
                yield () -> sequencer.onBar(bar, timeMs);
            }
            case QUOTE -> {
                final Quote quote = event.toQuote();
                yield () -> sequencer.onQuote(quote);
            }
            case MARK -> {
                final Mark mark = event.toMark();
                yield () -> sequencer.onMark(mark);
            }
            case FUNDING -> {
                final Funding funding = event.payload(Funding.class);
                yield () -> sequencer.onFunding(funding);
            }
            case GAP -> {
                final Gap gap = event.payload(Gap.class);
                yield () -> sequencer.onGap(gap);
            }
            case TICK -> () -> sequencer.tick(timeMs, 0);
            case MODE -> {
                final ModeChange change = event.payload(ModeChange.class);
                yield () -> sequencer.mode(change);
            }
            case LISTING -> {
                final ListingChange change = event.payload(ListingChange.class);
                yield () -> sequencer.listing(change);
            }
            case BIRTH -> {
                final Birth birth = event.payload(Birth.class);
                yield () -> onBirth(birth);
            }
            case COMMAND -> {
                final AgentCommand command = event.payload(AgentCommand.class);
                yield () -> onCommand(command);
            }
            case VERDICT -> {
                final Verdict verdict = event.payload(Verdict.class);
                yield () -> onVerdict(verdict);
            }
            case QUARANTINE -> {
                final Quarantine quarantine = event.payload(Quarantine.class);
                yield () -> onQuarantine(quarantine);
            }
            case VOLATILITY -> {
                final VolatilityFit fit = event.payload(VolatilityFit.class);
                yield () -> fits.give(fit);
            }
            case BOUNDARY -> event.isDueAtAll() ? () -> {} : this::onEndOfRun;
            case FEED, TRIALS, EXPOSURE -> () -> {};
        };
    }

    private void handOn() {
        final Runnable due = held;
        held = () -> {};
        due.run();
    }

    private void askForOthers() {
        askedByOthers.forEach(this::ask);
        askedByOthers.clear();
    }

    private void ask(Blueprint blueprint) {
        for (Operand.FeatureRef feature : FeatureRefs.of(blueprint)) {
            arena.core().ask(blueprint.scope().timeframe(), feature);
        }
    }

    private void onEndOfRun() {
        sequencer.close();
        sequencer = arena.nextSequencer();
    }

    /** A bred agent is born with the boundary that comes next; any other at once. */
    private void onBirth(Birth birth) {
        if (!chosen.contains(birth.agentId())) {
            askedByOthers.add(birth.blueprint());
        } else if (isAskedFor(birth)) {
            arena.core().outbox().birth(numbered(birth));
        } else {
            sequencer.birth(numbered(birth));
        }
    }

    private Birth numbered(Birth birth) {
        agents.add(birth.agentId());
        return birth.withAgentId(agents.size() - 1);
    }

    /** The death that a lane finds and the echo of a command come about here of themselves. */
    private void onVerdict(Verdict verdict) {
        final int own = agents.indexOf(verdict.agentId());
        if (own >= 0
                && verdict.authority() == Verdict.Authority.RULE
                && (verdict.cause() == null || !verdict.cause().isFoundOnLane())) {
            arena.core()
                    .outbox()
                    .verdict(new Verdict(
                            own,
                            verdict.kind(),
                            verdict.cause(),
                            verdict.authority(),
                            verdict.boundaryTimeMs(),
                            verdict.rule(),
                            verdict.threshold(),
                            verdict.look(),
                            verdict.inputs(),
                            verdict.summary()));
        }
    }

    private void onQuarantine(Quarantine quarantine) {
        final int own = agents.indexOf(quarantine.agentId());
        if (own >= 0) {
            arena.core().outbox().quarantine(new Quarantine(own, quarantine.failure()));
        }
    }

    private void onCommand(AgentCommand command) {
        final int own = agents.indexOf(command.agentId());
        if (own >= 0) {
            sequencer.command(new AgentCommand(
                    command.requestId(),
                    command.kind(),
                    own,
                    command.actor(),
                    command.reason(),
                    command.idempotencyKey(),
                    command.bodyDigest()));
        }
    }
}
