package crucible.model;

/** Which way an order trades. */
public enum Side {
    BUY,
    SELL;

    /** The other side. */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /** +1 for a buy, −1 for a sell. */
    public int sign() {
        return this == BUY ? 1 : -1;
    }
}
