package crucible.watchtower.market;

import crucible.model.Blueprint;
import crucible.model.Direction;
import crucible.model.Instrument;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/** The instruments that some blueprints trade, in equal parts, as one price that starts at 1. One thread. */
final class Basket implements StateHolder {
    /** Null until a birth tells it, after a restore. */
    private Blueprint.Scope scope;

    private boolean shorts;
    private int members;
    private double level = 1;
    /** Sum of the members' returns since the level was last settled; 0 between boundaries. */
    private double moved;

    private boolean due;
    private final BasketRegime regime = new BasketRegime();

    void describe(Blueprint.Scope itsScope, boolean forShorts) {
        scope = itsScope;
        shorts = forShorts;
    }

    boolean isDescribed() {
        return scope != null;
    }

    boolean is(Blueprint.Scope other, boolean forShorts) {
        return shorts == forShorts && scope.equals(other);
    }

    /** Whether its blueprints may trade the instrument. */
    boolean includes(Instrument instrument) {
        return scope.includes(instrument.symbol())
                && (!shorts || instrument.kind().allowsShort());
    }

    int timeframe() {
        return scope.timeframe().ordinal();
    }

    void addMember() {
        members++;
    }

    int members() {
        return members;
    }

    double level() {
        return level;
    }

    BasketRegime regime() {
        return regime;
    }

    /** One member's return; answers whether it is the first since the level was settled. */
    boolean move(double simpleReturn) {
        final boolean first = !due;
        due = true;
        moved += simpleReturn;
        return first;
    }

    /** All bars of a boundary are in. */
    void settle() {
        final double simpleReturn = moved / members;
        level *= 1 + simpleReturn;
        regime.add(simpleReturn, level, timeframe());
        moved = 0;
        due = false;
    }

    static boolean needsShorts(Direction direction) {
        return direction == Direction.SHORT;
    }

    @Override
    public void visit(StateSink sink) {
        final int version = sink.begin("basket", 2);
        level = sink.field("level", level);
        if (version >= 2) {
            regime.visit(sink);
        }
        sink.end();
    }
}
