package crucible.exchange.replay.wire;

import java.util.Optional;

/** What is said on one socket. Everything runs on the venue's one thread. */
public interface Conversation {
    /** Whether the address asks for what may be opened; a text refuses it. */
    default Optional<RestAnswer> refusal() {
        return Optional.empty();
    }

    /** The socket is open. */
    default void onOpen() {
        // At most venues nothing plays before a request.
    }

    /** The client says something. */
    void onText(String text);
}
