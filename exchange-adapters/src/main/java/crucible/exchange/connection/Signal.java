package crucible.exchange.connection;

/** What a frame means for the connection that carried it. */
public enum Signal {
    /** Data, or nothing of interest. */
    NONE,
    /** One subscription message was accepted. */
    ACKNOWLEDGED,
    /** A subscription message was refused. */
    REFUSED,
    /** The venue is about to close and asks to come back. */
    RECONNECT
}
