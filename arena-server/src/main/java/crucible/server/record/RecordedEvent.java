package crucible.server.record;

import crucible.runtime.event.EventKind;

/**
 * One kept event.
 *
 * @param sequence its place in the tournament's total order
 * @param arenaTimeMs arena time after it
 * @param effect what it came to
 * @param payload its content; the type follows from the kind
 */
public record RecordedEvent(
        long sequence, EventKind kind, long eventTimeMs, long arenaTimeMs, Effect effect, Object payload) {
    /** The content as {@code type}. */
    public <T> T payload(Class<T> type) {
        return type.cast(payload);
    }
}
