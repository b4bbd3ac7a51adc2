package crucible.fill;

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
