package crucible.exchange.replay.wire;

import java.util.Optional;

/** What is said on one socket. Everything runs on the venue's one thread. */
public interface Conversation {
    /** Whether the address asks for what may be opened; a text refuses it. */
    Optional<RestAnswer> refusal();

    /** The socket is open. */
    void onOpen();

    /** The client says something. */
    void onText(String text);
}
