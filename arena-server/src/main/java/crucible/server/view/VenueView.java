package crucible.server.view;

import crucible.model.FeedStatus;
import crucible.model.Require;
import java.util.OptionalLong;

/**
 * A venue as the arena sees it.
 *
 * @param name venue name
 * @param state state of its feed
 * @param detail for people, may be empty
 * @param lastEventTimeMs event time of the last bar or quote; absent before the first
 * @param reconnects how often its connection was made anew
 * @param framesRejected frames and rows that were refused
 */
public record VenueView(
        String name,
        FeedStatus.State state,
        String detail,
        OptionalLong lastEventTimeMs,
        long reconnects,
        long framesRejected) {
    public VenueView {
        Require.text("name", name);
        Require.present("state", state);
        Require.present("detail", detail);
        Require.present("lastEventTimeMs", lastEventTimeMs);
    }
}
