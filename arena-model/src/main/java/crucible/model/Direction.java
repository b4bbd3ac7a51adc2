package crucible.model;

/** Which way a position profits. Short exists only where the instrument's kind allows it. */
public enum Direction {
    LONG,
    SHORT;

    /** The side that opens a position of this direction. */
    public Side entrySide() {
        return this == LONG ? Side.BUY : Side.SELL;
    }

    /** The side that closes a position of this direction. */
    public Side exitSide() {
        return this == LONG ? Side.SELL : Side.BUY;
    }
}
