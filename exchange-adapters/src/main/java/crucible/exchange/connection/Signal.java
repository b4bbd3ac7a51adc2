package crucible.exchange.connection;

/** What a frame means for the connection that carried it. */
public enum Signal {
    /** A sign of life of the connection, or of no interest: no sign that the market's data arrive. */
    NONE,
    /** Market data. */
    DATA,
    /** The last missing subscription of the socket was accepted. */
    SUBSCRIBED,
    /** A subscription was refused. */
    REFUSED,
    /** The venue is about to close and asks to come back. */
    RECONNECT
}
