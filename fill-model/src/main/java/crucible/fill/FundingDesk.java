package crucible.fill;

import crucible.model.Funding;

/**
 * Who pays and receives funding. When a funding time passes, every open position of the perpetual is written down; when
 * the venue's settled rate is known, what was written down is booked. What is opened or closed at exactly the funding's
 * millisecond, or is found later to have been opened or closed before it, pays where the rate is against it and receives
 * nothing where it is for it. Nothing is booked for a rate that is not known.
 */
final class FundingDesk {
    private FundingDesk() {}

    /** Event time of a market has come to {@code timeMs}: before anything of that time fills. */
    static void passTo(long timeMs, Market market, Account[] accounts) {
        final long dueMs = market.perpetual.dueBy(timeMs);
        if (dueMs > 0) {
            pass(dueMs, market, accounts);
        }
    }

    private static void pass(long fundingTimeMs, Market market, Account[] accounts) {
        final PerpetualMarket perpetual = market.perpetual;
        perpetual.passed(fundingTimeMs);
        final int id = market.instrument.id();
        for (Account account : accounts) {
            final Holding position = account == null || account.isFailed() ? null : account.position(id);
            if (position != null) {
                account.fundingDues().owe(position, fundingTimeMs, position.lots, position.lots);
            }
        }
        while (perpetual.unknown() > 0 && fundingTimeMs - perpetual.unknownAt(0) > PerpetualMarket.GIVEN_UP_AFTER_MS) {
            final long oldestMs = perpetual.unknownAt(0);
            perpetual.giveUp(oldestMs);
            for (Account account : accounts) {
                if (account != null) {
                    account.fundingDues().giveUp(id, oldestMs);
                }
            }
        }
    }

    /** A rate has become known: writes down who held a position, where nobody knew of the funding before. */
    static boolean isOwed(Funding funding, Market market, Account[] accounts) {
        passTo(funding.fundingTimeMs(), market, accounts);
        final PerpetualMarket perpetual = market.perpetual;
        if (funding.fundingTimeMs() > perpetual.newestPassedMs()) {
            pass(funding.fundingTimeMs(), market, accounts);
        }
        return perpetual.isUnknown(funding.fundingTimeMs());
    }

    /** A position has grown by {@code lots} at {@code timeMs}. */
    static void opened(Holding position, long lots, long timeMs) {
        final PerpetualMarket perpetual = position.market.perpetual;
        perpetual.scanFromUsd = 0;
        if (perpetual.newestPassedMs() < timeMs) {
            return;
        }
        for (int i = 0; i < perpetual.unknown(); i++) {
            if (perpetual.unknownAt(i) >= timeMs) {
                position.account.fundingDues().owe(position, perpetual.unknownAt(i), lots, 0);
            }
        }
        if (perpetual.settledMs() >= timeMs) {
            final FundingDues dues = position.account.fundingDues();
            dues.owe(position, perpetual.settledMs(), lots, 0);
            dues.settle(settled(position.market), position.account);
        }
    }

    /** {@code lots} of a position are closed at {@code timeMs}; before its account books that. */
    static void closing(Holding position, long lots, long timeMs) {
        final PerpetualMarket perpetual = position.market.perpetual;
        if (perpetual.newestPassedMs() < timeMs) {
            return;
        }
        for (int i = 0; i < perpetual.unknown(); i++) {
            if (perpetual.unknownAt(i) >= timeMs) {
                position.account.fundingDues().receiveLess(position, perpetual.unknownAt(i), lots);
            }
        }
        if (perpetual.settledMs() >= timeMs && position.fundedTimeMs == perpetual.settledMs()) {
            position.account.giveBack(position, lots);
        }
    }

    private static Funding settled(Market market) {
        final PerpetualMarket perpetual = market.perpetual;
        return new Funding(
                market.instrument.id(),
                perpetual.settledMs(),
                perpetual.settledRateE12(),
                perpetual.settledMarkUsdE12());
    }
}
