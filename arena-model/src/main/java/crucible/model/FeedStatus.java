package crucible.model;

/**
 * State of a venue's feed: a ring event.
 *
 * @param venue venue name
 * @param state what the connection is doing
 * @param detail for people, may be empty
 */
public record FeedStatus(String venue, State state, String detail) {
    public FeedStatus {
        Require.text("venue", venue);
        Require.present("state", state);
        Require.present("detail", detail);
    }

    /** What a connection is doing. */
    public enum State {
        CONNECTING,
        LIVE,
        STALE,
        DOWN
    }
}
