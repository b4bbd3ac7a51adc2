package crucible.exchange.replay.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One stream of one symbol and who listens to it, in the order in which they came. */
public final class MarketStream {
    private final String name;
    private final byte[] encodedName;
    private final List<ClientSession> listeners = new ArrayList<>();

    MarketStream(String name) {
        this.name = name;
        this.encodedName = name.getBytes(StandardCharsets.UTF_8);
    }

    String name() {
        return name;
    }

    boolean add(ClientSession session) {
        return !listeners.contains(session) && listeners.add(session);
    }

    boolean remove(ClientSession session) {
        return listeners.remove(session);
    }

    /** Whether anybody listens. */
    public boolean isHeard() {
        return !listeners.isEmpty();
    }

    /** Hands the frame to everyone. */
    public void send(FrameText payload) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).append(encodedName, payload);
        }
    }
}
