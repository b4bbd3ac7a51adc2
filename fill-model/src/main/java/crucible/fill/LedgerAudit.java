package crucible.fill;

import crucible.model.AccountView;

/** Whether books add up. */
public final class LedgerAudit {
    private LedgerAudit() {}

    /**
     * Capital + realised + unrealised − fees − funding − equity: 0 for books that add up, to the last unit. Any account
     * of any desk, on the thread that owns it.
     */
    public static long differenceUsdE8(AccountView account) {
        long sum = Math.addExact(account.capitalUsdE8(), account.realisedUsdE8());
        sum = Math.addExact(sum, account.unrealisedUsdE8());
        sum = Math.subtractExact(sum, account.feesUsdE8());
        sum = Math.subtractExact(sum, account.fundingUsdE8());
        return Math.subtractExact(sum, account.equityUsdE8());
    }
}
