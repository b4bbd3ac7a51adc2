package crucible.server.journal;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The hash that each record has in common with all before it: SHA-256 of the predecessor's hash and the record's content,
 * cut to 128 bits; before the first record it is zero. It has no key: it shows accidents and naive edits, and, where a
 * hash was noted elsewhere, every edit before it. One thread; allocates nothing once made.
 */
public final class HashChain {
    /** Length of a hash. */
    public static final int BYTES = 16;

    private final MessageDigest sha256 = sha256();
    private final byte[] head = new byte[BYTES];
    private final byte[] next = new byte[32];

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Computes the hash that {@code content} would have as the next record. */
    public byte[] successor(byte[] array, int offset, int length) {
        sha256.update(head);
        sha256.update(array, offset, length);
        try {
            sha256.digest(next, 0, next.length);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes are room enough", e);
        }
        return next;
    }

    /** Makes the hash computed last the head. */
    public void advance() {
        System.arraycopy(next, 0, head, 0, BYTES);
    }

    /** Starts from a hash that was stored. */
    public void restart(byte[] hash) {
        System.arraycopy(hash, 0, head, 0, BYTES);
    }

    /** Copies the head into {@code hash}. */
    public void copyHead(byte[] hash) {
        System.arraycopy(head, 0, hash, 0, BYTES);
    }

    /** A copy of the head. */
    public byte[] head() {
        return head.clone();
    }

    /** Whether the head is {@code hash}. */
    public boolean isAt(byte[] hash) {
        return Arrays.equals(head, hash);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(head);
    }
}
