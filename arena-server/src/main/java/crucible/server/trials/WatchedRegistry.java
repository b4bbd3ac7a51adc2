package crucible.server.trials;

import crucible.server.view.BacktestTrialsView;
import crucible.watchtower.evidence.Deflation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** A registry as it is shown, read anew when its file has changed. Any thread but the ring's: it reads from the disk. */
public final class WatchedRegistry implements Supplier<BacktestTrialsView> {
    private static final int NEWEST = 20;

    private final TrialRegistry registry;
    private FileTime readAt;
    private long readBytes;
    private BacktestTrialsView view = BacktestTrialsView.NONE;

    public WatchedRegistry(TrialRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized BacktestTrialsView get() {
        try {
            final FileTime changedAt = Files.getLastModifiedTime(registry.file());
            final long bytes = Files.size(registry.file());
            if (!changedAt.equals(readAt) || bytes != readBytes) {
                view = show(registry.read());
                readAt = changedAt;
                readBytes = bytes;
            }
        } catch (NoSuchFileException e) {
            view = BacktestTrialsView.NONE;
            readAt = null;
        } catch (IOException e) {
            readAt = null;
            view = new BacktestTrialsView(
                    0,
                    0,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.of("it cannot be read: " + e),
                    List.of());
        }
        return view;
    }

    private static BacktestTrialsView show(RegisteredTrials trials) {
        final boolean any = trials.competing() > 0;
        final Deflation field = trials.field(1);
        final List<BacktestTrialsView.Trial> newest = new ArrayList<>();
        for (int i = trials.trials().size() - 1; i >= 0 && newest.size() < NEWEST; i--) {
            final BacktestTrial trial = trials.trials().get(i);
            newest.add(new BacktestTrialsView.Trial(
                    trial.key(),
                    trial.strategy().name(),
                    trial.strategy().identity(),
                    trial.sample().instruments(),
                    trial.purpose().name(),
                    trial.returns().observations(),
                    present(trial.returns().sharpe()),
                    trial.registeredTimeMs()));
        }
        return new BacktestTrialsView(
                trials.trials().size(),
                trials.competing(),
                any ? OptionalDouble.of(field.varianceOfT()) : OptionalDouble.empty(),
                any ? present(field.hurdle(1)) : OptionalDouble.empty(),
                trials.damage(),
                newest);
    }

    private static OptionalDouble present(double value) {
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
