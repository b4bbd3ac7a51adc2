package crucible.fill;

import crucible.model.AccountView;
import crucible.model.Funding;
import java.util.Optional;

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

    /**
     * What contradicts something else in an account: totals against each other, reserved cash against waiting entries,
     * what a position cost against the market of its entries, its lots against what was bought and closed. Nothing else
     * in the books tells how much slippage, turnover and gross profit there was and how many trades; of these only the
     * sign is looked at.
     */
    static Optional<String> discrepancy(Account account) {
        try {
            String wrong = ofOrders(account);
            for (int i = 0; wrong == null && i < account.openPositions(); i++) {
                wrong = ofPosition(account, account.openAt(i));
            }
            wrong = wrong == null ? ofDues(account) : wrong;
            return Optional.ofNullable(wrong == null ? ofTotals(account) : wrong);
        } catch (ArithmeticException overflow) {
            return Optional.of("its numbers overflow");
        }
    }

    private static String ofOrders(Account account) {
        long granted = 0;
        for (int i = 0; i < account.entryCount(); i++) {
            final Holding entry = account.entryAt(i);
            if (!entry.isEntry()
                    || entry.lots != entry.enteredLots - entry.closedLots
                    || entry.grantedUsdE8 <= 0
                    || !isNumber(account, entry.orderId)) {
                return "a waiting entry at instrument " + entry.instrumentId + " has order " + entry.orderId + " of "
                        + account.ordersSubmitted() + ", " + entry.lots + " lots, budget " + entry.grantedUsdE8;
            }
            if (account.holding(entry.instrumentId) != entry) {
                return "two orders or positions at instrument " + entry.instrumentId;
            }
            granted = Math.addExact(granted, entry.grantedUsdE8);
        }
        return granted == account.reservedUsdE8()
                ? null
                : "reserved cash is " + account.reservedUsdE8() + ", waiting entries have " + granted;
    }

    private static boolean isNumber(Account account, long orderId) {
        return orderId >= 1 && orderId <= account.ordersSubmitted();
    }

    private static String ofPosition(Account account, Holding position) {
        final String where = "the position at instrument " + position.instrumentId;
        if (account.holding(position.instrumentId) != position) {
            return where + " is not the only one there";
        }
        if (position.lots <= 0
                || position.closedLots < 0
                || position.lots != Math.subtractExact(position.enteredLots, position.closedLots)
                || !isNumber(account, position.entryOrderId)
                || position.isWaiting() && !isNumber(account, position.orderId)
                || position.grantedUsdE8 != 0 && !(position.isWaiting() && position.isEntry())
                || position.entryFeeUsdE8 < 0
                || position.entrySlippageUsdE8 < 0) {
            return where + " has " + position.lots + " lots, entry " + position.entryOrderId + " and order "
                    + position.orderId + " of " + account.ordersSubmitted() + ", fee " + position.entryFeeUsdE8
                    + ", slippage " + position.entrySlippageUsdE8;
        }
        // What was closed in part has taken its share of both values, rounded down.
        final long otherUsdE8 = Math.subtractExact(position.entryMidHalfUsdE8, position.entryNotionalUsdE8);
        final boolean isQuoted = Math.min(position.entryNotionalUsdE8, otherUsdE8) > 0
                && position.sign() * Math.subtractExact(position.entryNotionalUsdE8, otherUsdE8)
                        >= -position.closedLots;
        if (!isQuoted) {
            return where + " cost " + position.entryNotionalUsdE8 + ", which is better than its mid value "
                    + position.entryMidHalfUsdE8 + " / 2";
        }
        return position.stopTicks > 0 && position.targetTicks >= Holding.NO_TARGET
                ? null
                : where + " has its stop at " + position.stopTicks + " and its target at " + position.targetTicks;
    }

    private static String ofDues(Account account) {
        final FundingDues dues = account.fundingDues();
        for (int i = 0; i < dues.count(); i++) {
            final FundingDue due = dues.at(i);
            if (due.receivingLots < 0
                    || due.payingLots < due.receivingLots
                    || Math.abs(due.sign) != 1
                    || due.fundingTimeMs % Funding.GRID_MS != 0
                    || !isNumber(account, due.entryOrderId)) {
                return "the funding of " + due.fundingTimeMs + " at instrument " + due.instrumentId + " is due for "
                        + due.payingLots + " and " + due.receivingLots + " lots of entry " + due.entryOrderId + " of "
                        + account.ordersSubmitted();
            }
        }
        return null;
    }

    private static String ofTotals(Account account) {
        final long difference = differenceUsdE8(account);
        if (difference != 0) {
            return "capital, profit and costs come to " + difference + " more than the equity";
        }
        long openFees = 0;
        long openSlippage = 0;
        long openFunding = 0;
        for (int i = 0; i < account.openPositions(); i++) {
            openFees = Math.addExact(openFees, account.openAt(i).entryFeeUsdE8);
            openSlippage = Math.addExact(openSlippage, account.openAt(i).entrySlippageUsdE8);
            openFunding = Math.addExact(openFunding, account.openAt(i).fundingUsdE8);
        }
        final long closedFees = Math.subtractExact(account.feesUsdE8(), openFees);
        final long closedFunding = Math.subtractExact(account.fundingUsdE8(), openFunding);
        final long net = Math.subtractExact(Math.subtractExact(account.realisedUsdE8(), closedFees), closedFunding);
        if (net != account.netTradeUsdE8()) {
            return "closed trades made " + account.netTradeUsdE8() + ", but profit less fees and funding is " + net;
        }
        final boolean counts = closedFees >= 0
                && account.slippageUsdE8() >= openSlippage
                && account.tradedUsdE8() >= 0
                && account.winningTrades() >= 0
                && account.winningTrades() <= account.closedTrades()
                && account.closedTrades() <= account.ordersSubmitted();
        return counts
                ? null
                : "there are " + account.winningTrades() + " winning of " + account.closedTrades() + " trades of "
                        + account.ordersSubmitted() + " orders, fees of " + closedFees + ", slippage of "
                        + account.slippageUsdE8() + ", turnover of " + account.tradedUsdE8();
    }
}
