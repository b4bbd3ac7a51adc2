package crucible.watchtower.lifecycle;

import crucible.model.Require;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Up or out: at a few looks, counted in closed trades, PSR against 0 must be at least a bar that rises. A look happens
 * once, at the first boundary at which it is due; where several have become due since the last one, only the highest
 * counts. After the last look of the list the rule looks again every {@value #FURTHER_LOOKS_TRADES} closed trades at PSR
 * over the newest {@value #ROLLING_TRADES}, with a low bar: who was good and is no longer. Never DSR: many competitors
 * are no reason to end an agent. Immutable.
 */
public final class DecayRule {
    /** Closed trades between the looks after the last one of the list. */
    public static final int FURTHER_LOOKS_TRADES = 120;
    /** Closed trades over whose evidence these looks go. */
    public static final int ROLLING_TRADES = 480;

    private final DecayLook[] looks;
    /** NaN where there are no looks after the last. */
    private final double rollingPsr;

    /**
     * @param looks at least one, ascending in closed trades
     * @param rollingPsr the bar of the looks after the last, in [0, 1); empty: there are none
     */
    public DecayRule(List<DecayLook> looks, OptionalDouble rollingPsr) {
        Require.that(!looks.isEmpty(), "at least one look", looks);
        this.looks = looks.toArray(new DecayLook[0]);
        this.rollingPsr = rollingPsr.orElse(Double.NaN);
    }

    /** Number, from 1, of the last look that is due at {@code closedTrades}; 0 before the first. */
    public int dueLook(long closedTrades) {
        final int last = looks[looks.length - 1].closedTrades();
        if (closedTrades >= last) {
            final long further = Double.isNaN(rollingPsr) ? 0 : (closedTrades - last) / FURTHER_LOOKS_TRADES;
            return (int) Math.min(Integer.MAX_VALUE, looks.length + further);
        }
        int due = 0;
        while (looks[due].closedTrades() <= closedTrades) {
            due++;
        }
        return due;
    }

    /** Whether a look, from 1, is at the newest trades only. */
    public boolean isRolling(int look) {
        return look > looks.length;
    }

    /** The bar at a look, from 1. */
    public double bar(int look) {
        return isRolling(look) ? rollingPsr : looks[look - 1].minPsr();
    }

    /** What a look, from 1, finds; {@code psr}, of the whole record or the newest trades, is NaN where it does not exist. */
    public Finding at(int look, double psr) {
        return Finding.atLeast(psr, bar(look));
    }
}
