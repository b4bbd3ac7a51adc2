package crucible.server.journal;

import java.nio.file.Path;

/** A record of the journal cannot be read although others behind it can: everything before it is good. */
public final class JournalDamaged extends JournalException {
    private static final long serialVersionUID = 1L;

    private final long sequence;
    private final transient Path file;

    /**
     * @param sequence of the first record that cannot be read
     * @param file where it lies, or should
     * @param what what is wrong
     */
    JournalDamaged(long sequence, Path file, String what) {
        super("journal record " + sequence + " in " + file + " " + what);
        this.sequence = sequence;
        this.file = file;
    }

    /** Sequence of the first record that cannot be read; all before it are good. */
    public long sequence() {
        return sequence;
    }

    /** The file it lies in. */
    public Path file() {
        return file;
    }
}
