package crucible.exchange.replay.wire;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Parameters of a call.
 *
 * @param values by name
 */
public record Query(Map<String, List<String>> values) {
    /** The first value of a parameter, or {@code otherwise} where it is absent or empty. */
    public String text(String name, String otherwise) {
        final List<String> found = values.getOrDefault(name, List.of());
        return found.isEmpty() || found.get(0).isEmpty() ? otherwise : found.get(0);
    }

    /** Whether a parameter is there and not empty. */
    public boolean has(String name) {
        return !text(name, "").isEmpty();
    }

    /** A whole number; {@code otherwise} where it is absent, nothing where it is no number of at most 18 digits. */
    public OptionalLong number(String name, long otherwise) {
        if (!has(name)) {
            return OptionalLong.of(otherwise);
        }
        final String text = text(name, "");
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
