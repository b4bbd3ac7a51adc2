package crucible.fill;

import crucible.model.UsdE8;

/**
 * Interest on what spot shorts have borrowed: for each hour of the clock (UTC) that has begun while the short was open, in
 * advance, on the value of the open quantity at the ask as last seen, at the opening no less than at the fill's price.
 * Rounded up for each hour, and booked as funding paid. The lane's thread.
 */
final class BorrowDesk {
    /** No borrowing where a short is wanted. */
    static final int NONE = -1;

    private static final long HOUR_MS = 3_600_000;

    /** Parts per million times the hours of 365 days. */
    private static final long PPM_HOURS = 1_000_000L * 8_760;

    private final Failures failures;

    BorrowDesk(Failures failures) {
        this.failures = failures;
    }

    /** Event time of a market has come to {@code timeMs}: hours that have begun are charged before anything of that time. */
    void passTo(long timeMs, Market market, Account[] accounts) {
        if (market.borrowAnnualPpm == NONE) {
            return;
        }
        final long hour = Math.floorDiv(timeMs, HOUR_MS);
        final long hours = hour - market.borrowHour;
        if (hours <= 0) {
            return;
        }
        market.borrowHour = hour;
        final int id = market.instrument.id();
        for (Account account : accounts) {
            final Holding position = account == null || account.isFailed() ? null : account.position(id);
            if (position != null && !position.isLong()) {
                try {
                    charge(position, position.units.notionalUsdE8(position.askTicks(), position.lots), hours);
                } catch (RuntimeException failure) {
                    failures.onFailure(account, failure, timeMs);
                }
            }
        }
    }

    /**
     * A short has grown by {@code lots} since {@code sinceMs}: the hour in which that lies has begun, and what came
     * after it.
     */
    static void opened(Holding position, long lots, Offer offer) {
        final Market market = position.market;
        if (market.borrowAnnualPpm != NONE && !position.isLong()) {
            final long hours = market.borrowHour - Math.floorDiv(offer.sinceMs, HOUR_MS) + 1;
            charge(position, position.units.notionalUsdE8(Math.max(offer.touchTicks, offer.askTicks), lots), hours);
        }
    }

    private static void charge(Holding position, long valueUsdE8, long hours) {
        final Market market = position.market;
        final long hourUsdE8 = UsdE8.scaledUp(valueUsdE8, market.borrowAnnualPpm, PPM_HOURS);
        position.account.bookFunding(
                position.instrumentId, position.entryOrderId, Math.multiplyExact(hourUsdE8, hours));
        market.perpetual.scanFromUsd = 0;
    }
}
