package crucible.runtime.lane;

import crucible.model.BarView;
import crucible.model.Birth;
import crucible.model.Direction;
import crucible.model.Draw;
import crucible.model.StateSink;
import crucible.runtime.dsl.CompiledBlueprint;
import crucible.runtime.event.ArenaEvent;

/**
 * Enters at random, as often as the blueprint's rule would have, in a direction by a fair coin. So it trades as much as
 * a real agent and knows nothing. Draws are addressed by its seed, instrument and bar.
 */
final class RandomPlay extends ControlPlay {
    private final long seed;
    /** Part of every draw's address. */
    private final int stream;
    /** Bars on which it might have entered, and those of them on which the rule held. */
    private long chances;

    private long signals;

    RandomPlay(Birth birth, CompiledBlueprint compiled) {
        super(compiled);
        this.seed = birth.seed();
        // Where births do not name the original, draws depend on the id as well; so they did in the beginning.
        this.stream = birth.parents().isEmpty() ? birth.agentId() : 0;
    }

    /** Learns from every bar on which it may enter how often the rule holds. */
    @Override
    boolean enters(ArenaEvent bar, double[] now, double[] before) {
        if (!compiled.complete(now, before)) {
            return false;
        }
        chances++;
        signals += compiled.entry(now, before) ? 1 : 0;
        return signals > 0 && draw("placebo.entry", bar) * chances < signals;
    }

    @Override
    Direction direction(ArenaEvent bar) {
        return draw("placebo.coin", bar) < 0.5 ? Direction.LONG : Direction.SHORT;
    }

    private double draw(String purpose, BarView bar) {
        return Draw.uniform(seed, purpose, stream, bar.instrumentId(), bar.openTimeMs());
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("placebo", 1);
        chances = sink.field("chances", chances);
        signals = sink.field("signals", signals);
        sink.end();
    }
}
