package crucible.server.view;

import crucible.model.AccountView;

/**
 * An agent's books at one event: {@code capital + realised + unrealised − fees − funding = equity}, to the last unit.
 */
public record AgentBooks(
        long capitalUsdE8,
        long cashUsdE8,
        long realisedUsdE8,
        long unrealisedUsdE8,
        long feesUsdE8,
        long fundingUsdE8,
        long equityUsdE8)
        implements Inlined {
    /** What {@code account} shows now; on the lane's thread, or when its lane stands still. */
    public static AgentBooks of(AccountView account) {
        return new AgentBooks(
                account.capitalUsdE8(),
                account.cashUsdE8(),
                account.realisedUsdE8(),
                account.unrealisedUsdE8(),
                account.feesUsdE8(),
                account.fundingUsdE8(),
                account.equityUsdE8());
    }

    /** Equity over capital, minus 1. */
    public double returnFrac() {
        return (double) (equityUsdE8 - capitalUsdE8) / capitalUsdE8;
    }
}
