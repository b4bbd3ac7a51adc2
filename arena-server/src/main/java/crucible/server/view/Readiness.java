package crucible.server.view;

import java.util.List;

/**
 * Whether the arena does its work.
 *
 * @param ready whether it does
 * @param reasons in plain words, why not; what still works may also be told
 */
public record Readiness(boolean ready, List<String> reasons) {
    public Readiness {
        reasons = List.copyOf(reasons);
    }
}
