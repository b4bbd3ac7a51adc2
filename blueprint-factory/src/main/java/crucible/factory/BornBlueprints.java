package crucible.factory;

import crucible.model.Blueprint;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Every blueprint that was ever born, as the first 64 bits of its identity in ascending order: 8 to 16 bytes a birth, so a
 * million births take at most 16 MB. Two different blueprints share a prefix with
 * probability births / 2^64; the loser is bred anew, nothing else happens.
 */
final class BornBlueprints implements StateHolder {
    private long[] sorted = new long[64];
    private int count;

    /** The strategy without its name, as text. */
    static String text(Blueprint blueprint) {
        return blueprint.withName("-").toString();
    }

    /** First 64 bits of the identity. */
    static long identity(Blueprint blueprint) {
        try {
            final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha256.digest(text(blueprint).getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

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
        sink.field("born", sorted, count);
    }
}
