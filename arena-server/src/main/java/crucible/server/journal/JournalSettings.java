package crucible.server.journal;

import crucible.model.Require;
import java.nio.file.Path;

/**
 * Where a journal lies and how it is kept.
 *
 * @param directory its folder
 * @param format how records are stored
 * @param fsync when they are forced to the disk
 * @param rollBytes a segment is closed at this size, and at the end of a UTC day; in [64 KiB, 1 GiB]
 * @param keepDays closed rolls older than this, in event time, may be pruned; 0 keeps all
 */
public record JournalSettings(
        Path directory, Journal.Format format, Journal.Fsync fsync, long rollBytes, int keepDays) {
    private static final long DEFAULT_ROLL_BYTES = 64L << 20;

    public JournalSettings {
        Require.present("directory", directory);
        Require.present("format", format);
        Require.present("fsync", fsync);
        Require.that(rollBytes >= 1 << 16 && rollBytes <= 1 << 30, "rollBytes lies in [65536, 1073741824]", rollBytes);
        Require.between("keepDays", keepDays, 0, 36_500);
    }

    /** A Chronicle Queue of which everything is kept. */
    public static JournalSettings defaults(Path directory, Journal.Fsync fsync) {
        return new JournalSettings(directory, Journal.Format.CHRONICLE, fsync, DEFAULT_ROLL_BYTES, 0);
    }

    /** The same in another format. */
    public JournalSettings withFormat(Journal.Format other) {
        return new JournalSettings(directory, other, fsync, rollBytes, keepDays);
    }

    /** The same with another age of rolls that may be pruned. */
    public JournalSettings withKeepDays(int days) {
        return new JournalSettings(directory, format, fsync, rollBytes, days);
    }
}
