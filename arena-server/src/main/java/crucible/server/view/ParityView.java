package crucible.server.view;

import crucible.model.Require;
import java.util.Map;

/**
 * The newest nightly comparison of what the arena did with a backtest on the same bars.
 *
 * @param result {@code same}, {@code different}, or {@code failed} where it could not be done
 * @param fromTimeMs beginning of the span
 * @param toTimeMs its end
 * @param endedTimeMs when it was done, by the wall clock
 * @param agents how many agents were compared
 * @param differences how many, by their cause
 * @param words what happened, for people
 */
public record ParityView(
        String result,
        long fromTimeMs,
        long toTimeMs,
        long endedTimeMs,
        int agents,
        Map<String, Long> differences,
        String words) {
    public ParityView {
        Require.text("result", result);
        Require.present("differences", differences);
        Require.text("words", words);
    }
}
