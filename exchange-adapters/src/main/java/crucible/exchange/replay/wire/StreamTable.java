package crucible.exchange.replay.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The streams of a protocol: a fixed number of kinds for each symbol, found by number and by name. */
public final class StreamTable {
    /** Names a stream. */
    public interface Naming {
        /** The name of the {@code kind}th stream of the {@code symbol}th symbol, both from 0. */
        String name(int symbol, int kind);
    }

    private final int kinds;
    private final List<MarketStream> streams = new ArrayList<>();
    private final Map<String, MarketStream> byName = new HashMap<>();
    private int heard;

    /** A table of {@code symbols} rows. */
    public StreamTable(int symbols, int kinds, Naming naming) {
        this.kinds = kinds;
        for (int symbol = 0; symbol < symbols; symbol++) {
            for (int kind = 0; kind < kinds; kind++) {
                final MarketStream stream = new MarketStream(naming.name(symbol, kind));
                streams.add(stream);
                byName.put(stream.name(), stream);
            }
        }
    }

    /** One more stream, of no symbol. */
    public void also(String name) {
        byName.put(name, new MarketStream(name));
    }

    /** The {@code kind}th stream of the {@code symbol}th symbol. */
    public MarketStream at(int symbol, int kind) {
        return streams.get(symbol * kinds + kind);
    }

    /** Whether a stream of that name is played. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Adds the client to a stream; a name that is not played is silent. */
    public void add(ClientSession session, String name) {
        final MarketStream stream = byName.get(name);
        if (stream != null && stream.add(session)) {
            heard++;
        }
    }

    /** Takes the client off a stream. */
    public void remove(ClientSession session, String name) {
        final MarketStream stream = byName.get(name);
        if (stream != null && stream.remove(session)) {
            heard--;
        }
    }

    /** Whether anybody listens to anything. */
    public boolean isHeard() {
        return heard > 0;
    }
}
