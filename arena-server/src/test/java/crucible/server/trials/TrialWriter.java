package crucible.server.trials;

import java.nio.file.Path;
import java.util.List;

/** A process that registers trials one by one; its arguments are the directory, the first seed and how many. */
final class TrialWriter {
    private TrialWriter() {}

    public static void main(String[] arguments) throws Exception {
        final TrialRegistry registry = new TrialRegistry(Path.of(arguments[0]));
        final int first = Integer.parseInt(arguments[1]);
        for (int seed = first; seed < first + Integer.parseInt(arguments[2]); seed++) {
            registry.register(List.of(RandomTrials.trial(seed)));
        }
    }
}
