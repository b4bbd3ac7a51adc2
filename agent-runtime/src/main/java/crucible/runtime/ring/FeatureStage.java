package crucible.runtime.ring;

import crucible.model.Birth;
import crucible.model.Instrument;
import crucible.model.Operand;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import crucible.runtime.dsl.CompiledBlueprint;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.feature.FeatureSeries;
import crucible.runtime.lane.FeatureDirectory;
import crucible.runtime.lane.MarkBoard;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Computes every feature once per instrument and bar and writes the values into the slot for the lanes. A feature that
 * a birth asks for is computed from the retained bars at once, so the new agent need not wait for it. One thread.
 */
public final class FeatureStage implements StateHolder {
    private final MarkBoard board;
    private final FeatureDirectory directory = new FeatureDirectory();
    private FeatureSeries[] series = {};
    private Checkpoints checkpoints = Checkpoints.NONE;

    /** The stage makes room on {@code board} for agents before any lane sees their birth. */
    public FeatureStage(MarkBoard board) {
        this.board = board;
    }

    /** Takes one event, in order. */
    public void onEvent(ArenaEvent event) {
        switch (event.kind()) {
            case BAR -> onBar(event);
            case BIRTH -> onBirth(event.payload(Birth.class));
            case INSTRUMENT -> onInstrument(event.payload(Instrument.class));
            case BOUNDARY -> {
                if (event.isCheckpoint()) {
                    event.image(checkpoints.begin(event));
                }
                if (event.image() != null) {
                    visit(event.image().features());
                }
            }
            default -> {
                // no other kind changes a feature
            }
        }
    }

    private void onBar(ArenaEvent bar) {
        final FeatureSeries features = series[key(bar.instrumentId(), bar.timeframe())];
        features.onBar(bar);
        bar.roomForFeatures(features.count());
        features.copyTo(bar.features(), bar.previousFeatures());
    }

    void onBirth(Birth birth) {
        admit(birth);
        registerAll(birth.blueprint().scope().timeframe());
    }

    /** Computes a feature from now on as if an agent that asks for it had been born; before it is told of the next event. */
    void ask(Timeframe timeframe, Operand.FeatureRef feature) {
        directory.index(timeframe, feature);
        registerAll(timeframe);
    }

    /** Every feature of {@code timeframe} that was asked for so far, in the order of a bar's values. */
    public List<Operand.FeatureRef> asked(Timeframe timeframe) {
        return Collections.unmodifiableList(directory.features(timeframe));
    }

    private void admit(Birth birth) {
        board.roomFor(birth.agentId());
        final Timeframe timeframe = birth.blueprint().scope().timeframe();
        CompiledBlueprint.compile(birth.blueprint(), ref -> directory.index(timeframe, ref));
    }

    private void onInstrument(Instrument instrument) {
        final int needed = (instrument.id() + 1) * Timeframe.count();
        if (needed > series.length) {
            series = Arrays.copyOf(series, needed);
        }
        for (int i = 0; i < Timeframe.count(); i++) {
            final int key = key(instrument.id(), Timeframe.at(i));
            if (series[key] == null) {
                series[key] = newSeries();
                registerAll(series[key], Timeframe.at(i));
            }
        }
    }

    private void registerAll(Timeframe timeframe) {
        for (int key = timeframe.ordinal(); key < series.length; key += Timeframe.count()) {
            if (series[key] != null) {
                registerAll(series[key], timeframe);
            }
        }
    }

    private void registerAll(FeatureSeries features, Timeframe timeframe) {
        final List<Operand.FeatureRef> refs = directory.features(timeframe);
        for (int index = features.count(); index < refs.size(); index++) {
            features.index(refs.get(index));
        }
    }

    private static int key(int instrumentId, Timeframe timeframe) {
        return instrumentId * Timeframe.count() + timeframe.ordinal();
    }

    /** From now on copies of the state go there; before the stages run. */
    void checkpoints(Checkpoints newCheckpoints) {
        checkpoints = newCheckpoints;
    }

    /** Restores the series; which features they have follows from {@code births}, all of them in order. */
    void restore(List<Birth> births, StateSink stored) {
        births.forEach(this::admit);
        visit(stored);
    }

    private static FeatureSeries newSeries() {
        return new FeatureSeries(FeatureSeries.DEFAULT_HISTORY_BARS);
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("series", 2);
        final int keys = sink.field("keys", series.length);
        if (keys > series.length) {
            series = Arrays.copyOf(series, keys);
        }
        for (int key = 0; key < keys; key++) {
            if (sink.field("known", series[key] != null)) {
                if (series[key] == null) {
                    series[key] = newSeries();
                    registerAll(series[key], Timeframe.at(key % Timeframe.count()));
                }
                series[key].visit(sink);
            }
        }
        sink.end();
    }
}
