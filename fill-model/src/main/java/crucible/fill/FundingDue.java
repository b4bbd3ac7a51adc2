package crucible.fill;

import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.UsdE8;

/** What one position owes, or is owed, for one funding time that has passed and whose rate is not known. Reused. */
final class FundingDue implements StateHolder {
    int instrumentId;
    long fundingTimeMs;

    /** Number of the order that opened the position: says which one it was. */
    long entryOrderId;

    /** 1 for a long, −1 for a short. */
    int sign;

    /** Ticks and lots in which the position was kept. */
    Instrument units;

    /** Lots that pay, where the rate is against the position: all that were held or may have been. */
    long payingLots;

    /** Lots that receive, where the rate is for the position: only what was held before and after that instant. */
    long receivingLots;

    /** Mark price seen last before the funding, 0 where there was none. */
    long markPriceUsdE12;

    /** Touch at the funding in the position's ticks, for want of a mark price. */
    long bidTicks;

    long askTicks;

    /** Belongs to a position at a funding time; no lots yet. */
    void hold(Holding position, long timeMs) {
        instrumentId = position.instrumentId;
        fundingTimeMs = timeMs;
        entryOrderId = position.entryOrderId;
        sign = position.sign();
        units = position.units;
        payingLots = 0;
        receivingLots = 0;
        markPriceUsdE12 = position.market.perpetual.markPriceUsdE12;
        bidTicks = position.bidTicks();
        askTicks = position.askTicks();
    }

    /**
     * What it costs, in 1e-8 USD, negative where the agent receives. Value of the position at the mark price of the
     * funding, else at the last one before, else at the side of the quote that is worse; rounded up where it pays, down
     * where it receives.
     */
    long costUsdE8(Funding funding) {
        final boolean pays = sign * funding.rateE12() > 0;
        final long rateE12 = Math.abs(funding.rateE12());
        final long lots = pays ? payingLots : receivingLots;
        final long priceUsdE12 = funding.markPriceUsdE12() > 0 ? funding.markPriceUsdE12() : markPriceUsdE12;
        final long valueUsdE8 = priceUsdE12 > 0
                ? units.markedUsdE8(priceUsdE12, lots, pays)
                : units.notionalUsdE8(pays ? askTicks : bidTicks, lots);
        return pays
                ? UsdE8.scaledUp(valueUsdE8, rateE12, Funding.ONE_E12)
                : -UsdE8.scaledDown(valueUsdE8, rateE12, Funding.ONE_E12);
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("fundingDue", 2);
        instrumentId = sink.field("instrument", instrumentId);
        fundingTimeMs = sink.field("fundingTimeMs", fundingTimeMs);
        entryOrderId = sink.field("entryOrderId", entryOrderId);
        sign = sink.field("sign", sign);
        units = sink.field("units", Instrument.FORM, units);
        payingLots = sink.field("payingLots", payingLots);
        receivingLots = sink.field("receivingLots", receivingLots);
        markPriceUsdE12 = sink.field("markPriceUsdE12", markPriceUsdE12);
        bidTicks = sink.field("bidTicks", bidTicks);
        askTicks = sink.field("askTicks", askTicks);
        sink.end();
    }
}
