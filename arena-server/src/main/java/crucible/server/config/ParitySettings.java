package crucible.server.config;

import crucible.model.Require;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The nightly comparison of the day before with a backtest on it.
 *
 * @param at time of day in UTC at which it begins, such as {@code 03:10}; absent = never
 * @param heapMegabytes heap of the process that does it, in [64, 65536]
 */
public record ParitySettings(Optional<String> at, int heapMegabytes) {
    public ParitySettings {
        Require.present("at", at);
        at.ifPresent(text -> Require.that(isTime(text), "at is a time of day such as \"03:10\", or off", text));
        Require.between("heapMegabytes", heapMegabytes, 64, 65_536);
    }

    /** Never. */
    public static ParitySettings defaults() {
        return new ParitySettings(Optional.empty(), 192);
    }

    /** When it begins. */
    public Optional<LocalTime> time() {
        return at.map(LocalTime::parse);
    }

    private static boolean isTime(String text) {
        try {
            return text.equals(LocalTime.parse(text).toString());
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
