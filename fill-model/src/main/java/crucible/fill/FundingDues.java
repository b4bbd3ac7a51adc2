package crucible.fill;

import crucible.model.Funding;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.Arrays;

/** One agent's fundings whose rates are not known yet, in the order in which they passed. */
final class FundingDues implements StateHolder {
    private FundingDue[] dues = {};
    private int count;

    int count() {
        return count;
    }

    FundingDue at(int index) {
        return dues[index];
    }

    /** What a position owes for a funding time; null where there is nothing. */
    FundingDue find(int instrumentId, long fundingTimeMs, long entryOrderId) {
        for (int i = 0; i < count; i++) {
            final FundingDue due = dues[i];
            if (due.instrumentId == instrumentId
                    && due.fundingTimeMs == fundingTimeMs
                    && due.entryOrderId == entryOrderId) {
                return due;
            }
        }
        return null;
    }

    /** A new one, to be filled in; an old one is used again where there is one. */
    FundingDue add() {
        if (count == dues.length) {
            dues = Arrays.copyOf(dues, Math.max(2, count * 2));
        }
        if (dues[count] == null) {
            dues[count] = new FundingDue();
        }
        return dues[count++];
    }

    /** A funding time has passed: more lots of a position pay for it, or receive. */
    void owe(Holding position, long fundingTimeMs, long payingLots, long receivingLots) {
        FundingDue due = find(position.instrumentId, fundingTimeMs, position.entryOrderId);
        if (due == null) {
            due = add();
            due.hold(position, fundingTimeMs);
        }
        due.payingLots = Math.addExact(due.payingLots, payingLots);
        due.receivingLots = Math.addExact(due.receivingLots, receivingLots);
    }

    /** Lots of a position were closed at or before a funding time: they receive nothing for it. */
    void receiveLess(Holding position, long fundingTimeMs, long lots) {
        final FundingDue due = find(position.instrumentId, fundingTimeMs, position.entryOrderId);
        if (due != null) {
            due.receivingLots = Math.max(0, due.receivingLots - lots);
        }
    }

    /** The rate of a funding time is known: who held a position pays or receives, in the books of {@code account}. */
    void settle(Funding funding, Account account) {
        for (int i = count - 1; i >= 0; i--) {
            final FundingDue due = dues[i];
            if (due.instrumentId == funding.instrumentId() && due.fundingTimeMs == funding.fundingTimeMs()) {
                final long costUsdE8 = due.costUsdE8(funding);
                final Holding position = account.bookFunding(due.instrumentId, due.entryOrderId, costUsdE8);
                if (position != null) {
                    final boolean more = position.fundedTimeMs == funding.fundingTimeMs();
                    position.fundedUsdE8 = Math.addExact(more ? position.fundedUsdE8 : 0, costUsdE8);
                    position.fundedTimeMs = funding.fundingTimeMs();
                }
                remove(i);
            }
        }
    }

    /** Nobody knows what was paid for a funding time, and nobody will. */
    void giveUp(int instrumentId, long fundingTimeMs) {
        for (int i = count - 1; i >= 0; i--) {
            final FundingDue due = dues[i];
            if (due.instrumentId == instrumentId && due.fundingTimeMs == fundingTimeMs) {
                remove(i);
            }
        }
    }

    /** Takes out the {@code index}-th; the others keep their order. */
    void remove(int index) {
        final FundingDue gone = dues[index];
        System.arraycopy(dues, index + 1, dues, index, count - index - 1);
        count--;
        gone.units = null;
        dues[count] = gone;
    }

    @Override
    public void visit(StateSink sink) {
        final int stored = sink.field("fundingDues", count);
        while (count < stored) {
            add();
        }
        for (int i = 0; i < stored; i++) {
            dues[i].visit(sink);
        }
    }
}
