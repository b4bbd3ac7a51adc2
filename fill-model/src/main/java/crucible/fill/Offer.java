package crucible.fill;

import crucible.model.Side;

/** What the market offers an order: at which price, how much of it, since when. Of one event and order; reused. */
final class Offer {
    /** Where it fills: the other side of the book, or the level at which it rested. */
    long touchTicks;

    long bidTicks;
    long askTicks;

    /** Bid plus ask, or twice the level: the mid price in half ticks. */
    long midHalfTicks;

    /** Ask less bid, or what lies between a trade that set off a stop and the touch; 0 for an order that rested. */
    long spreadTicks;

    /** The trade that set off a stop, or the level at which an order rested; 0 for others. */
    long triggerTicks;

    /** Time that the order was under way; 0 where a bar fills it. */
    long latencyMs;

    /** Fee beside the taker's or maker's: a liquidation's. */
    long extraFeePpm;

    /** Whether the order rested in the book and pays the maker's fee. */
    boolean rests;

    /** Most that may fill. */
    long mostLots;

    /** Event time at which it becomes known. */
    long timeMs;

    /** Event time from which a position counts that is opened: the open of a bar, the time of a quote. */
    long sinceMs;

    /** Open of the bar in whose volume it has its share. */
    long windowOpenMs;

    /** The newest quote, in the units of the order. */
    void quote(Holding order, long atMs) {
        timeMs = atMs;
        sinceMs = atMs;
        windowOpenMs = order.timeframe.openTimeOf(atMs);
        latencyMs = order.latencyMs;
        book(order.side(), order.bidTicks(), order.askTicks());
    }

    /** The open of a bar: half a spread below and above it, unless the bar lies off the grid, which costs more. */
    void open(Holding order, BarTicks bar, long knownSpreadTicks) {
        bar(bar);
        final long halfTicks = (knownSpreadTicks + 1) / 2;
        book(
                order.side(),
                Math.max(1, Math.subtractExact(bar.openDown(), halfTicks)),
                Math.addExact(bar.openUp(), halfTicks));
    }

    private void book(Side side, long bid, long ask) {
        bidTicks = bid;
        askTicks = ask;
        touchTicks = side == Side.BUY ? ask : bid;
        midHalfTicks = Math.addExact(bid, ask);
        spreadTicks = Math.subtractExact(ask, bid);
        triggerTicks = 0;
        rests = false;
    }

    /** A trade that set off a stop: who trades then crosses the spread from there. */
    void stopped(Holding order, BarTicks bar, Side side, long tradeTicks, long crossedTicks) {
        bar(bar);
        last(order);
        touchTicks = Math.max(1, Math.addExact(tradeTicks, side.sign() * crossedTicks));
        midHalfTicks = Math.subtractExact(Math.multiplyExact(2, touchTicks), side.sign() * crossedTicks);
        spreadTicks = crossedTicks;
        triggerTicks = tradeTicks;
        rests = false;
    }

    /** A level that the bar traded through. */
    void through(Holding order, BarTicks bar, long levelTicks) {
        bar(bar);
        last(order);
        midHalfTicks = Math.multiplyExact(2, levelTicks);
        rest(levelTicks);
    }

    /** The market came to the level at which the order rests; it gets no better price. */
    void rest(long levelTicks) {
        touchTicks = levelTicks;
        spreadTicks = 0;
        triggerTicks = levelTicks;
        rests = true;
    }

    /** The venue takes all of a position: at a price that a spread lies before, for a fee that says so. */
    void taken(Holding position, long atTicks, long knownSpreadTicks, long feePpm, long atMs) {
        timeMs = atMs;
        sinceMs = atMs;
        windowOpenMs = position.timeframe.openTimeOf(atMs);
        latencyMs = 0;
        last(position);
        final long towardsMidTicks = position.sign() * knownSpreadTicks;
        touchTicks = atTicks;
        midHalfTicks = Math.addExact(Math.multiplyExact(2, atTicks), towardsMidTicks);
        spreadTicks = knownSpreadTicks;
        triggerTicks =
                atTicks == (position.isLong() ? bidTicks : askTicks) ? 0 : Math.addExact(atTicks, towardsMidTicks);
        extraFeePpm = feePpm;
        rests = false;
        mostLots = Long.MAX_VALUE;
    }

    private void bar(BarTicks bar) {
        timeMs = bar.closeTimeMs();
        sinceMs = bar.openTimeMs();
        windowOpenMs = bar.openTimeMs();
        latencyMs = 0;
    }

    private void last(Holding order) {
        bidTicks = order.bidTicks();
        askTicks = order.askTicks();
    }
}
