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

    /** Called by the lane at a boundary: what it wrote so far is handed over. */
    void handOver() {
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
