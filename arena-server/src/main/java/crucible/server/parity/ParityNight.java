package crucible.server.parity;

import crucible.model.Require;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one nightly comparison went.
 *
 * @param result what it came to
 * @param fromMs beginning of the span, epoch milliseconds
 * @param toMs its end
 * @param endedMs when it was done, by the wall clock
 * @param agents how many agents were compared
 * @param differences how many, by the label of their cause
 * @param words what happened, for people
 */
public record ParityNight(
        Result result, long fromMs, long toMs, long endedMs, int agents, Map<String, Long> differences, String words) {
    public ParityNight {
        Require.present("result", result);
        differences = Collections.unmodifiableMap(new TreeMap<>(differences));
        Require.text("words", words);
    }

    /** What a comparison comes to. */
    public enum Result {
        /** Nothing differs. */
        SAME,
        /** Something differs. */
        DIFFERENT,
        /** It could not be done. */
        FAILED;

        /** Its name in answers and metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
