package crucible.exchange.venue;

import crucible.exchange.FeedCounters;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.FeedStatus.State;
import java.util.Arrays;

/** Makes the states of a venue's connections one: the feed is as well as its worst connection. Any thread. */
final class OverallState {
    private final String venue;
    private final FeedSink sink;
    private final FeedCounters counters;
    private final State[] states;
    private State overall = State.DOWN;

    OverallState(String venue, int connections, FeedSink sink, FeedCounters counters) {
        this.venue = venue;
        this.sink = sink;
        this.counters = counters;
        this.states = new State[connections];
        Arrays.fill(states, State.CONNECTING);
    }

    /** A connection is in another state. With one connection each change is handed on, with several what changes overall. */
    synchronized void onState(int connection, State state, String detail) {
        states[connection] = state;
        State worst = State.LIVE;
        for (State one : states) {
            worst = badness(one) > badness(worst) ? one : worst;
        }
        if (worst != overall || states.length == 1) {
            overall = worst;
            counters.onState(worst);
            sink.onFeedStatus(new FeedStatus(venue, worst, worst == state ? detail : ""));
        }
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
