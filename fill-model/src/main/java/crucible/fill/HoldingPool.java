package crucible.fill;

import java.util.Arrays;

/** Holdings that nobody has, to be used again: a desk in steady state makes none. The lane's thread. */
final class HoldingPool {
    private Holding[] spare = new Holding[16];
    private int count;

    /** An empty one. */
    Holding take() {
        if (count == 0) {
            return new Holding();
        }
        count--;
        return spare[count];
    }

    /** Empties {@code holding}, which nobody may use any more. */
    void giveBack(Holding holding) {
        holding.clear();
        if (count == spare.length) {
            spare = Arrays.copyOf(spare, count * 2);
        }
        spare[count] = holding;
        count++;
    }
}
