package crucible.watchtower;

import crucible.model.AgentState;
import crucible.watchtower.evidence.Deflation;

/** The numbers of one agent that the lifecycle's rules look at; NaN where one does not exist. */
interface Standing {
    AgentState state();

    boolean isPromoted();

    long equityUsdE8();

    long peakUsdE8();

    long closedTrades();

    long birthTimeMs();

    /** Counted time in which it might have traded and nothing moved. */
    long idleMs();

    /** Counted time in which others had data and it had none. */
    long staleMs();

    /** Time in which none of its instruments could be traded. */
    long untradeableMs();

    /** PSR against 0 of the whole record. */
    double psr();

    /** PSR against 0 of the newest trades' evidence. */
    double rollingPsr();

    double dsr(Deflation field);

    double highestEValue();

    /** Losses beyond the bound that no operator has seen. */
    long unseenBreaks();
}
