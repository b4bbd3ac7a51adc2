package crucible.factory;

import crucible.model.Blueprint;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.runtime.dsl.BlueprintCodec;
import java.util.Arrays;

/**
 * Every blueprint that was ever born, as the first 64 bits of its identity in ascending order: 8 to 16 bytes a birth, so a
 * million births take at most 16 MB. Two different blueprints share a prefix with
 * probability births / 2^64; the loser is bred anew, nothing else happens.
 */
final class BornBlueprints implements StateHolder {
    private long[] sorted = new long[64];
    private int count;

    /** First 64 bits of the identity. */
    static long identity(Blueprint blueprint) {
        return Long.parseUnsignedLong(BlueprintCodec.identity(blueprint).substring(0, 16), 16);
    }

    /** Whether the same strategy was born before, under whichever name. */
    boolean contains(Blueprint blueprint) {
        return Arrays.binarySearch(sorted, 0, count, identity(blueprint)) >= 0;
    }

    /** Remembers a blueprint; again is no change. */
    void add(Blueprint blueprint) {
        final long identity = identity(blueprint);
        final int place = Arrays.binarySearch(sorted, 0, count, identity);
        if (place >= 0) {
            return;
        }
        if (count == sorted.length) {
            sorted = Arrays.copyOf(sorted, count * 2);
        }
        final int at = -place - 1;
        System.arraycopy(sorted, at, sorted, at + 1, count - at);
        sorted[at] = identity;
        count++;
    }

    @Override
    public void visit(StateSink sink) {
        count = sink.field("count", count);
        sorted = sink.field("born", sorted, count);
    }
}
