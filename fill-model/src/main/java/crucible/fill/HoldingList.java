package crucible.fill;

import java.util.Arrays;

/**
 * Holdings of one market that wait for the same kind of event, in the order in which they came. Outcomes that are
 * reported while the list is walked may add and remove: what is added is not part of the walk, what is removed leaves a
 * hole until its end.
 */
final class HoldingList {
    /** Role of the list of waiting orders. */
    static final int WAITING = 0;

    /** Role of the lists of open positions. */
    static final int OPEN = 1;

    private final int role;
    private Holding[] items = new Holding[4];
    private int size;
    private int holes;
    private boolean walked;

    HoldingList(int role) {
        this.role = role;
    }

    /** Starts a walk over the places from 0 to the answer, exclusive. */
    int begin() {
        walked = true;
        return size;
    }

    /** The holding at a place, null where it is gone. */
    Holding at(int index) {
        return items[index];
    }

    /** Ends a walk. */
    void end() {
        walked = false;
        close();
    }

    boolean isEmpty() {
        return size == holes;
    }

    void add(Holding holding) {
        if (size == items.length && !walked) {
            close();
        }
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        holding.place[role] = size;
        items[size] = holding;
        size++;
    }

    /** Takes a holding out; nothing happens if it is not in. */
    void remove(Holding holding) {
        final int index = holding.place[role];
        if (index >= 0) {
            items[index] = null;
            holding.place[role] = -1;
            holes++;
        }
    }

    private void close() {
        if (holes == 0) {
            return;
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            final Holding holding = items[i];
            if (holding != null) {
                items[i] = null;
                items[kept] = holding;
                holding.place[role] = kept;
                kept++;
            }
        }
        size = kept;
        holes = 0;
    }
}
