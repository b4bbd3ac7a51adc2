package crucible.runtime.lane;

import crucible.model.AccountView;
import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.DeathCause;
import crucible.model.Direction;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.runtime.dsl.CompiledBlueprint;
import crucible.runtime.event.ArenaEvent;
import java.util.Arrays;

/** One agent on its lane: its blueprint in executable form, its state of life, its cool-downs. Lane thread only. */
final class Agent implements StateHolder {
    /** In the place of the instrument that would cost least, where it may trade none at all. */
    static final int NO_INSTRUMENT = -1;

    private static final long NEVER = Long.MIN_VALUE;

    final int id;
    final int slot;
    final Blueprint blueprint;
    final CompiledBlueprint compiled;
    final AccountView account;
    private final long equityFloorUsdE8;
    private final boolean goesShort;
    /** Null but for members of the control group. */
    private final ControlPlay control;

    private AgentState state = AgentState.WARMING;
    private AgentState stateBeforePause;
    private DeathCause deathCause;
    private long tradingSinceMs = NEVER;
    private long[] lastExitMs = {};
    private boolean countable;
    private boolean enterable;
    private boolean failed;
    private boolean meansAsked;
    private AgentState stateBeforeUntradeable;
    private int cheapestInstrument = NO_INSTRUMENT;
    private long needUsdE8;
    private long haveUsdE8;

    Agent(Birth birth, CompiledBlueprint compiled, AccountView account, long equityFloorUsdE8) {
        this.id = birth.agentId();
        this.slot = birth.slot();
        this.blueprint = birth.blueprint();
        this.compiled = compiled;
        this.account = account;
        // The judge pays back what a planted placebo trades away: it lives until the judge ends it.
        this.equityFloorUsdE8 = birth.origin().isSkillKnown() ? 0 : equityFloorUsdE8;
        this.control = ControlPlay.of(birth, compiled);
        this.goesShort = control != null || birth.blueprint().entry().direction() == Direction.SHORT;
    }

    /** It sees a bar in its scope, before anything is decided on it. */
    void see(ArenaEvent bar, double[] now, double[] before) {
        if (control != null) {
            control.see(bar, now, before);
        }
    }

    /** Whether it enters at a bar on which it may. */
    boolean wantsIn(ArenaEvent bar, double[] now, double[] before) {
        if (control == null) {
            return compiled.entry(now, before) && compiled.complete(now, before);
        }
        return control.enters(bar, now, before);
    }

    /** Whether a rule closes its position at a bar. */
    boolean wantsOut(ArenaEvent bar, double[] now, double[] before) {
        return control == null ? compiled.exit(now, before) : control.exits(bar, now, before);
    }

    /** Which way, if it enters at a bar. */
    Direction direction(ArenaEvent bar) {
        return control == null ? blueprint.entry().direction() : control.direction(bar);
    }

    /** Whether its equity has reached the floor. What is held long is never worth less than nothing: cash often tells. */
    boolean isRuined() {
        return (goesShort || account.cashUsdE8() <= equityFloorUsdE8) && account.equityUsdE8() <= equityFloorUsdE8;
    }

    AgentState state() {
        return state;
    }

    boolean isFailed() {
        return failed;
    }

    /** Its code threw: it does nothing until the quarantine that follows. */
    void fail() {
        failed = true;
    }

    void quarantine() {
        failed = true;
        if (!state.isDead()) {
            state = AgentState.QUARANTINED;
        }
    }

    /** Something happened by which it may have become unable, or able again, to pay for any order. */
    void askMeans() {
        meansAsked = true;
    }

    /** Whether its means are to be looked at now; asked once for each call of {@link #askMeans}. */
    boolean isMeansDue() {
        final boolean due = meansAsked || state == AgentState.WARMING || state == AgentState.UNTRADEABLE;
        meansAsked = false;
        return due && isStepping() && state != AgentState.PAUSED;
    }

    /**
     * It cannot pay for the smallest order of any instrument.
     *
     * @param cheapest the instrument whose smallest order costs least; {@link #NO_INSTRUMENT} where it may trade none
     */
    void untradeable(int cheapest, long need, long have) {
        if (state != AgentState.UNTRADEABLE) {
            stateBeforeUntradeable = state;
            state = AgentState.UNTRADEABLE;
        }
        cheapestInstrument = cheapest;
        needUsdE8 = need;
        haveUsdE8 = have;
    }

    /** It can pay for an order. */
    void tradeable() {
        if (state == AgentState.UNTRADEABLE) {
            state = stateBeforeUntradeable;
        }
    }

    /** Of an untradeable agent: the instrument whose smallest order costs least, or {@link #NO_INSTRUMENT}. */
    int cheapestInstrument() {
        return cheapestInstrument;
    }

