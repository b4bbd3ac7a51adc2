package crucible.server.parity;

import crucible.model.Blueprint;
import java.util.ArrayDeque;

/** One agent twice: what it has done in the recorded arena and in the trial and was not compared yet. One thread. */
final class ComparedAgent {
    /** The trial is at most one event behind, which may hold back two boundaries; who is further behind is silent. */
    private static final int MOST_STANDINGS_AHEAD = 4;

    private final int id;
    private final Blueprint blueprint;
    private final ArrayDeque<Placed> live = new ArrayDeque<>();
    private final ArrayDeque<Placed> backtest = new ArrayDeque<>();
    private int standingsAhead;
    private boolean differs;

    /** A deed and the event of the recorded arena at which it came. */
    record Placed(Deed deed, long sequence) {}

    /** Two deeds in the same place that are not the same; one of them null where the other side is silent. */
    record Mismatch(Placed live, Placed backtest) {}

    ComparedAgent(int id, Blueprint blueprint) {
        this.id = id;
        this.blueprint = blueprint;
    }

    int id() {
        return id;
    }

    Blueprint blueprint() {
        return blueprint;
    }

    /** Whether it did otherwise: then nothing that follows can be compared. */
    boolean differs() {
        return differs;
    }

    /** It has done this in the recorded arena; null, or how that differs. */
    Mismatch onLive(Placed deed) {
        return compare(deed, live, backtest, true);
    }

    /** It has done this in the trial; null, or how that differs. */
    Mismatch onBacktest(Placed deed) {
        return compare(deed, backtest, live, false);
    }

    private Mismatch compare(Placed deed, ArrayDeque<Placed> own, ArrayDeque<Placed> other, boolean isLive) {
        if (differs) {
            return null;
        }
        if (other.isEmpty()) {
            own.add(deed);
            standingsAhead += deed.deed() instanceof Deed.Standing ? 1 : 0;
            return standingsAhead > MOST_STANDINGS_AHEAD ? mismatch(own.peek(), null, isLive) : null;
        }
        final Placed counterpart = other.poll();
        standingsAhead -= counterpart.deed() instanceof Deed.Standing ? 1 : 0;
        return counterpart.deed().equals(deed.deed()) ? null : mismatch(deed, counterpart, isLive);
    }

    private Mismatch mismatch(Placed own, Placed other, boolean isLive) {
        differs = true;
        live.clear();
        backtest.clear();
        return isLive ? new Mismatch(own, other) : new Mismatch(other, own);
    }
}
