package crucible.runtime.lane;

import crucible.model.BarView;
import crucible.model.Direction;
import crucible.model.Draw;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * What a placebo does in the place of its blueprint's entry rule: enters at random, as often as the rule would have, in a
 * direction by a fair coin. Everything else, sizes, stops, targets, holding times and costs, is the blueprint's. So it trades as
 * much as a real agent and knows nothing. Lane thread only; draws are addressed by seed, agent, instrument and bar.
 */
final class Placebo implements StateHolder {
    private final long seed;
    private final int agentId;
    /** Bars on which it might have entered, and those of them on which the rule held. */
    private long chances;

    private long signals;

    Placebo(long seed, int agentId) {
        this.seed = seed;
        this.agentId = agentId;
    }

    /** Whether it enters at a bar on which it may; learns from every such bar how often the rule holds. */
    boolean enters(BarView bar, boolean ruleHolds) {
        chances++;
        signals += ruleHolds ? 1 : 0;
        return signals > 0 && draw("placebo.entry", bar) * chances < signals;
    }

    /** Which way, if it enters at this bar. */
    Direction direction(BarView bar) {
        return draw("placebo.coin", bar) < 0.5 ? Direction.LONG : Direction.SHORT;
    }

    private double draw(String purpose, BarView bar) {
        return Draw.uniform(seed, purpose, agentId, bar.instrumentId(), bar.openTimeMs());
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("placebo", 1);
        chances = sink.field("chances", chances);
        signals = sink.field("signals", signals);
        sink.end();
    }
}
