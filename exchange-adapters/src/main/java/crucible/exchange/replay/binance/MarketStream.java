package crucible.exchange.replay.binance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One stream of one symbol and who listens to it, in the order in which they came. */
final class MarketStream {
    private final byte[] name;
    private final List<BinanceSession> listeners = new ArrayList<>();

    MarketStream(String name) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
    }

    void add(BinanceSession session) {
        if (!listeners.contains(session)) {
            listeners.add(session);
        }
    }

    void remove(BinanceSession session) {
        listeners.remove(session);
    }

    boolean isHeard() {
        return !listeners.isEmpty();
    }

    /** Hands the frame to everyone; returns to how many. */
    int send(FrameText payload) {
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).append(name, payload);
        }
        return listeners.size();
    }
}
