package crucible.runtime.lane;

import crucible.model.Birth;
import crucible.model.Direction;
import crucible.model.StateSink;
import crucible.runtime.dsl.CompiledBlueprint;
import crucible.runtime.event.ArenaEvent;
import java.util.Arrays;

/**
 * Carries out every decision of the original's rules so many bars later, by the clock: a bar that is missing counts.
 * Distances of stop, target and a resting order are those of the bar at which it acts. What the rules said at the newest
 * 64 bars of each instrument is kept as bits, the newest lowest.
 */
final class DelayedPlay extends ControlPlay {
    private static final long NEVER = Long.MIN_VALUE;

    private final Direction direction;
    private final int delayBars;
    private final long intervalMs;
    private long[] newestBar = {};
    private long[] entries = {};
    private long[] exits = {};

    DelayedPlay(Birth birth, CompiledBlueprint compiled) {
        super(compiled);
        direction = birth.blueprint().entry().direction();
        delayBars = birth.delayBars();
        intervalMs = birth.blueprint().scope().timeframe().intervalMs();
    }

    @Override
    void see(ArenaEvent bar, double[] now, double[] before) {
        final int instrument = bar.instrumentId();
        roomFor(instrument + 1);
        final long number = bar.openTimeMs() / intervalMs;
        final long steps = newestBar[instrument] == NEVER ? Long.SIZE : number - newestBar[instrument];
        if (steps <= 0) {
            return;
        }
        newestBar[instrument] = number;
        final boolean complete = compiled.complete(now, before);
        final boolean wouldEnter = complete
                && bar.provenance().allowsEntry()
                && bar.arenaTimeMs() - bar.closeTimeMs() <= intervalMs
                && compiled.entry(now, before);
        entries[instrument] = shifted(entries[instrument], steps) | (wouldEnter ? 1 : 0);
        exits[instrument] = shifted(exits[instrument], steps) | (compiled.exit(now, before) ? 1 : 0);
    }

    private static long shifted(long bits, long steps) {
        return steps >= Long.SIZE ? 0 : bits << steps;
    }

    @Override
    boolean enters(ArenaEvent bar, double[] now, double[] before) {
        return held(entries, bar) && compiled.complete(now, before);
    }

    @Override
    boolean exits(ArenaEvent bar, double[] now, double[] before) {
        return held(exits, bar);
    }

    private boolean held(long[] bits, ArenaEvent bar) {
        final int instrument = bar.instrumentId();
        return newestBar[instrument] == bar.openTimeMs() / intervalMs && (bits[instrument] >>> delayBars & 1) != 0;
    }

    @Override
    Direction direction(ArenaEvent bar) {
        return direction;
    }

    private void roomFor(int instruments) {
        final int from = newestBar.length;
        if (instruments > from) {
            newestBar = Arrays.copyOf(newestBar, instruments);
            Arrays.fill(newestBar, from, instruments, NEVER);
            entries = Arrays.copyOf(entries, instruments);
            exits = Arrays.copyOf(exits, instruments);
        }
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("delayed", 1);
        final int instruments = sink.field("instruments", newestBar.length);
        newestBar = sink.field("newestBar", newestBar, instruments);
        entries = sink.field("entries", entries, instruments);
        exits = sink.field("exits", exits, instruments);
        sink.end();
    }
}
