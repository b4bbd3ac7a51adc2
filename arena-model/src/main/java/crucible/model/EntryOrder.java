package crucible.model;

/**
 * By which order a blueprint enters.
 *
 * @param kind market, limit, or stop
 * @param offset how far from the close of the deciding bar: a limit on the better side, a stop on the worse; null for a
 *     market order
 * @param timeInForce of a limit order; GTC for others
 * @param expiryBars bars of its timeframe after which a limit or stop order expires, in [1, 1000]; 0 for a market order
 */
public record EntryOrder(OrderKind kind, Distance offset, TimeInForce timeInForce, int expiryBars) {
    /** At the next quote, at the touch. */
    public static final EntryOrder MARKET = new EntryOrder(OrderKind.MARKET, null, TimeInForce.GTC, 0);

    public EntryOrder {
        Require.present("kind", kind);
        Require.present("timeInForce", timeInForce);
        if (kind == OrderKind.MARKET) {
            Require.that(offset == null && expiryBars == 0, "a market order has no offset and no expiry", offset);
        } else {
            Require.present("offset", offset);
            Require.between("expiryBars", expiryBars, 1, 1000);
        }
        Require.that(
                kind == OrderKind.LIMIT || timeInForce == TimeInForce.GTC,
                "only a limit order has a time in force",
                timeInForce);
    }

    /** A limit order. */
    public static EntryOrder limit(Distance offset, TimeInForce timeInForce, int expiryBars) {
        return new EntryOrder(OrderKind.LIMIT, offset, timeInForce, expiryBars);
    }

    /** A stop order. */
    public static EntryOrder stop(Distance offset, int expiryBars) {
        return new EntryOrder(OrderKind.STOP, offset, TimeInForce.GTC, expiryBars);
    }

    /** Limit or trigger of an entry that is decided at {@code close}, {@code distance} being what the offset comes to. */
    public double price(Direction direction, double close, double distance) {
        final boolean below = direction == Direction.LONG == (kind == OrderKind.LIMIT);
        return below ? close - distance : close + distance;
    }
}
