package crucible.server.mode;

import java.util.Locale;

/** Bytes for people. */
final class ByteCount {
    private static final double MIB = 1 << 20;

    private ByteCount() {}

    /** Such as {@code 12.5 MiB}. */
    static String words(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
    }
}
