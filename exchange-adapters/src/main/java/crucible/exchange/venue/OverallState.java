package crucible.exchange.venue;

import crucible.exchange.FeedCounters;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.FeedStatus.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes the states of a venue's connections one: the feed is as well as its worst connection. Any thread. */
final class OverallState {
    private final String venue;
    private final FeedSink sink;
    private final FeedCounters counters;
    private final List<State> states = new ArrayList<>();
    private State overall = State.DOWN;

    OverallState(String venue, int connections, FeedSink sink, FeedCounters counters) {
        this.venue = venue;
        this.sink = sink;
        this.counters = counters;
        states.addAll(Collections.nCopies(connections, State.CONNECTING));
    }

    /** A connection is in another state. With one connection each change is handed on, with several what changes overall. */
    synchronized void onState(int connection, State state, String detail) {
        states.set(connection, state);
        State worst = State.LIVE;
        for (State one : states) {
            worst = badness(one) > badness(worst) ? one : worst;
        }
        if (worst != overall || states.size() == 1) {
            overall = worst;
            counters.onState(worst);
            sink.onFeedStatus(new FeedStatus(venue, worst, worst == state ? detail : ""));
        }
    }

    /** One connection more; what it comes to, it says itself. Returns its number. */
    synchronized int add() {
        states.add(State.LIVE);
        return states.size() - 1;
    }

    /** A connection has ended for good, because nothing is left to ask for. */
    void end(int connection) {
        onState(connection, State.LIVE, "");
    }

    private static int badness(State state) {
        return switch (state) {
            case LIVE -> 0;
            case CONNECTING -> 1;
            case STALE -> 2;
            case DOWN -> 3;
        };
    }
}
