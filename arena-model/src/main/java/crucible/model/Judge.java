package crucible.model;

import java.util.List;

/**
 * The Watchtower as the arena sees it: judges agents at boundaries. Called on one thread, agents in ascending id order.
 * What it decides takes effect just before the next boundary.
 */
public interface Judge extends StateHolder {
    /** From now on every return that becomes evidence is told to {@code sink}, before the boundary has ended. */
    void evidenceTo(EvidenceSink sink);

    /** An instrument, or new rules of one. */
    void onInstrument(Instrument instrument);

    /** A closed bar; those of a boundary come before its marks. */
    void onBar(BarView bar);

    /** The state was restored by {@link #visit}: who was born, in order, and which instruments there are. */
    void onRestored(List<Birth> births, List<Instrument> instruments);

    /** A new agent is to be watched. */
    void onBirth(Birth birth, long arenaTimeMs);

    /** One agent at a boundary of its timeframe. */
    void onMark(AgentMark mark, long boundaryTimeMs);

    /**
     * A verdict has taken effect (the judge's own, an operator's, or a loss limit that acted on the lane). The agent is
     * dead or promoted from now on.
     */
    void onVerdict(Verdict verdict);

    /** How many trials competed, from now on. */
    void onTrials(TrialCount count);

    /** An operator has seen what bars an agent's promotion: every loss beyond the believed bound so far. */
    void onAcknowledged(int agentId);

    /**
     * An agent has died on its lane by a limit that the lane judges alone. The card of that verdict; it takes effect on
     * the books just before the next boundary.
     */
    Verdict laneDeath(AgentMark mark, DeathCause cause, long boundaryTimeMs);

    /** The agent's statistics; called between boundaries' judgements on the same thread. */
    AgentScore score(int agentId);

    /** Every agent due at this boundary has been shown; verdicts go out now. */
    void endBoundary(long boundaryTimeMs, RequestSink requests);
}
