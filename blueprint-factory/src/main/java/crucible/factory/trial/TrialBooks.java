package crucible.factory.trial;

import crucible.runtime.lane.AgentRow;

/**
 * The agent's books at the end of a trial, in 1e-8 USD; open positions are valued at the side at which they could be
 * closed.
 */
public record TrialBooks(
        long capitalUsdE8,
        long realisedUsdE8,
        long unrealisedUsdE8,
        long feesUsdE8,
        long fundingUsdE8,
        long slippageUsdE8,
        long equityUsdE8) {
    static TrialBooks of(AgentRow row) {
        return new TrialBooks(
                row.capitalUsdE8(),
                row.realisedUsdE8(),
                row.unrealisedUsdE8(),
                row.feesUsdE8(),
                row.fundingUsdE8(),
                row.slippageUsdE8(),
                row.equityUsdE8());
    }

    /** Capital + realised + unrealised − fees − funding − equity: 0, or money was made or lost by the software. */
    public long errorUsdE8() {
        return capitalUsdE8 + realisedUsdE8 + unrealisedUsdE8 - feesUsdE8 - fundingUsdE8 - equityUsdE8;
    }
}
