package crucible.watchtower;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/** Which looks an agent has had. */
final class Looks implements StateHolder {
    /** Highest look of the rising bar that has happened. */
    private int decayLook;
    /** Closed trades at the last judgement that is made whenever they grow. */
    private long judgedTrades;
    /** How many of those there were. */
    private int tradeLooks;

    /** Whether trades were closed since the last time; counts the look if so. */
    boolean grown(long closedTrades) {
        if (closedTrades <= judgedTrades) {
            return false;
        }
        judgedTrades = closedTrades;
        tradeLooks++;
        return true;
    }

    int tradeLooks() {
        return tradeLooks;
    }

    boolean isNew(int look) {
        return look > decayLook;
    }

    void had(int look) {
        decayLook = look;
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("looks", 1);
        decayLook = sink.field("decayLook", decayLook);
        judgedTrades = sink.field("judgedTrades", judgedTrades);
        tradeLooks = sink.field("tradeLooks", tradeLooks);
        sink.end();
    }
}
