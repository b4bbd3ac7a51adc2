package crucible.watchtower.lifecycle;

import crucible.model.Require;
import java.util.List;

/**
 * Up or out: at a few looks, counted in closed trades, PSR against 0 must be at least a bar that rises. A look happens
 * once, at the first boundary at which it is due; where several have become due since the last one, only the highest
 * counts. After the last look the rule looks again every {@value #FURTHER_LOOKS_TRADES} closed trades, with the last bar
 * and PSR over the whole record. Never DSR: many competitors are no reason to end an agent. Immutable.
 */
public final class DecayRule {
    /** Closed trades between the looks after the last one of the list. */
    public static final int FURTHER_LOOKS_TRADES = 480;

    private final DecayLook[] looks;

    /** @param looks at least one, ascending in closed trades */
    public DecayRule(List<DecayLook> looks) {
        Require.that(!looks.isEmpty(), "at least one look", looks);
        this.looks = looks.toArray(new DecayLook[0]);
    }

    /** Number, from 1, of the last look that is due at {@code closedTrades}; 0 before the first. */
    public int dueLook(long closedTrades) {
        final int last = looks[looks.length - 1].closedTrades();
        if (closedTrades >= last) {
            return (int) Math.min(Integer.MAX_VALUE, looks.length + (closedTrades - last) / FURTHER_LOOKS_TRADES);
        }
        int due = 0;
        while (looks[due].closedTrades() <= closedTrades) {
            due++;
        }
        return due;
    }

    /** The bar at a look, from 1. */
    public double bar(int look) {
        return looks[Math.min(look, looks.length) - 1].minPsr();
    }

    /** What a look, from 1, finds; {@code psr} is NaN where it does not exist. */
    public Finding at(int look, double psr) {
        return Finding.atLeast(psr, bar(look));
    }
}
