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
import java.util.Arrays;

/** One agent on its lane: its blueprint in executable form, its state of life, its cool-downs. Lane thread only. */
final class Agent implements StateHolder {
    private static final long NEVER = Long.MIN_VALUE;

    final int id;
    final int slot;
    final Blueprint blueprint;
    final CompiledBlueprint compiled;
    final AccountView account;
    private final long equityFloorUsdE8;
    private final boolean goesShort;

    private AgentState state = AgentState.WARMING;
    private AgentState stateBeforePause;
    private DeathCause deathCause;
    private long tradingSinceMs = NEVER;
    private long[] lastExitMs = {};
    private boolean countable;
    private boolean failed;

    Agent(Birth birth, CompiledBlueprint compiled, AccountView account, long equityFloorUsdE8) {
        this.id = birth.agentId();
        this.slot = birth.slot();
        this.blueprint = birth.blueprint();
        this.compiled = compiled;
        this.account = account;
        this.equityFloorUsdE8 = equityFloorUsdE8;
        this.goesShort = birth.blueprint().entry().direction() == Direction.SHORT;
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

    void untradeable() {
        state = AgentState.UNTRADEABLE;
    }

    /** First complete feature set: from now on it may trade. */
    void featuresComplete(long arenaTimeMs) {
        if (state == AgentState.WARMING) {
            state = AgentState.INCUBATING;
            tradingSinceMs = arenaTimeMs;
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
        if (state.isDead() || state == AgentState.QUARANTINED || state == AgentState.PROMOTED) {
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

    void sawCountableBar() {
        countable = true;
    }

    /** Whether a bar since the last call counts as evidence; starts anew. */
    boolean takeCountable() {
        final boolean was = countable;
        countable = false;
        return was;
    }

    /** Its books are its desk's; id, slot and blueprint are its birth's. */
    @Override
    public void visit(StateSink sink) {
        sink.begin("agent", 1);
        state = sink.field("state", AgentState.class, state);
        stateBeforePause = sink.field("stateBeforePause", AgentState.class, stateBeforePause);
        deathCause = sink.field("deathCause", DeathCause.class, deathCause);
        tradingSinceMs = sink.field("tradingSinceMs", tradingSinceMs);
        final int exits = sink.field("exits", lastExitMs.length);
        lastExitMs = sink.field("lastExitMs", lastExitMs, exits);
        countable = sink.field("countable", countable);
        failed = sink.field("failed", failed);
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
