package crucible.server.host;

/** What a process says when it ends; the numbers above 64 are those of sysexits.h that come nearest. */
public final class ExitCodes {
    /** It did what it was asked to. */
    public static final int DONE = 0;

    /** It could not. */
    public static final int FAILED = 1;

    /** A stage or thread did not end in time after the order to stop: what is journaled is recovered. */
    public static final int STUCK = 70;

    /** The JVM could not write or read a page of a mapped file: a full or failing disk. What reads back is recovered. */
    public static final int MAPPED_FAULT = 71;

    /** The journal could not be written, or closed at the end, though the disk has room. What reads back is recovered. */
    public static final int JOURNAL_FAILED = 74;

    /** The disk is too full: stopped in order, or at once where not even the reserve was left, or not started. */
    public static final int DISK_FULL = 75;

    /** A second signal ended it at once: what is journaled is recovered. */
    public static final int SIGNALLED_TWICE = 130;

    private ExitCodes() {}
}