    /** What that order costs at least. */
    long needUsdE8() {
        return needUsdE8;
    }

    /** What it can spend on one. */
    long haveUsdE8() {
        return haveUsdE8;
    }

    /** First complete feature set: from now on it may trade. */
    void featuresComplete(long arenaTimeMs) {
        if (state == AgentState.WARMING) {
            state = AgentState.INCUBATING;
            tradingSinceMs = arenaTimeMs;
            meansAsked = true;
        }
    }

    void activateIfProbationIsOver(LifecycleThresholds thresholds, long arenaTimeMs) {
        if (state == AgentState.INCUBATING
                && account.closedTrades() >= thresholds.minTrades()
                && arenaTimeMs - tradingSinceMs >= thresholds.minDays() * LifecycleThresholds.DAY_MS) {
            state = AgentState.ACTIVE;
        }
    }

    boolean kill(DeathCause cause) {
        if (state.isDead() || state == AgentState.QUARANTINED) {
            return false;
        }
        state = AgentState.TERMINATED;
        deathCause = cause;
        return true;
    }

    boolean promote() {
        if (state.isDead() || state == AgentState.QUARANTINED || state == AgentState.PROMOTED || control != null) {
            return false;
        }
        state = AgentState.PROMOTED;
        return true;
    }

    boolean pause() {
        if (!state.mayEnter() && state != AgentState.WARMING) {
            return false;
        }
        stateBeforePause = state;
        state = AgentState.PAUSED;
        return true;
    }

    boolean resume() {
        if (state != AgentState.PAUSED) {
            return false;
        }
        state = stateBeforePause;
        return true;
    }

    /** Whether the cool-down after the last exit on the instrument is over. */
    boolean isRested(int instrumentId, long barCloseMs) {
        return instrumentId >= lastExitMs.length
                || lastExitMs[instrumentId] == NEVER
                || barCloseMs - lastExitMs[instrumentId]
                        >= blueprint.entry().coolDownBars()
                                * blueprint.scope().timeframe().intervalMs();
    }

    void exited(int instrumentId, long timeMs) {
        if (instrumentId >= lastExitMs.length) {
            final int from = lastExitMs.length;
            lastExitMs = Arrays.copyOf(lastExitMs, instrumentId + 1);
            Arrays.fill(lastExitMs, from, lastExitMs.length, NEVER);
        }
        lastExitMs[instrumentId] = timeMs;
    }

    /** It was shown a bar: whether that counts as evidence, and whether a position could be opened on it. */
    void sawBar(boolean isEvidence, boolean allowsEntry) {
        countable |= isEvidence;
        enterable |= allowsEntry;
    }

    /** Whether a bar since the last call counts as evidence; starts anew. */
    boolean takeCountable() {
        final boolean was = countable;
        countable = false;
        return was;
    }

    /** Whether it could have entered on a bar since the last call; starts anew. */
    boolean takeEnterable() {
        final boolean was = enterable;
        enterable = false;
        return was;
    }

    /** Its books are its desk's; id, slot and blueprint are its birth's. */
    @Override
    public void visit(StateSink sink) {
        final int version = sink.begin("agent", 3);
        state = sink.field("state", AgentState.class, state);
        stateBeforePause = sink.field("stateBeforePause", AgentState.class, stateBeforePause);
        deathCause = sink.field("deathCause", DeathCause.class, deathCause);
        tradingSinceMs = sink.field("tradingSinceMs", tradingSinceMs);
        final int exits = sink.field("exits", lastExitMs.length);
        lastExitMs = sink.field("lastExitMs", lastExitMs, exits);
        countable = sink.field("countable", countable);
        failed = sink.field("failed", failed);
        meansAsked = sink.field("meansAsked", meansAsked);
        stateBeforeUntradeable = sink.field("stateBeforeUntradeable", AgentState.class, stateBeforeUntradeable);
        cheapestInstrument = sink.field("cheapestInstrument", cheapestInstrument);
        needUsdE8 = sink.field("needUsdE8", needUsdE8);
        haveUsdE8 = sink.field("haveUsdE8", haveUsdE8);
        if (version >= 3) {
            enterable = sink.field("enterable", enterable);
        }
        if (control != null) {
            control.visit(sink);
        }
        sink.end();
    }

    /** Whether it may still be shown bars: neither dead nor taken out. */
    boolean isStepping() {
        return !state.isDead() && state != AgentState.QUARANTINED;
    }

    /** Whether nothing about it can change any more. */
    boolean isSettled() {
        return state.isDead() && account.openPositions() == 0;
    }
}
