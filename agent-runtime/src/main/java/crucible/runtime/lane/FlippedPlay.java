package crucible.runtime.lane;

import crucible.model.Direction;
import crucible.model.StateSink;
import crucible.runtime.dsl.CompiledBlueprint;
import crucible.runtime.event.ArenaEvent;

/**
 * Goes short where the original goes long, and long where it goes short. Stop, target and a resting order's price lie as far
 * away on the other side.
 */
final class FlippedPlay extends ControlPlay {
    private final Direction direction;

    FlippedPlay(Direction original, CompiledBlueprint compiled) {
        super(compiled);
        direction = original == Direction.LONG ? Direction.SHORT : Direction.LONG;
    }

    @Override
    boolean enters(ArenaEvent bar, double[] now, double[] before) {
        return compiled.entry(now, before) && compiled.complete(now, before);
    }

    @Override
    Direction direction(ArenaEvent bar) {
        return direction;
    }

    /** It is what its birth says, and remembers nothing. */
    @Override
    public void visit(StateSink sink) {
        sink.begin("flipped", 1);
        sink.end();
    }
}
