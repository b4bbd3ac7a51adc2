package crucible.model;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * SHA-256 over copies of state, as {@link SnapshotWriter} makes them: whatever is stored differs in its digest where it
 * differs at all. An immutable value enters by the digest of its own stored form, which is remembered for as long as the
 * value is part of what is digested: the blueprints of agents are not written out again and again. One thread.
 */
public final class CopyDigest {
    private static final int BYTES = 32;

    private final MessageDigest sha256 = sha256();
    private final MessageDigest ofValue = sha256();
    private final SnapshotWriter value = new SnapshotWriter();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    private final Map<Object, Known> known = new IdentityHashMap<>();
    private int round;

    private final SnapshotWriter.Target target = new SnapshotWriter.Target() {
        @Override
        public void bytes(byte[] array, int from, int count) {
            sha256.update(array, from, count);
        }

        @Override
        public void remembered(Object text, StateForm<?> form) {
            sha256.update(form == null ? SnapshotWriter.stored((String) text) : digestOf(text, form));
        }
    };

    /** What is known of a value. */
    private static final class Known {
        private final byte[] digest = new byte[BYTES];
        private final StateForm<?> form;
        private int round;

        Known(StateForm<?> form) {
            this.form = form;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private byte[] digestOf(Object one, StateForm<?> form) {
        Known found = known.get(one);
        if (found == null || found.form != form) {
            value.reset();
            value.show(one, form);
            ofValue.update(value.toBytes());
            found = new Known(form);
            try {
                ofValue.digest(found.digest, 0, BYTES);
            } catch (DigestException e) {
                throw new IllegalStateException("a SHA-256 has " + BYTES + " bytes", e);
            }
            known.put(one, found);
        }
        found.round = round;
        return found.digest;
    }

    /** Adds a number. */
    public CopyDigest add(long one) {
        sha256.update(number.putLong(0, one).array());
        return this;
    }

    /** Adds a whole copy. */
    public CopyDigest add(SnapshotWriter copy) {
        copy.hand(target);
        return this;
    }

    /** Adds one record of a copy. */
    public CopyDigest addRecord(SnapshotWriter copy, int index) {
        copy.handRecord(index, target);
        return this;
    }

    /** The digest of everything added since the last call as 64 hexadecimal digits; starts anew. */
    public String finishHex() {
        known.values().removeIf(one -> one.round != round);
        round++;
        return HexFormat.of().formatHex(sha256.digest());
    }
}
