package crucible.runtime.lane;

import java.util.Arrays;

/**
 * A lane's outcomes since the last boundary, in two halves: the lane fills one while the arbiter reads the other. The
 * halves change places at a boundary, and the next boundary is published only after the arbiter has read this one.
 */
public final class OutcomeBuffer {
    private final Half[] halves = {new Half(), new Half()};
    private int writing;

    Outcome next() {
        return halves[writing].next();
    }

    /**
     * Called by the lane at a boundary: what it wrote so far is handed over, outcomes of one event by agent id, so that the
     * order does not depend on how agents are spread over lanes.
     */
    void handOver() {
        halves[writing].sort();
        writing = 1 - writing;
        halves[writing].count = 0;
    }

    /** Number of outcomes handed over at the last boundary. */
    public int count() {
        return halves[1 - writing].count;
    }

    /** The {@code index}-th of them, in order. */
    public Outcome get(int index) {
        return halves[1 - writing].entries[index];
    }

    private static final class Half {
        private Outcome[] entries = {};
        private int count;

        /** Insertion sort: stable, in place, and cheap for what is almost in order. */
        private void sort() {
            for (int i = 1; i < count; i++) {
                final Outcome moved = entries[i];
                int at = i;
                while (at > 0 && isBehind(entries[at - 1], moved)) {
                    entries[at] = entries[at - 1];
                    at--;
                }
                entries[at] = moved;
            }
        }

        private static boolean isBehind(Outcome earlier, Outcome later) {
            return earlier.sequence() == later.sequence() && earlier.agentId() > later.agentId();
        }

        Outcome next() {
            if (count == entries.length) {
                final int from = entries.length;
                entries = Arrays.copyOf(entries, Math.max(64, from * 2));
                for (int i = from; i < entries.length; i++) {
                    entries[i] = new Outcome();
                }
            }
            return entries[count++];
        }
    }
}
