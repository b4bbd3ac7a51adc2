package crucible.server.systemd;

import java.util.Optional;

/** How a server is, as its own parts know it. Any thread; nothing here blocks. */
public interface Pulse {
    /** Bars that have passed all stages since the start. */
    long bars();

    /** Why no bars come although the server does all it should, in plain words; empty where there is no known reason. */
    Optional<String> silence();

    /** One line for people. */
    String status();
}
